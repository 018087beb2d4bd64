import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelChanges } from '../book/level-changes.ts'
import type { FeatureSnapshot, Sources } from '../features/features.ts'
import type { LevelChange, Trade } from '../market.ts'
import { Analyzer } from './analyzer.ts'
import { plainFlow, type PlainMessage } from './testing/plain-flow.ts'

const product = { id: 'MADE-USD', quote: 'USD', tick: 0.01 }
const healthy: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }

// Twenty prices a side, of which ten are ranked, and two where the sides meet; sizes from dust to walls, whose sums are exact.
const away = fc.oneof(fc.integer({ min: -1, max: 11 }), fc.integer({ min: 12, max: 19 }))
const levels: fc.Arbitrary<LevelChange> = fc
  .tuple(fc.constantFrom('bid' as const, 'ask' as const), away, fc.constantFrom(0, 0.0625, 0.125, 1, 2, 4_096))
  .map(([side, ticks, size]) => ({ side, price: side === 'bid' ? 100 - ticks : 101 + ticks, size }))
const messages = fc.record({
  afterUs: fc.constantFrom(0, 1_000, 100_000, 3_000_000, -1_500, -2_000_000, -9_999_000),
  rows: fc.array(levels, { minLength: 1, maxLength: 3 }),
  kind: fc.oneof({ weight: 40, arbitrary: fc.constant('changes' as const) }, fc.constantFrom('snapshot' as const, 'lost' as const)),
})

const full: readonly LevelChange[] = Array.from({ length: 20 }, (_, ticks) => [
  { side: 'bid' as const, price: 100 - ticks, size: 1 + (ticks % 3) },
  { side: 'ask' as const, price: 101 + ticks, size: 2 - (ticks % 2) },
]).flat()

/** Messages at their times, some of them late; every snapshot is of a full book. */
const series: fc.Arbitrary<PlainMessage[]> = fc.array(messages, { minLength: 1, maxLength: 120, size: 'max' }).map((steps) => {
  let nowUs = 1_000_000_000
  const rest = steps.map(({ afterUs, rows, kind }): PlainMessage => {
    nowUs += Math.max(0, afterUs)
    return { timeUs: afterUs < 0 ? nowUs + afterUs : nowUs, rows: kind === 'snapshot' ? full : rows, kind }
  })
  return [{ timeUs: 1_000_000_000, rows: full, kind: 'snapshot' }, ...rest]
})

function feed(analyzer: Analyzer, { timeUs, rows, kind }: PlainMessage): void {
  analyzer.advance(timeUs)
  if (kind === 'lost') analyzer.onBookLost(timeUs)
  else if (kind === 'snapshot') analyzer.onSnapshot(timeUs, levelChanges(rows))
  else analyzer.onChanges(timeUs, levelChanges(rows))
}

function read(analyzer: Analyzer): FeatureSnapshot {
  return analyzer.features(healthy)
}

describe('Analyzer: work that is skipped', () => {
  it('changes no value of flow: all is as if every message had been observed in full', () => {
    fc.assert(
      fc.property(series, fc.nat(12_000_000), (all, idleUs) => {
        const analyzer = new Analyzer(product)
        const plain = plainFlow()
        for (const message of all) {
          feed(analyzer, message)
          plain.feed(message)
        }
        const nowUs = Math.max(...all.map(({ timeUs }) => timeUs)) + idleUs
        analyzer.advance(nowUs)
        const features = read(analyzer)
        const { totals, values } = plain.read(nowUs)
        expect(analyzer.totals()).toMatchObject(totals)
        for (const [name, value] of Object.entries(values)) {
          const { value: found, reason } = features[name as keyof typeof features]
          // Flow of a window in which no book could be observed is not told, whatever it comes to.
          if (reason === 'no two-sided book in the window') continue
          if (value === undefined) expect(found, name).toBeNull()
          else expect(found, name).toBeCloseTo(value, 9)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('changes no bit: an analyzer that is resumed after every message, and so reads everything anew, agrees', () => {
    fc.assert(
      fc.property(series, (all) => {
        const steady = new Analyzer(product)
        let anew = new Analyzer(product)
        for (const message of all) {
          feed(steady, message)
          anew = new Analyzer(product, anew.checkpoint())
          feed(anew, message)
        }
        expect(read(anew)).toEqual(read(steady))
        expect(anew.totals()).toEqual(steady.totals())
        expect(anew.checkpoint().state.audit).toEqual(steady.checkpoint().state.audit)
        expect(anew.walls()).toEqual(steady.walls())
      }),
      { numRuns: 40 },
    )
  })
})

describe('Analyzer: a message that leaves the best levels as they were', () => {
  const start = 1_000_000_000
  const second = 1_000_000
  const far = levelChanges([{ side: 'bid', price: 82, size: 9 }])
  const better = levelChanges([{ side: 'bid', price: 100, size: 3 }])

  /** An analyzer of the full book whose flow has been measured. */
  function opened(): Analyzer {
    const analyzer = new Analyzer(product)
    analyzer.onSnapshot(start, levelChanges(full))
    analyzer.onChanges(start, better)
    return analyzer
  }

  it('is observed: flow of 0 is known', () => {
    const analyzer = opened()
    analyzer.restartTotals()
    expect(analyzer.totals().ofi).toBeNull()
    analyzer.onChanges(start + 1, far)
    expect(analyzer.totals()).toMatchObject({ ofi: 0, ofiEvents: 0 })
  })

  it('begins the flow, though it is 0', () => {
    const analyzer = new Analyzer(product)
    analyzer.onSnapshot(start, levelChanges(full))
    analyzer.onChanges(start + 1, far)
    analyzer.advance(start + 2)
    expect(read(analyzer).ofi.value).toBe(0)
  })

  it('begins the flow when it comes late but is the first', () => {
    const analyzer = new Analyzer(product)
    analyzer.onSnapshot(start, levelChanges(full))
    analyzer.onChanges(start + second, better)
    analyzer.onChanges(start, far)
    analyzer.advance(start + 10 * second + second / 2)
    expect(read(analyzer).ofiBefore.value).toBe(0)
  })

  it('is a quote that an order can be audited by', () => {
    const analyzer = opened()
    analyzer.onChanges(start + 3 * second, far)
    analyzer.onTrade({ id: 1, timeUs: start + 3 * second + 1, price: 101, size: 1, aggressor: 'buy' })
    expect(analyzer.audit()).toMatchObject({ orders: 1, agreed: 1, unauditable: 0 })
  })

  it('has the mid of the message before it, though that came late', () => {
    const analyzer = opened()
    analyzer.onChanges(start + second, levelChanges([{ side: 'ask', price: 101, size: 0 }]))
    analyzer.onChanges(start + second / 2, levelChanges([{ side: 'ask', price: 102, size: 0 }]))
    analyzer.onChanges(start + second, far)
    // The mid is 101.5, which it was not when the newest quote but this one came.
    analyzer.onTrade({ id: 1, timeUs: start + second + 1, price: 101.4, size: 1, aggressor: 'buy' })
    expect(analyzer.audit()).toMatchObject({ orders: 1, agreed: 0 })
  })

  it('is not one when the book has been lost', () => {
    const analyzer = opened()
    analyzer.onBookLost(start + second)
    for (const removed of [0, 0]) analyzer.onChanges(start + second, levelChanges([{ side: 'bid', price: 100, size: removed }]))
    analyzer.onTrade({ id: 1, timeUs: start + second + 1, price: 101, size: 1, aggressor: 'buy' })
    expect(analyzer.audit()).toMatchObject({ orders: 0, unauditable: 1 })
  })

  it('is not one while the book is crossed', () => {
    const analyzer = opened()
    analyzer.onChanges(start + 2 * second, levelChanges([{ side: 'bid', price: 101, size: 1 }]))
    analyzer.onChanges(start + 2 * second, far)
    analyzer.onTrade({ id: 1, timeUs: start + 2 * second + 1, price: 101, size: 1, aggressor: 'buy' })
    expect(analyzer.audit()).toMatchObject({ orders: 0, unauditable: 1 })
  })

  it('shows until when a book that is lost then was there', () => {
    const minute = 60 * second
    const analyzer = opened()
    analyzer.onChanges(start + 6 * minute, far)
    analyzer.onBookLost(start + 6 * minute)
    analyzer.onSnapshot(start + 6 * minute, levelChanges(full))
    analyzer.advance(start + 12 * minute - 1)
    analyzer.onChanges(start + 12 * minute - 1, better)
    analyzer.advance(start + 12 * minute)
    const { ofi, ofiNormalised } = read(analyzer)
    // The touch is (3 + 2) / 2 for six minutes and (1 + 2) / 2 for six more.
    expect(ofi.value! / ofiNormalised.value!).toBeCloseTo(2 * 2, 4)
  })
})

describe('Analyzer: walls', () => {
  const start = 1_000_000_000
  const second = 1_000_000

  it('begin anew after a level was small for a moment', () => {
    const analyzer = new Analyzer(product)
    analyzer.onSnapshot(start, levelChanges([...full, { side: 'bid', price: 100, size: 4_096 }]))
    analyzer.advance(start + 6 * second)
    expect(analyzer.walls()).toMatchObject([{ side: 'bid', price: 100, sinceUs: start }])
    for (const size of [1, 4_096]) analyzer.onChanges(start + 6 * second, levelChanges([{ side: 'bid', price: 100, size }]))
    expect(analyzer.walls()).toEqual([])
    analyzer.advance(start + 11 * second)
    expect(analyzer.walls()).toMatchObject([{ sinceUs: start + 6 * second }])
  })

  it('are no levels that a snapshot names large and then small', () => {
    const analyzer = new Analyzer(product)
    analyzer.onSnapshot(start, levelChanges([{ side: 'bid', price: 100, size: 4_096 }, ...full]))
    analyzer.advance(start + second)
    analyzer.onChanges(start + second, levelChanges([{ side: 'bid', price: 100, size: 4_096 }]))
    analyzer.advance(start + 5 * second)
    expect(analyzer.walls()).toEqual([])
  })
})

describe('Analyzer: the clock', () => {
  it('completes an order half a second after it', () => {
    const analyzer = new Analyzer(product)
    analyzer.advance(1_000_000_000)
    analyzer.onTrade({ id: 1, timeUs: 1_000_000_000, price: 100, size: 1, aggressor: 'buy' })
    const orders = [499_999, 500_000].map((afterUs) => {
      analyzer.advance(1_000_000_000 + afterUs)
      return read(analyzer).effectiveOrders60.value
    })
    expect(orders).toEqual([null, 1])
  })

  // Orders of some prints, with pauses long enough to complete them, minutes and days to pass, and late prints.
  const prints = fc.record({
    afterUs: fc.constantFrom(0, 0, 50_000, 700_000, 20_000_000, 90_000_000, 40_000_000_000),
    lateUs: fc.constantFrom(0, 0, 900_000),
    cents: fc.integer({ min: 9_990, max: 10_010 }),
    size: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
    aggressor: fc.constantFrom('buy' as const, 'sell' as const),
  })

  it('may be moved at any times between events: no bit of any value changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(prints, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }))),
        series,
        (trades, book) => {
          const quiet = new Analyzer(product)
          const watched = new Analyzer(product)
          let nowUs = 1_000_000_000
          for (const [id, [{ afterUs, lateUs, cents, size, aggressor }, shares]] of trades.entries()) {
            const nextUs = nowUs + afterUs
            for (const share of shares.toSorted((a, b) => a - b)) watched.advance(Math.floor(nowUs + share * (nextUs - nowUs)))
            const trade: Trade = { id, timeUs: nextUs - lateUs, price: cents / 100, size, aggressor }
            nowUs = nextUs
            for (const analyzer of [quiet, watched]) {
              analyzer.advance(nowUs)
              const message = book[id]
              if (message) feed(analyzer, { ...message, timeUs: nowUs })
              analyzer.onTrade(trade)
            }
          }
          expect(read(watched)).toEqual(read(quiet))
          expect(watched.totals()).toEqual(quiet.totals())
        },
      ),
      { numRuns: 60 },
    )
  })
})
