import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import { HOUR_US, MINUTE_US, type Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { vwapOf } from './vwap.ts'
import { vwapTrend } from './vwap-trend.ts'

/** Some trades over an hour, late ones among them. */
const hourOfTrades = trades.map((trade) => ({ ...trade, timeUs: trade.timeUs * 90 }))

function at(timeUs: number, price: number): Trade {
  return { id: 1, timeUs, price, size: 1, aggressor: 'buy' }
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0)
}

/** The slope by the textbook's sums, in bps of the mean a minute. */
function plainSlope(values: readonly number[]): number {
  const n = values.length
  const x = values.map((_, i) => i)
  const mean = sum(values) / n
  return (
    ((n * sum(values.map((value, i) => i * (value - mean))) - sum(x) * sum(values.map((value) => value - mean))) /
      (n * sum(x.map((i) => i * i)) - sum(x) * sum(x)) /
      mean) *
    1e4
  )
}

describe('vwapTrend({ widthUs, samples })', () => {
  const widthUs = 5 * MINUTE_US
  const samples = 4
  const trend = vwapTrend({ widthUs, samples })

  function ramp(step: number): number | undefined {
    const state = trend.init()
    for (let minute = 0; minute < 12; minute++) trend.step(state, at(minute * MINUTE_US, 100_000 + step * minute))
    return trend.read(state)
  }

  timedIndicatorContract(trend, hourOfTrades)

  it('equals a plain slope over the VWAP as each closed minute ended', () => {
    fc.assert(
      fc.property(fc.array(hourOfTrades, { maxLength: 60 }), fc.nat(4 * MINUTE_US), (series, idleUs) => {
        const state = trend.init()
        const sorted = series.toSorted((a, b) => a.timeUs - b.timeUs)
        for (const trade of sorted) trend.step(state, trade)
        const nowUs = (sorted.at(-1)?.timeUs ?? 0) + idleUs
        trend.advance(state, nowUs)
        const lastUs = Math.floor(nowUs / MINUTE_US) * MINUTE_US
        const values = Array.from({ length: samples }, (_, i) => lastUs - (samples - 1 - i) * MINUTE_US).map((endUs) =>
          endUs > 0 ? vwapOf(sorted.filter(({ timeUs }) => timeUs < endUs && timeUs > endUs - widthUs))?.vwap : undefined,
        )
        const known = values.filter((value) => value !== undefined)
        expect(apart(trend.read(state), known.length < samples ? undefined : plainSlope(known))).toBeLessThan(1e-7)
      }),
    )
  })

  it('changes nothing by being advanced minute by minute through a silence', () => {
    fc.assert(
      fc.property(fc.array(hourOfTrades, { minLength: 1, maxLength: 30 }), fc.nat(12), hourOfTrades, (series, minutes, last) => {
        const atOnce = trend.init()
        for (const trade of series) trend.step(atOnce, trade)
        const byMinute = structuredClone(atOnce)
        for (let i = 0; i <= minutes; i++) trend.advance(byMinute, HOUR_US + i * MINUTE_US)
        trend.advance(atOnce, HOUR_US + minutes * MINUTE_US)
        expect(trend.read(atOnce)).toBe(trend.read(byMinute))
        const next = { ...last, timeUs: last.timeUs + HOUR_US + minutes * MINUTE_US }
        for (const state of [atOnce, byMinute]) {
          trend.step(state, next)
          trend.advance(state, next.timeUs + samples * MINUTE_US)
        }
        expect(trend.read(atOnce)).toBe(trend.read(byMinute))
      }),
    )
  })

  it('changes sign, nearly, when a small move is mirrored', () => {
    expect(ramp(1)).toBeGreaterThan(0)
    expect(ramp(1)! + ramp(-1)!).toBeCloseTo(0, 3)
  })

  it('is a basis point a minute where VWAP rises by one', () => {
    const state = trend.init()
    // The window holds five trades, so that its mean rises as price does.
    for (let minute = 0; minute < 20; minute++) trend.step(state, at(minute * MINUTE_US + 1, 10_000 + minute))
    const mean = 10_000 + 18 - 2 - 1.5
    expect(trend.read(state)).toBeCloseTo(10_000 / mean, 9)
  })

  it('waits for as many values as it was asked for', () => {
    const state = trend.init()
    trend.step(state, at(1, 100))
    trend.advance(state, samples * MINUTE_US - 1)
    expect(trend.read(state)).toBeUndefined()
    trend.advance(state, samples * MINUTE_US)
    expect(trend.read(state)).toBe(0)
  })

  it('begins anew after a minute whose window was empty', () => {
    const state = trend.init()
    trend.step(state, at(1, 100))
    trend.advance(state, samples * MINUTE_US)
    trend.step(state, at(8 * MINUTE_US, 100))
    trend.advance(state, (8 + samples - 1) * MINUTE_US)
    expect(trend.read(state)).toBeUndefined()
    trend.advance(state, (8 + samples) * MINUTE_US)
    expect(trend.read(state)).toBe(0)
  })

  it('does not change a value it has taken when a trade comes late', () => {
    const calm = trend.init()
    for (let minute = 0; minute < 6; minute++) trend.step(calm, at(minute * MINUTE_US, 100))
    const before = trend.read(calm)
    trend.step(calm, at(5 * MINUTE_US - 1, 200))
    expect(trend.read(calm)).toBe(before)
    trend.advance(calm, 6 * MINUTE_US)
    expect(trend.read(calm)).toBeGreaterThan(0)
  })

  it('takes two centuries of silence in one stride', () => {
    const state = trend.init()
    trend.step(state, at(1, 100))
    trend.advance(state, 2_000_000 * HOUR_US)
    expect(trend.read(state)).toBeUndefined()
    expect(state.closedUs).toBe(2_000_000 * HOUR_US)
  }, 10_000)

  it.each([0, 1, 2.5])('refuses %d samples', (few) => {
    expect(() => vwapTrend({ samples: few })).toThrow(RangeError)
  })
})

describe('vwapTrend()', () => {
  it('looks at sixty minutes of the sixty-minute VWAP', () => {
    const trend = vwapTrend()
    const state = trend.init()
    for (let minute = 0; minute < 200; minute++) {
      trend.step(state, at(minute * MINUTE_US + 1, 1_000_000 + minute))
      expect(trend.read(state) === undefined).toBe(minute < 60)
    }
    // The value at the end of minute m is the mean of m − 59 to m: the last one taken ended minute 198.
    const mean = 1_000_000 + 198 - 29.5 - 29.5
    expect(trend.read(state)).toBeCloseTo(1e4 / mean, 9)
  })
})
