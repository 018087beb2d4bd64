import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import { scan } from '../indicator/indicator.ts'
import { type Candle, DAY_US, type Trade } from '../market.ts'
import { candles, trades } from '../testing/arbitraries.ts'
import { golden, goldenStream } from '../testing/golden-stream.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { anchoredVwap, deviationLabel, deviationPct, rollingVwap, vwapBands, vwapOf, vwapOfCandles, type VwapValue } from './vwap.ts'

/** The definition, in two passes. */
function plainVwap(series: readonly Pick<Trade, 'price' | 'size'>[]): VwapValue | undefined {
  const volume = series.reduce((total, { size }) => total + size, 0)
  if (volume === 0) return undefined
  const vwap = series.reduce((total, { price, size }) => total + price * size, 0) / volume
  const variance = series.reduce((total, { price, size }) => total + (price - vwap) * (price - vwap) * size, 0) / volume
  return { vwap, sigma: Math.sqrt(variance), volume }
}

/** How far a value is from the plain one, relative to it where it is above 1; infinite where only one of them is known. */
function distance(value: VwapValue | undefined, plain: VwapValue | undefined): number {
  // Two passes leave rounding in the variance, of which the root is taken.
  return Math.max(apart(value?.vwap, plain?.vwap), apart(value?.volume, plain?.volume), apart(value?.sigma, plain?.sigma) / 1e4)
}

function at(timeUs: number, price: number, size = 1): Trade {
  return { id: 1, timeUs, price, size, aggressor: 'buy' }
}

function flat(price: number, volume: number): Candle {
  return { startUs: 0, open: price, high: price, low: price, close: price, volume }
}

/** Some trades over three days, late ones among them. */
const daysOfTrades = trades.map((trade) => ({ ...trade, timeUs: trade.timeUs * 6_480 }))

describe('vwapOf(trades)', () => {
  it('equals the definition, computed in two passes', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        expect(distance(vwapOf(series), plainVwap(series))).toBeLessThan(1e-10)
      }),
    )
  })

  it('lies between the lowest and the highest price', () => {
    fc.assert(
      fc.property(fc.array(trades, { minLength: 1 }), (series) => {
        const { vwap } = vwapOf(series)!
        expect(vwap).toBeGreaterThanOrEqual(Math.min(...series.map(({ price }) => price)) - 1e-9)
        expect(vwap).toBeLessThanOrEqual(Math.max(...series.map(({ price }) => price)) + 1e-9)
      }),
    )
  })

  it('moves with the prices, and its σ does not', () => {
    fc.assert(
      fc.property(fc.array(trades, { minLength: 1 }), fc.integer({ min: -50, max: 50 }), (series, shift) => {
        const here = vwapOf(series)!
        const there = vwapOf(series.map((trade) => ({ ...trade, price: trade.price + shift })))!
        expect(there.vwap).toBeCloseTo(here.vwap + shift, 9)
        expect(there.sigma).toBeCloseTo(here.sigma, 6)
      }),
    )
  })

  it('has the value, the σ and the bands of the reference', () => {
    const series = goldenStream().events.filter((event): event is Trade & { kind: 'trade' } => event.kind === 'trade')
    const { vwap, sigma } = vwapOf(series)!
    const expected = golden.vwap
    expect(vwap).toBeCloseTo(expected.vwap, 6)
    expect(sigma).toBeCloseTo(expected.sigma, 8)
    for (const k of ['1', '2'] as const) {
      const { lower, upper } = vwapBands(vwap, sigma, Number(k))
      expect([lower, upper]).toEqual(expected.bands[k].map((band): number => expect.closeTo(band, 6)))
    }
    expect(deviationPct(series.at(-1)!.price, vwap)).toBeCloseTo(expected.last_dev_pct, 10)
  })

  it('keeps the σ of a cent at the price of a bitcoin', () => {
    const { sigma } = vwapOf([at(1, 104_200.31), at(2, 104_200.33)])!
    expect(sigma).toBeCloseTo(0.01, 9)
  })

  it('is undefined without trades', () => {
    expect(vwapOf([])).toBeUndefined()
  })
})

describe('vwapOfCandles(candles)', () => {
  it('equals the VWAP of trades that are spread evenly over each candle', () => {
    fc.assert(
      fc.property(fc.array(candles, { minLength: 1, maxLength: 5 }), (series) => {
        const steps = 500
        const spread = series.flatMap(({ low, high, volume }) =>
          Array.from({ length: steps }, (_, i) => ({ price: low + ((i + 0.5) / steps) * (high - low), size: volume / steps })),
        )
        const value = vwapOfCandles(series)!
        const plain = plainVwap(spread)!
        expect(value.vwap).toBeCloseTo(plain.vwap, 6)
        expect(value.sigma).toBeCloseTo(plain.sigma, 4)
        expect(value.volume).toBeCloseTo(plain.volume, 6)
      }),
    )
  })

  it('is that of trades where candles are flat', () => {
    expect(vwapOfCandles([flat(100, 0), flat(101, 3), flat(103, 1)])).toEqual(vwapOf([at(1, 101, 3), at(2, 103, 1)]))
  })

  it('is undefined where nothing traded', () => {
    expect(vwapOfCandles([{ startUs: 0, open: 1, high: 2, low: 1, close: 1, volume: 0 }])).toBeUndefined()
  })
})

describe("anchoredVwap({ anchor: 'utc-day' })", () => {
  const vwap = anchoredVwap()

  timedIndicatorContract(vwap, daysOfTrades)

  it('equals a plain VWAP of the trades of the newest day', () => {
    fc.assert(
      fc.property(fc.array(daysOfTrades, { minLength: 1 }), (series) => {
        const state = vwap.init()
        for (const trade of series) vwap.step(state, trade)
        const day = Math.floor(Math.max(...series.map(({ timeUs }) => timeUs)) / DAY_US)
        const today = series.filter(({ timeUs }) => Math.floor(timeUs / DAY_US) === day)
        expect(distance(vwap.read(state), plainVwap(today))).toBeLessThan(1e-10)
      }),
    )
  })

  it('begins anew at midnight, with the first trade of that instant', () => {
    const values = [...scan(vwap, [at(DAY_US - 1, 100), at(DAY_US, 110)])].map((reading) => reading?.vwap)
    expect(values).toEqual([100, 110])
  })

  it('knows nothing of a new day that the clock has begun, until a trade does', () => {
    const state = vwap.init()
    vwap.step(state, at(DAY_US - 1, 100))
    vwap.advance(state, DAY_US)
    expect(vwap.read(state)).toBeUndefined()
    vwap.step(state, at(DAY_US - 1, 90))
    expect(vwap.read(state)).toBeUndefined()
  })

  it('says since when it counts: the first trade of a day begun in the middle, midnight of the next', () => {
    const readings = [...scan(vwap, [at(DAY_US + 500, 100), at(DAY_US + 400, 100), at(2 * DAY_US + 7, 100)])]
    expect(readings.map((reading) => [reading?.anchorUs, reading?.sinceUs])).toEqual([
      [DAY_US, DAY_US + 500],
      [DAY_US, DAY_US + 400],
      [2 * DAY_US, 2 * DAY_US],
    ])
  })
})

describe("anchoredVwap({ anchor: 'start' })", () => {
  const vwap = anchoredVwap({ anchor: 'start' })

  timedIndicatorContract(vwap, daysOfTrades)

  it('equals a plain VWAP of all trades, since the first of them', () => {
    fc.assert(
      fc.property(fc.array(daysOfTrades, { minLength: 1 }), (series) => {
        const state = vwap.init()
        for (const trade of series) vwap.step(state, trade)
        const reading = vwap.read(state)!
        const firstUs = Math.min(...series.map(({ timeUs }) => timeUs))
        expect(distance(reading, plainVwap(series))).toBeLessThan(1e-10)
        expect([reading.anchorUs, reading.sinceUs]).toEqual([firstUs, firstUs])
      }),
    )
  })
})

describe('rollingVwap({ widthUs })', () => {
  const widthUs = 10_000_000
  const vwap = rollingVwap({ widthUs })

  timedIndicatorContract(vwap, trades)

  it('equals a plain VWAP of the trades in the window', () => {
    fc.assert(
      fc.property(fc.array(trades, { minLength: 1 }), fc.nat(12_000_000), (series, idleUs) => {
        const state = vwap.init()
        for (const trade of series) vwap.step(state, trade)
        const nowUs = Math.max(...series.map(({ timeUs }) => timeUs)) + idleUs
        vwap.advance(state, nowUs)
        const reading = vwap.read(state)
        const firstUs = Math.min(...series.map(({ timeUs }) => timeUs))
        const inside = series.filter(({ timeUs }) => timeUs > nowUs - widthUs)
        expect(distance(reading, plainVwap(inside))).toBeLessThan(1e-10)
        expect(reading?.anchorUs).toBe(inside.length > 0 ? nowUs - widthUs : undefined)
        expect(reading?.sinceUs).toBe(inside.length > 0 ? Math.max(nowUs - widthUs, firstUs) : undefined)
      }),
    )
  })

  it('has no σ where one price is left, however far it is from the first', () => {
    const state = vwap.init()
    vwap.step(state, at(1, 54_321.09, 3))
    for (let window = 2; window < 200; window++) {
      const price = (10_420_031 + window) / 100
      for (let i = 0; i < 5; i++) vwap.step(state, at(window * widthUs + i, price, 0.7 + i / 3 + window / 7))
      expect(vwap.read(state)?.sigma).toBe(0)
      expect(vwap.read(state)?.vwap).toBeCloseTo(price, 9)
    }
  })

  it('keeps the σ of a cent at the price of a bitcoin', () => {
    const state = vwap.init()
    for (const trade of [at(1, 104_200.31), at(2, 104_200.33)]) vwap.step(state, trade)
    expect(vwap.read(state)?.sigma).toBeCloseTo(0.01, 9)
  })

  it('still has its σ after prices have gone far', () => {
    const state = vwap.init()
    vwap.step(state, at(1, 54_321.09, 3))
    const series = [104_200.31, 104_205.02, 104_190.44].map((price, i) => at(2 * widthUs + i, price, i + 0.5))
    for (const trade of series) vwap.step(state, trade)
    expect(vwap.read(state)!.sigma / plainVwap(series)!.sigma).toBeCloseTo(1, 6)
  })

  it('refuses a window without width', () => {
    expect(() => rollingVwap({ widthUs: 0 })).toThrow(RangeError)
  })
})

describe('deviationLabel(pct)', () => {
  it.each([
    [0.11, 'above fair value'],
    [0.1, 'at fair value'],
    [0, 'at fair value'],
    [-0.1, 'at fair value'],
    [-0.11, 'below fair value'],
  ])('reads %d %% as %s', (pct, label) => {
    expect(deviationLabel(pct)).toBe(label)
  })
})

describe('deviationPct(price, vwap)', () => {
  it('is the distance from VWAP in per cent of it', () => {
    expect(deviationPct(109.9, 104.93)).toBeCloseTo(4.7365, 4)
    expect(deviationPct(50, 100)).toBe(-50)
  })
})
