import { HOUR_US, MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Moments } from './moments.ts'
import { hoursOf, trade } from './trial.ts'

const START_US = 1_767_312_000_000_000

/** Moments a minute apart, bought a tenth above mid and sold a tenth below; NaN for one that cannot be filled. */
function momentsAt(mids: readonly number[], unfillable: readonly number[] = []): Moments {
  const price = (shift: number) => Float64Array.from(mids, (mid, row) => (unfillable.includes(row) ? Number.NaN : mid + shift))
  return {
    product: 'MADE-USD',
    length: mids.length,
    timesUs: Float64Array.from(mids, (_, row) => START_US + row * MINUTE_US),
    values: new Map(),
    abstained: new Uint8Array(mids.length),
    knownMids: Float64Array.from(mids),
    buys: price(0.1),
    sells: price(-0.1),
    mids: Float64Array.from(mids),
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0)

const all = (minutes: number) => ({ fromUs: START_US, toUs: START_US + minutes * MINUTE_US })

describe('trade(moments, directions, rules)', () => {
  it('pays the spread and two fees, in the direction of the signal', () => {
    const moments = momentsAt([100, 100, 101, 101])
    const rules = { ...all(4), holdMinutes: 2, feeBps: 5 }
    const long = trade(moments, Int8Array.of(1, 0, 0, 0), rules)
    expect(long.trades).toEqual([
      {
        entryUs: START_US,
        exitUs: START_US + 2 * MINUTE_US,
        side: 1,
        netBps: expect.closeTo((1e4 * (100.9 - 100.1)) / 100.1 - (5 * (100.1 + 100.9)) / 100.1, 9),
      },
    ])
    const short = trade(moments, Int8Array.of(-1, 0, 0, 0), rules)
    expect(short.trades[0]!.netBps).toBeCloseTo((1e4 * (99.9 - 101.1)) / 99.9 - (5 * (99.9 + 101.1)) / 99.9, 9)
  })

  it('holds one position at a time, and opens the next where the last one was left', () => {
    const { trades } = trade(momentsAt([1, 2, 3, 4, 5, 6].map((x) => 100 + x)), Int8Array.of(1, -1, 1, -1, 1, -1), {
      ...all(6),
      holdMinutes: 2,
      feeBps: 1,
    })
    expect(trades.map(({ entryUs, exitUs, side }) => [(entryUs - START_US) / MINUTE_US, (exitUs - START_US) / MINUTE_US, side])).toEqual([
      [0, 2, 1],
      [2, 4, 1],
    ])
  })

  it('counts signals that nothing fills and positions that cannot be left, and makes no trades of them', () => {
    const moments = momentsAt([100, 100, 100, 100], [0, 3])
    expect(trade(moments, Int8Array.of(1, 0, 1, 0), { ...all(4), holdMinutes: 1, feeBps: 1 })).toMatchObject({
      trades: [],
      unfilled: 1,
      unfinished: 1,
    })
  })

  it('marks a position that cannot be left to the end of the stretch', () => {
    const { hourlyBps } = trade(momentsAt([100, 100, 101, 50]), Int8Array.of(1, 0, 0, 0), { ...all(3), holdMinutes: 5, feeBps: 2 })
    expect(sum(hourlyBps)).toBeCloseTo((1e4 * (101 - 100.1)) / 100.1 - 2, 9)
  })

  it('waits to leave until the book fills it', () => {
    const { trades } = trade(momentsAt([100, 100, 100, 100], [1, 2]), Int8Array.of(1, 0, 0, 0), { ...all(4), holdMinutes: 1, feeBps: 1 })
    expect(trades.map(({ exitUs }) => exitUs - START_US)).toEqual([3 * MINUTE_US])
  })

  it('earns in its hours what its trades come to', () => {
    const walk = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 10, maxLength: 200 })
    fc.assert(
      fc.property(
        walk,
        fc.array(fc.constantFrom(-1, 0, 0, 0, 1), { minLength: 200, maxLength: 200 }),
        fc.constantFrom(1, 5, 61),
        (steps, signs, holdMinutes) => {
          let price = 10_000
          const moments = momentsAt(steps.map((step) => (price += step)))
          const rules = { ...all(steps.length), holdMinutes, feeBps: 3 }
          const { trades, hourlyBps, unfinished } = trade(moments, Int8Array.from(signs.slice(0, steps.length)), rules)
          if (unfinished === 0) expect(sum(hourlyBps)).toBeCloseTo(sum(trades.map(({ netBps }) => netBps)), 6)
          for (const { entryUs, exitUs } of trades) expect(exitUs - entryUs).toBeGreaterThanOrEqual(holdMinutes * MINUTE_US)
        },
      ),
    )
  })

  it('sees nothing outside of its stretch: what lies there changes nothing', () => {
    const mids = Array.from({ length: 60 }, (_, row) => 100 + Math.sin(row))
    const directions = Int8Array.from(mids, (_, row) => [1, 0, -1][row % 3]!)
    const rules = { fromUs: START_US + 10 * MINUTE_US, toUs: START_US + 40 * MINUTE_US, holdMinutes: 3, feeBps: 1 }
    const within = trade(momentsAt(mids), directions, rules)
    const elsewhere = momentsAt(mids.map((mid, row) => (row >= 10 && row < 40 ? mid : 1)))
    expect(trade(elsewhere, directions, rules)).toEqual(within)
    expect(within.trades.length).toBeGreaterThan(5)
  })
})

describe('hoursOf(stretch)', () => {
  it.each([
    [0, 0, 0],
    [0, 1, 1],
    [HOUR_US - 1, HOUR_US + 1, 2],
    [0, HOUR_US, 1],
  ])('from %d to %d touches %d', (fromUs, toUs, hours) => {
    expect(hoursOf({ fromUs, toUs })).toBe(hours)
  })
})
