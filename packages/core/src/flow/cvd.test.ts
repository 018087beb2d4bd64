import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../indicator/indicator.ts'
import { DAY_US, HOUR_US, SECOND_US, type Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { swapped } from '../whale/testing/arbitraries.ts'
import { cvd, delta } from './cvd.ts'
import { goldenTrades } from './testing/golden.ts'

const daily = cvd()
const running = cvd({ anchor: 'start' })
const buy: Trade = { id: 1, timeUs: 0, price: 100, size: 2, aggressor: 'buy' }
const sell: Trade = { ...buy, aggressor: 'sell' }

// Three days of trades, an hour or more apart.
const acrossDays = trades.chain((trade) => fc.nat(72).map((hour) => ({ ...trade, timeUs: trade.timeUs + hour * HOUR_US })))

const volume = (series: readonly Trade[], aggressor: 'buy' | 'sell'): number =>
  series.filter((trade) => trade.aggressor === aggressor).reduce((total, { size }) => total + size, 0)

describe.each([
  ['utc-day', daily],
  ['start', running],
] as const)("cvd({ anchor: '%s' })", (_anchor, indicator) => {
  timedIndicatorContract(indicator, acrossDays)

  it('changes sign when takers change sides', () => {
    fc.assert(
      fc.property(fc.array(acrossDays, { minLength: 1 }), (series) => {
        const reading = fold(indicator, series)!
        const other = fold(indicator, series.map(swapped))!
        expect(other.cvd).toBeCloseTo(-reading.cvd, 12)
        expect([other.buyVolume, other.sellVolume]).toEqual([reading.sellVolume, reading.buyVolume])
      }),
    )
  })

  it('knows no value before the first trade', () => {
    const state = indicator.init()
    indicator.advance(state, 5 * DAY_US)
    expect(indicator.read(state)).toBeUndefined()
  })
})

describe('cvd()', () => {
  it('equals the plain sums over the trades of the day that came before it ended', () => {
    fc.assert(
      fc.property(fc.array(acrossDays, { minLength: 1 }), (series) => {
        const today = Math.floor(Math.max(...series.map(({ timeUs }) => timeUs)) / DAY_US) * DAY_US
        const counted = series.filter(({ timeUs }) => timeUs >= today)
        const reading = fold(daily, series)!
        expect(reading.buyVolume).toBeCloseTo(volume(counted, 'buy'), 9)
        expect(reading.sellVolume).toBeCloseTo(volume(counted, 'sell'), 9)
        expect(reading.cvd).toBeCloseTo(volume(counted, 'buy') - volume(counted, 'sell'), 9)
        expect(reading.anchorUs).toBe(today)
      }),
    )
  })

  it('begins anew when the clock enters another UTC day, trade or no trade', () => {
    const state = daily.init()
    daily.step(state, { ...buy, timeUs: DAY_US - 1 })
    expect(daily.read(state)).toEqual({ cvd: 2, buyVolume: 2, sellVolume: 0, anchorUs: 0, sinceUs: DAY_US - 1 })
    daily.advance(state, DAY_US)
    expect(daily.read(state)).toEqual({ cvd: 0, buyVolume: 0, sellVolume: 0, anchorUs: DAY_US, sinceUs: DAY_US })
    daily.step(state, { ...sell, timeUs: DAY_US + 5 })
    expect(daily.read(state)).toEqual({ cvd: -2, buyVolume: 0, sellVolume: 2, anchorUs: DAY_US, sinceUs: DAY_US })
  })

  it('does not count a late trade of the day before', () => {
    expect(
      fold(daily, [
        { ...buy, timeUs: DAY_US },
        { ...buy, timeUs: DAY_US - 1 },
      ])?.buyVolume,
    ).toBe(2)
  })

  it('says that a day begun in the middle counts from its first trade', () => {
    const series = [
      { ...buy, timeUs: DAY_US + 2 * HOUR_US },
      { ...buy, timeUs: DAY_US + HOUR_US },
    ]
    expect(fold(daily, series)).toMatchObject({ anchorUs: DAY_US, sinceUs: DAY_US + HOUR_US })
  })

  it('does not drift over a million trades', () => {
    const state = daily.init()
    for (let id = 1; id <= 1_000_000; id++) daily.step(state, { ...(id % 2 === 0 ? buy : sell), id, size: 0.1 })
    expect(daily.read(state)).toMatchObject({ cvd: 0, buyVolume: 50_000, sellVolume: 50_000 })
  })
})

describe("cvd({ anchor: 'start' })", () => {
  it('runs through the days', () => {
    const series = [buy, { ...sell, size: 5, timeUs: 3 * DAY_US }]
    expect(fold(running, series)).toEqual({ cvd: -3, buyVolume: 2, sellVolume: 5, anchorUs: 0, sinceUs: 0 })
  })

  it('matches the reference on the golden stream', () => {
    const reading = fold(running, goldenTrades)!
    expect(reading.cvd).toBe(golden.cvd.last)
    expect(reading.buyVolume + reading.sellVolume).toBe(golden.cvd.volume)
    expect(reading.buyVolume / golden.cvd.volume).toBeCloseTo(golden.cvd.buy_share, 12)
  })
})

describe('delta({ widthUs })', () => {
  const widthUs = 10 * SECOND_US
  const rolling = delta({ widthUs })
  timedIndicatorContract(rolling, trades)

  it('equals the plain sums over the trades of the window', () => {
    fc.assert(
      fc.property(fc.array(trades), fc.nat(15 * SECOND_US), (series, idleUs) => {
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs)) + idleUs
        const inside = series.filter(({ timeUs }) => timeUs > nowUs - widthUs)
        const state = rolling.init()
        for (const trade of series) rolling.step(state, trade)
        rolling.advance(state, nowUs)
        const reading = rolling.read(state)
        expect(reading.trades).toBe(inside.length)
        expect(reading.buy).toBeCloseTo(volume(inside, 'buy'), 9)
        expect(reading.sell).toBeCloseTo(volume(inside, 'sell'), 9)
        expect(reading.delta).toBeCloseTo(volume(inside, 'buy') - volume(inside, 'sell'), 9)
      }),
    )
  })

  it('changes sign when takers change sides', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        expect(fold(rolling, series.map(swapped)).delta).toBeCloseTo(-fold(rolling, series).delta, 12)
      }),
    )
  })

  it('keeps a small difference of large volumes', () => {
    const series = [
      { ...buy, size: 1e9 },
      { ...buy, size: 1e-8 },
      { ...sell, size: 1e9 },
    ]
    expect(fold(rolling, series).delta).toBe(1e-8)
  })
})
