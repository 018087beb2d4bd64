import { type Trade, timeBars } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featuresWith } from '../testing/features.ts'
import { START_US, tradesOver } from '../testing/trades.ts'
import { barsOf, WIDTHS_US } from './bars.ts'
import { footprintsOf } from './footprints.ts'
import { Minutes } from './minutes.ts'

const END_US = START_US + 60 * 60_000_000

function minutesOf(trades: readonly Trade[]): Minutes {
  const minutes = new Minutes()
  minutes.onTrades(trades)
  return minutes
}

/** The bars of trades in their order, by the analysis's own builder. */
function plainBars(trades: readonly Trade[], widthUs: number) {
  const builder = timeBars({ widthUs })
  const state = builder.init()
  const bars = trades.flatMap((trade) => builder.push(state, trade) ?? [])
  return [...bars, ...[builder.close(state, END_US) ?? []].flat()]
}

/** The sum of a minute of samples, one of which is unknown. */
const sampled = (unknownAt: number | undefined): number | null => {
  const minutes = new Minutes()
  for (let second = 1; second <= 60; second++)
    minutes.onSample(START_US + second * 1_000_000, second === unknownAt ? featuresWith({}) : featuresWith({ ofi: second, mid: 1 }))
  return barsOf(minutes.between(0, Infinity), WIDTHS_US['1m'], START_US + 60_000_000)[0]!.ofi
}

describe('bars', () => {
  it.each(Object.values(WIDTHS_US))('of %i µs are those that the analysis builds, in whatever order trades come', (widthUs) => {
    fc.assert(
      fc.property(
        tradesOver(29).chain((trades) => fc.tuple(fc.constant(trades), fc.shuffledSubarray(trades, { minLength: trades.length }))),
        ([trades, shuffled]) => {
          const bars = barsOf(minutesOf(shuffled).between(0, Infinity), widthUs, END_US)
          const plain = plainBars(trades, widthUs)
          expect(
            bars.map(({ close, high, low, open, startUs, trades: count }) => ({ close, high, low, open, startUs, trades: count })),
          ).toEqual(plain.map(({ close, high, low, open, startUs, trades: count }) => ({ close, high, low, open, startUs, trades: count })))
          bars.forEach((bar, i) => {
            expect(bar.buyVolume).toBeCloseTo(plain[i]!.buyVolume, 9)
            expect(bar.sellVolume).toBeCloseTo(plain[i]!.sellVolume, 9)
            expect(bar.volume).toBeCloseTo(plain[i]!.volume, 9)
          })
        },
      ),
    )
  })

  it('say what the features said at their end, and nothing of those of the day that has begun', () => {
    const minutes = new Minutes()
    const midnightUs = START_US - (START_US % 86_400_000_000) + 86_400_000_000
    for (let second = 59; second >= 0; second--)
      minutes.onSample(midnightUs - second * 1_000_000, featuresWith({ cvd: second, vwap: 100, ofiMomentum: 0.5 }))
    const [bar] = barsOf(minutes.between(0, Infinity), WIDTHS_US['1m'], midnightUs)
    expect(bar).toMatchObject({ cvd: 1, vwap: 100, vwapSd: null, momentum: 0.5, momentumZ: null, closed: true, open: null, volume: 0 })
  })

  it('sum order flow imbalance over spans of ten seconds, and do not tell the sum where one of six is unknown', () => {
    expect(sampled(undefined)).toBe(10 + 20 + 30 + 40 + 50 + 60)
    expect(sampled(35)).toBe(210)
    expect(sampled(30)).toBeNull()
  })

  it('say in which share of their time each source was there', () => {
    const minutes = new Minutes()
    for (let second = 1; second <= 30; second++)
      minutes.onSample(START_US + second * 1_000_000, featuresWith({ lastPrice: 1, ...(second <= 15 ? { mid: 1 } : {}) }))
    const half = { bookCoverage: 0.5, tradeCoverage: 1, closed: false }
    expect(barsOf(minutes.between(0, Infinity), WIDTHS_US['1m'], START_US + 30_000_000)[0]).toMatchObject(half)
    expect(barsOf(minutes.between(0, Infinity), WIDTHS_US['5m'], START_US + 300_000_000)[0]).toMatchObject({
      bookCoverage: 0.05,
      tradeCoverage: 0.1,
    })
  })

  it('take the venue at its word where nothing was seen, and do not say who traded then', () => {
    const minutes = new Minutes()
    minutes.onCandles([{ startUs: START_US, open: 1, high: 3, low: 0.5, close: 2, volume: 7 }])
    expect(barsOf(minutes.between(0, Infinity), WIDTHS_US['1m'], END_US)[0]).toMatchObject({
      open: 1,
      high: 3,
      low: 0.5,
      close: 2,
      volume: 7,
      from: 'candles',
      buyVolume: null,
      trades: null,
      tradeCoverage: 0,
    })
    minutes.onTrades([{ id: 5, timeUs: START_US + 1, price: 4, size: 2, aggressor: 'buy' }])
    expect(barsOf(minutes.between(0, Infinity), WIDTHS_US['1m'], END_US)[0]).toMatchObject({
      open: 1,
      high: 4,
      low: 0.5,
      close: 4,
      volume: 2,
      from: 'trades',
      buyVolume: 2,
      trades: 1,
    })
  })

  it('are forgotten after a day and two hours', () => {
    const minutes = new Minutes()
    for (let minute = 0; minute < 1_700; minute++) minutes.onSample(START_US + minute * 60_000_000 + 1, featuresWith({}))
    expect(minutes.between(0, Infinity).length).toBeLessThanOrEqual(26 * 60 + 1)
  })
})

describe('footprints', () => {
  it('hold every unit that was traded, of each side, whatever the height of their rows', () => {
    fc.assert(
      fc.property(tradesOver(10), fc.constantFrom(...Object.values(WIDTHS_US)), (trades, widthUs) => {
        const { items, rowSize } = footprintsOf(minutesOf(trades).between(0, Infinity), { widthUs, nowUs: END_US, tick: 0.01 })
        const sum = (read: (row: { buy: number; sell: number }) => number): number =>
          items.flatMap(({ rows }) => rows).reduce((total, row) => total + read(row), 0)
        const of = (aggressor: string): number =>
          trades.reduce((total, trade) => total + (trade.aggressor === aggressor ? trade.size : 0), 0)
        expect(sum(({ buy }) => buy)).toBeCloseTo(of('buy'), 6)
        expect(sum(({ sell }) => sell)).toBeCloseTo(of('sell'), 6)
        for (const { rows, volume, poc } of items) {
          expect(rows.map(({ price }) => price)).toEqual(rows.map(({ price }) => price).sort((a, b) => a - b))
          for (const { price } of rows) expect(Math.abs(price / rowSize - Math.round(price / rowSize))).toBeLessThan(1e-6)
          const most = Math.max(...rows.map(({ buy, sell }) => buy + sell))
          expect(rows.find(({ price }) => price === poc)).toSatisfy(({ buy, sell }: { buy: number; sell: number }) => buy + sell === most)
          expect(volume).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('keep what was traded when prices of old minutes are rounded', () => {
    fc.assert(
      fc.property(tradesOver(5), (trades) => {
        fc.pre(trades.length > 0)
        const minutes = minutesOf(trades)
        minutes.rowSize = 0.5
        const volume = (): number =>
          minutes
            .between(0, Infinity)
            .flatMap(({ prices }) => [...prices.values()])
            .reduce((sum, { buy, sell }) => sum + buy + sell, 0)
        const before = volume()
        minutes.onSample(START_US + 5 * 3_600_000_000, featuresWith({}))
        expect(volume()).toBeCloseTo(before, 6)
        for (const price of minutes.between(0, END_US).flatMap(({ prices }) => [...prices.keys()])) expect(price % 0.5).toBeCloseTo(0, 9)
      }),
    )
  })
})
