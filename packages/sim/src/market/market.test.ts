import { HOUR_US, MINUTE_US, SECOND_US, type Side } from '@of/core'
import { describe, expect, it } from 'vitest'
import { madeUpProducts } from '../made-up-products.ts'
import { bitcoin, ether, lotsOf, notionalOf, type ProductSpec } from '../product.ts'
import { bookHashOf } from './book-hash.ts'
import { Market, type MarketListener } from './market.ts'
import type { Print } from './print.ts'

const startUs = 1_790_000_040_000_000

interface Watched {
  readonly market: Market
  readonly prints: Print[]
  /** What a reader of the changes knows of the book. */
  readonly read: Readonly<Record<Side, ReadonlyMap<number, number>>>
  readonly orders: number[]
  /** Prints at another price than the touch they met. */
  readonly offTouch: Print[]
  readonly crossed: number
  readonly spreads: readonly number[]
}

/** Lets a market run and looks at it after everything that happens. */
function watch(spec: ProductSpec, seed: number, minutes: number): Watched {
  const prints: Print[] = []
  const orders: number[] = []
  const offTouch: Print[] = []
  const read = { bid: new Map<number, number>(), ask: new Map<number, number>() }
  const touched: [Side, number][] = []
  const listener: MarketListener = {
    onLevel: (side, tick) => touched.push([side, tick]),
    onPrint: (print) => {
      prints.push(print)
      const { bid, ask } = market.book
      if (print.tick !== (print.aggressor === 'buy' ? ask.best : bid.best)) offTouch.push(print)
    },
    onOrder: (timeUs) => orders.push(timeUs),
  }
  const market = new Market({ spec, seed, startUs, listener })
  const spreads: number[] = []
  let crossed = 0
  const catchUp = (): void => {
    for (const [side, tick] of touched) read[side].set(tick, market.book[side].lotsAt(tick))
    touched.length = 0
  }
  catchUp()
  while (market.nextUs < startUs + minutes * MINUTE_US) {
    market.step()
    catchUp()
    const { best: bid } = market.book.bid
    const { best: ask } = market.book.ask
    if (bid === undefined || ask === undefined || bid >= ask) crossed += 1
    else spreads.push(ask - bid)
  }
  return { market, prints, read, orders, offTouch, crossed, spreads }
}

function grouped(prints: readonly Print[], by: (print: Print) => number): Map<number, Print[]> {
  const groups = new Map<number, Print[]>()
  for (const print of prints) groups.set(by(print), [...(groups.get(by(print)) ?? []), print])
  return groups
}

describe.each([bitcoin, ether])('Market($id)', (spec) => {
  const { market, prints, read, orders, offTouch, crossed, spreads } = watch(spec, 1, 10)

  it('is never crossed, and never empty on a side', () => {
    expect(crossed).toBe(0)
  })

  it('prints at the touch only', () => {
    expect(prints.length).toBeGreaterThan(500)
    expect(offTouch).toEqual([])
  })

  it('numbers its prints without a gap', () => {
    expect(prints.map(({ id }) => id)).toEqual(prints.map((_, index) => spec.firstTradeId + index))
  })

  it('gives all prints of an order one time and one side, from the touch outward', () => {
    const byTime = grouped(prints, ({ timeUs }) => timeUs)
    expect(byTime.size).toBe(orders.length)
    expect([...byTime.values()].some((sweep) => new Set(sweep.map(({ tick }) => tick)).size > 2)).toBe(true)
    for (const sweep of byTime.values()) {
      const [first] = sweep
      const outward = first?.aggressor === 'buy' ? 1 : -1
      expect(sweep.every(({ aggressor }) => aggressor === first?.aggressor)).toBe(true)
      expect(sweep.map(({ tick }) => tick)).toEqual(sweep.map(({ tick }) => tick).sort((a, b) => outward * (a - b)))
    }
  })

  it('keeps about as many levels as it was asked for, within little more than one per cent', () => {
    for (const side of [market.book.bid, market.book.ask]) {
      expect(side.depth / spec.levels).toBeGreaterThan(0.9)
      expect(side.depth / spec.levels).toBeLessThan(1.1)
      expect(Math.abs((side.worst ?? 0) - (side.best ?? 0)) / spec.startTick).toBeLessThan(0.02)
    }
  })

  it('has whole prices and sizes', () => {
    const levels = [...market.book.bid.levels(), ...market.book.ask.levels(), ...prints]
    expect(levels.every(({ tick, lots }) => Number.isSafeInteger(tick) && Number.isSafeInteger(lots) && lots > 0 && tick > 0)).toBe(true)
  })

  it('tells of every change: who looks where it says knows the whole book', () => {
    for (const side of ['bid', 'ask'] as const) {
      const known = [...read[side]].filter(([, lots]) => lots > 0).sort(([a], [b]) => (side === 'bid' ? b - a : a - b))
      expect(known).toEqual([...market.book[side].levels()].map(({ tick, lots }) => [tick, lots]))
    }
  })

  it('knows the hash of its book', () => {
    const levels = (['bid', 'ask'] as const).flatMap((side) => [...market.book[side].levels()].map((level) => ({ side, ...level })))
    expect(market.bookHash).toBe(bookHashOf(levels))
  })

  it('counts its prints into the day', () => {
    const traded = market.day.between(startUs, Number.MAX_SAFE_INTEGER)
    expect(traded.reduce((sum, { lots }) => sum + lots, 0)).toBe(prints.reduce((sum, { lots }) => sum + lots, 0))
    expect(market.day.close).toBe(prints.at(-1)?.tick)
    expect(market.recent).toEqual(prints.slice(-100))
  })

  it('goes on from the day before it', () => {
    const before = market.day.between(0, startUs)
    expect(before.at(-1)?.close).toBeGreaterThan(spec.startTick - 10)
    expect(before.at(-1)?.close).toBeLessThan(spec.startTick + 10)
    expect(Math.abs((prints[0]?.tick ?? 0) / spec.startTick - 1)).toBeLessThan(0.001)
  })

  it('is as wide as its product says, most of the time', () => {
    const sorted = spreads.toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(spec.spreadTicks + 1)
    expect(spreads.filter((width) => width === 1).length / spreads.length > 0.7).toBe(spec.spreadTicks === 1)
  })
})

describe('Market(options)', () => {
  it('lets buying push the price up', () => {
    const { prints } = watch(bitcoin, 2, 40)
    const spans = grouped(prints, ({ timeUs }) => Math.floor(timeUs / 10_000_000))
    let agree = 0
    let differ = 0
    for (const span of spans.values()) {
      const orders = new Map(span.map((print) => [print.timeUs, print.aggressor]))
      const net = [...orders.values()].reduce((sum, aggressor) => sum + (aggressor === 'buy' ? 1 : -1), 0)
      const move = (span.at(-1)?.tick ?? 0) - (span[0]?.tick ?? 0)
      if (net * move > 0) agree += 1
      if (net * move < 0) differ += 1
    }
    expect(agree).toBeGreaterThan(1.3 * differ)
  })

  it('trades about what its product says', () => {
    const { prints } = watch(bitcoin, 3, 60)
    const notional = prints.reduce((sum, { lots, tick }) => sum + notionalOf(bitcoin, lots, tick), 0)
    expect(notional / 60 / bitcoin.notionalPerMinute).toBeGreaterThan(0.6)
    expect(notional / 60 / bitcoin.notionalPerMinute).toBeLessThan(1.6)
  })

  it('meets several maker orders at one price now and then, each with a print of its own', () => {
    const { prints, orders } = watch(bitcoin, 4, 20)
    const sweeps = [...grouped(prints, ({ timeUs }) => timeUs).values()]
    expect(prints.length / orders.length).toBeGreaterThan(1.15)
    expect(prints.length / orders.length).toBeLessThan(1.6)
    const shared = sweeps.filter((sweep) => new Set(sweep.map(({ tick }) => tick)).size < sweep.length)
    expect(shared.length / sweeps.length).toBeGreaterThan(0.05)
  })

  it('is the same for the same seed, and another for another', () => {
    const one = watch(ether, 5, 5)
    expect(watch(ether, 5, 5).prints).toEqual(one.prints)
    expect(watch(ether, 5, 5).market.bookHash).toBe(one.market.bookHash)
    expect(watch(ether, 6, 5).market.bookHash).not.toBe(one.market.bookHash)
  })

  it('jumps now and then: the price is another within a second, and an order swept what was in the way', () => {
    const prints: Print[] = []
    const market = new Market({
      spec: bitcoin,
      seed: 1,
      startUs,
      listener: { onLevel: () => {}, onPrint: (print) => prints.push(print), onOrder: () => {} },
    })
    const deviation = (bitcoin.volatilityBps / 10_000) * bitcoin.startTick
    const jumps: { readonly fromUs: number; readonly up: boolean }[] = []
    let before = market.book.mid ?? NaN
    for (let fromUs = startUs; fromUs < startUs + 4 * HOUR_US; fromUs += SECOND_US) {
      while (market.nextUs < fromUs + SECOND_US) market.step()
      const mid = market.book.mid ?? NaN
      if (Math.abs(mid - before) > 7 * deviation) jumps.push({ fromUs, up: mid > before })
      before = mid
    }
    expect(jumps.length).toBeGreaterThanOrEqual(3)
    expect(jumps.length).toBeLessThanOrEqual(16)
    const swept = jumps.filter(({ fromUs, up }) => {
      const within = prints.filter(
        ({ timeUs, aggressor }) => Math.floor((timeUs - fromUs) / SECOND_US) === 0 && (aggressor === 'buy') === up,
      )
      return [...grouped(within, ({ timeUs }) => timeUs).values()].some((sweep) => new Set(sweep.map(({ tick }) => tick)).size > 1)
    })
    expect(swept.length / jumps.length).toBeGreaterThan(0.5)
  })

  it('keeps a quiet product in order too, cheap or dear: never crossed, as wide and as deep as asked for', () => {
    const cheap = { ...ether, id: 'CHEAP-USD', startTick: 1000, levels: 200, tickPlaces: 6, lotPlaces: 0 }
    for (const spec of [...madeUpProducts(8), cheap]) {
      const { market, crossed, spreads } = watch(spec, 1, 10)
      expect(crossed).toBe(0)
      for (const side of [market.book.bid, market.book.ask]) expect(side.depth / spec.levels).toBeGreaterThan(0.7)
      const sorted = spreads.toSorted((a, b) => a - b)
      expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(2 * spec.spreadTicks + 1)
    }
  })

  it('keeps 50,000 levels a side when asked to', () => {
    const { market, crossed } = watch({ ...bitcoin, levels: 50_000 }, 1, 0.5)
    expect(crossed).toBe(0)
    for (const side of [market.book.bid, market.book.ask]) expect(side.depth / 50_000).toBeCloseTo(1, 1)
  })

  it('refuses more levels than find room', () => {
    expect(() => watch({ ...ether, levels: 50_001 }, 1, 0)).toThrow('levels must be an integer from 2 to 50000, was 50001')
    expect(() => watch({ ...ether, startTick: 1000, levels: 201 }, 1, 0)).toThrow('levels must be an integer from 2 to 200, was 201')
    expect(() => watch({ ...ether, levels: 1.5 }, 1, 0)).toThrow(RangeError)
  })
})

describe('lotsOf(spec, notional, tick)', () => {
  it('buys what is worth the notional, and at least a lot', () => {
    expect(lotsOf(bitcoin, 50_000, 10_000_000)).toBe(50_000_000)
    expect(notionalOf(bitcoin, 50_000_000, 10_000_000)).toBe(50_000)
    expect(lotsOf(bitcoin, 0.000_01, 10_000_000)).toBe(1)
  })
})
