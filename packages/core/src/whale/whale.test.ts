import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../indicator/indicator.ts'
import { DAY_US, MINUTE_US, SECOND_US } from '../market.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { nearestRank } from './nearest-rank.ts'
import type { TakerOrder } from './taker-order.ts'
import { orders, swapped } from './testing/arbitraries.ts'
import { largeOrders, type WhaleReading, whales } from './whale.ts'

const share = 0.8
const memory = 12
const maxAgeUs = 15 * SECOND_US
const minOrders = 4
const minNotional = 500
const windowUs = 10 * SECOND_US
const spotter = whales({ share, memory, maxAgeUs, minOrders, minNotional, windowUs })

/** The whales among all orders, each judged by sorting those that arrived before it. */
function plainWhales(series: readonly TakerOrder[]): TakerOrder[] {
  return series.filter((order, i) => {
    const before = sizesWithin(series.slice(Math.max(0, i - memory), i), order.timeUs)
    return before.length >= minOrders && order.notional >= minNotional && order.size > nearestRank(before, share)!
  })
}

function sizesWithin(among: readonly TakerOrder[], nowUs: number): number[] {
  return among
    .filter(({ timeUs }) => timeUs > nowUs - maxAgeUs)
    .map(({ size }) => size)
    .sort((a, b) => a - b)
}

const taken = (size: number, timeUs: number, aggressor: 'buy' | 'sell' = 'buy'): TakerOrder => ({
  timeUs,
  aggressor,
  size,
  notional: 100_000 * size,
  prints: 1,
  firstId: 1,
  lastId: 1,
  firstPrice: 100_000,
  lastPrice: 100_000,
})

const volume = (among: readonly TakerOrder[], aggressor: 'buy' | 'sell'): number =>
  among.filter((order) => order.aggressor === aggressor).reduce((total, { size }) => total + size, 0)

/** What is read after a series at a time, found the plain way. */
function plainReading(series: readonly TakerOrder[], nowUs: number): WhaleReading | undefined {
  const remembered = sizesWithin(series.slice(-memory), nowUs)
  if (remembered.length < minOrders) return undefined
  const found = plainWhales(series)
    .filter(({ timeUs }) => timeUs > nowUs - windowUs)
    .sort((a, b) => a.timeUs - b.timeUs)
  const buys = found.filter(({ aggressor }) => aggressor === 'buy').length
  const largest = Math.max(...found.map(({ size }) => size))
  return {
    threshold: nearestRank(remembered, share)!,
    orders: remembered.length,
    buys,
    sells: found.length - buys,
    netOrders: 2 * buys - found.length,
    netVolume: expect.closeTo(volume(found, 'buy') - volume(found, 'sell'), 9),
    volume: expect.closeTo(volume(found, 'buy') + volume(found, 'sell'), 9),
    largest: found.length === 0 ? undefined : largest,
    largestAggressor: found.find(({ size }) => size === largest)?.aggressor,
    last: found.at(-1)?.timeUs,
  }
}

describe('whales({ share, memory, maxAgeUs, minOrders, minNotional, windowUs })', () => {
  timedIndicatorContract(spotter, orders)

  it('equals judging every order against a sorted list of those before it', () => {
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 60, size: 'large' }), fc.nat(20 * SECOND_US), (series, idleUs) => {
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs)) + idleUs
        const state = spotter.init()
        for (const order of series) spotter.step(state, order)
        spotter.advance(state, nowUs)
        expect(spotter.read(state)).toEqual(plainReading(series, nowUs))
      }),
    )
  })

  it('judges an order by its own time, wherever the clock stands', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(orders, fc.nat(40 * SECOND_US)), { maxLength: 60, size: 'large' }), (series) => {
        const [quiet, watched] = [spotter.init(), spotter.init()]
        for (const [order, nowUs] of series) {
          spotter.advance(watched, nowUs)
          spotter.step(watched, order)
          spotter.step(quiet, order)
        }
        spotter.advance(quiet, watched.nowUs)
        expect(spotter.read(quiet)).toEqual(spotter.read(watched))
      }),
    )
  })

  it('changes sign when takers change sides', () => {
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 60, size: 'large' }), (series) => {
        const reading = fold(spotter, series)
        const other = fold(spotter, series.map(swapped))
        expect(other && swappedReading(other)).toEqual(reading)
      }),
    )
  })

  it('says who sent the largest, the first of equals', () => {
    const settled = [1, 1, 1, 1].map((size, i) => taken(size, i))
    expect(fold(spotter, [...settled, taken(9, 5, 'sell'), taken(8, 6), taken(9, 7)])).toMatchObject({
      buys: 2,
      sells: 1,
      netOrders: 1,
      netVolume: 8,
      volume: 26,
      largest: 9,
      largestAggressor: 'sell',
      last: 7,
    })
  })

  it('is above the quantile, not at it, and worth the floor', () => {
    const settled = [1, 1, 1, 1, 1].map((size, i) => taken(size, i))
    expect(fold(spotter, [...settled, taken(1, 9)])?.buys).toBe(0)
    expect(fold(spotter, [...settled, taken(1.001, 9)])?.buys).toBe(1)
    expect(fold(spotter, [...settled, { ...taken(2, 9), notional: 500 }])?.buys).toBe(1)
    expect(fold(spotter, [...settled, { ...taken(2, 9), notional: 499.99 }])?.buys).toBe(0)
  })

  it('needs a thousand orders of the last day by default, and 50,000 in quote currency', () => {
    const standard = whales()
    const state = standard.init()
    for (let i = 1; i < 1_000; i++) standard.step(state, taken(i / 1_000, i))
    expect(standard.read(state)).toBeUndefined()
    standard.step(state, taken(1, 1_000))
    expect(standard.read(state)).toMatchObject({ threshold: 0.995, orders: 1_000, buys: 0, largest: undefined, last: undefined })
    standard.step(state, taken(0.9951, 1_001))
    expect(standard.read(state)).toMatchObject({ orders: 1_001, buys: 1, largest: 0.9951, last: 1_001 })
    standard.advance(state, 1_001 + 5 * MINUTE_US)
    expect(standard.read(state)).toMatchObject({ orders: 1_001, buys: 0, volume: 0 })
    standard.advance(state, DAY_US + 2)
    expect(standard.read(state)).toBeUndefined()
  })

  it('remembers ten thousand orders by default', () => {
    const standard = whales()
    const state = standard.init()
    for (let i = 1; i <= 20_000; i++) standard.step(state, taken(i <= 10_000 ? 1_000 : 1 + (i % 10), i))
    expect(standard.read(state)).toMatchObject({ threshold: 10, orders: 10_000, buys: 0 })
  })

  it('refuses impossible options', () => {
    expect(() => whales({ share: 0 })).toThrow('whales: share must be above 0 and at most 1, was 0')
    expect(() => whales({ share: 1.1 })).toThrow(RangeError)
    expect(() => whales({ memory: 0 })).toThrow(RangeError)
    expect(() => whales({ memory: 10 })).toThrow('whales: minOrders must be an integer from 1 to memory (10), was 1000')
    expect(() => whales({ maxAgeUs: 0 })).toThrow(RangeError)
    expect(() => whales({ windowUs: 0 })).toThrow(RangeError)
  })
})

function swappedReading(reading: WhaleReading): WhaleReading {
  const { buys, sells, netOrders, netVolume, largestAggressor } = reading
  const largest = largestAggressor && (largestAggressor === 'buy' ? 'sell' : 'buy')
  return { ...reading, buys: sells, sells: buys, netOrders: 0 - netOrders, netVolume: 0 - netVolume, largestAggressor: largest }
}

describe('largeOrders({ minNotional, windowUs })', () => {
  const large = largeOrders({ minNotional, windowUs })
  timedIndicatorContract(large, orders)

  it('equals the plain count of the orders of the window that are worth the amount', () => {
    fc.assert(
      fc.property(fc.array(orders, { minLength: 1 }), fc.nat(15 * SECOND_US), (series, idleUs) => {
        const nowUs = Math.max(...series.map(({ timeUs }) => timeUs)) + idleUs
        const found = series.filter(({ timeUs, notional }) => timeUs > nowUs - windowUs && notional >= minNotional)
        const state = large.init()
        for (const order of series) large.step(state, order)
        large.advance(state, nowUs)
        const reading = large.read(state)
        const buys = found.filter(({ aggressor }) => aggressor === 'buy').length
        expect(reading).toMatchObject({ buys, sells: found.length - buys, netOrders: 2 * buys - found.length })
        expect(reading?.netVolume).toBeCloseTo(volume(found, 'buy') - volume(found, 'sell'), 9)
      }),
    )
  })

  it('changes sign when takers change sides', () => {
    fc.assert(
      fc.property(fc.array(orders, { minLength: 1 }), (series) => {
        const reading = fold(large, series)!
        const other = fold(large, series.map(swapped))!
        expect(other).toMatchObject({ buys: reading.sells, sells: reading.buys, netOrders: 0 - reading.netOrders })
        expect(other.netVolume).toBeCloseTo(-reading.netVolume, 12)
      }),
    )
  })

  it('knows no value before the first order, and zero after small ones', () => {
    expect(fold(large, [])).toBeUndefined()
    expect(fold(large, [{ ...taken(1, 1), notional: 499 }])).toEqual({ buys: 0, sells: 0, netOrders: 0, netVolume: 0 })
  })

  it('lets go of large orders as small ones move the clock', () => {
    expect(fold(large, [taken(1, 1), { ...taken(1, 1 + windowUs), notional: 1 }])?.buys).toBe(0)
  })
})
