import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Candle } from '../market.ts'
import { candles, prices, sizes } from '../testing/arbitraries.ts'
import { valueArea } from './value-area.ts'
import { profileOf, profileOfCandles, profileOfTrades, type RowRule } from './volume-profile.ts'

const bins: RowRule = { kind: 'bins', count: 50 }
const ticks: RowRule = { kind: 'ticks', tick: 0.01, maxRows: 50 }
const rules = fc.oneof(
  fc.record({ kind: fc.constant('bins' as const), count: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('ticks' as const), tick: fc.constant(0.01), maxRows: fc.integer({ min: 1, max: 60 }) }),
)
const pairs = fc.array(fc.tuple(prices, sizes), { minLength: 1 })

/** Sum of some volumes. */
function sum(volumes: readonly number[]): number {
  return volumes.reduce((total, volume) => total + volume, 0)
}

function candle(low: number, high: number, volume: number): Candle {
  return { startUs: 0, open: low, close: high, low, high, volume }
}

describe('profileOf(source, rule)', () => {
  it('puts a price into the bin min(count − 1, floor((p − low) / width)), as plain arithmetic does', () => {
    fc.assert(
      fc.property(pairs, (source) => {
        const low = Math.min(...source.map(([price]) => price))
        const high = Math.max(...source.map(([price]) => price))
        fc.pre(high > low)
        const plain: number[] = Array.from({ length: 50 }, () => 0)
        for (const [price, volume] of source) plain[Math.min(49, Math.floor((price - low) / ((high - low) / 50)))]! += volume
        const profile = profileOf(source, bins)!
        profile.rows.forEach((row, i) => expect(row.volume).toBeCloseTo(plain[i]!, 9))
      }),
    )
  })

  it('puts a price into the row of its tick', () => {
    const profile = profileOf(
      [
        [100.03, 3],
        [100, 1],
        [100.03, 2],
      ],
      ticks,
    )!
    expect(profile.rows.map(({ price, volume }) => [price, volume])).toEqual([
      [100, 1],
      [100.01, 0],
      [100.02, 0],
      [100.03, 5],
    ])
  })

  it('holds all of the volume', () => {
    fc.assert(
      fc.property(pairs, rules, (source, rule) => {
        const profile = profileOf(source, rule)!
        const volume = sum(source.map(([, size]) => size))
        expect(profile.total).toBeCloseTo(volume, 9)
        expect(sum(profile.rows.map((row) => row.volume))).toBeCloseTo(volume, 9)
      }),
    )
  })

  it('covers the range from its lowest price to its highest without gaps', () => {
    fc.assert(
      fc.property(pairs, rules, (source, rule) => {
        const { rows, low, high } = profileOf(source, rule)!
        const step = rule.kind === 'ticks' ? rule.tick : 0
        expect(low).toBe(Math.min(...source.map(([price]) => price)))
        expect(high).toBe(Math.max(...source.map(([price]) => price)))
        expect([rows[0]!.low, rows.at(-1)!.high]).toEqual([low, high])
        rows.slice(1).forEach((row, i) => expect(row.low).toBeCloseTo(rows[i]!.high + step, 9))
        for (const row of rows) expect(row.price).toBeCloseTo((row.low + row.high) / 2, 9)
      }),
    )
  })

  it('never has more rows than asked for', () => {
    fc.assert(
      fc.property(pairs, rules, (source, rule) => {
        expect(profileOf(source, rule)!.rows.length).toBeLessThanOrEqual(rule.kind === 'bins' ? rule.count : rule.maxRows)
      }),
    )
  })

  it.each([
    [50, 50, 1],
    [51, 26, 2],
    [100, 50, 2],
    [101, 34, 3],
  ])('cuts %i ticks into %i rows of %i', (count, rows, width) => {
    const profile = profileOf(
      [
        [100, 1],
        [100 + (count - 1) / 100, 1],
      ],
      ticks,
    )!
    expect(profile.rows).toHaveLength(rows)
    expect(profile.rows[0]!.high - profile.rows[0]!.low).toBeCloseTo((width - 1) / 100, 9)
  })

  it('ends its last bin at the highest price, not a bit above it', () => {
    const source = [
      [0.01, 1],
      [0.06, 1],
    ] as const
    expect(profileOf(source, { kind: 'bins', count: 3 })!.high).toBe(0.06)
  })

  it('ends its last row of ticks at the highest price', () => {
    const profile = profileOf(
      [
        [100, 1],
        [100.5, 1],
      ],
      ticks,
    )!
    expect(profile.rows.at(-1)).toEqual({ low: 100.5, high: 100.5, price: 100.5, volume: 1 })
  })

  it.each([bins, ticks])('is one row where nothing but one price traded, by rule $kind', (rule) => {
    expect(
      profileOf(
        [
          [99.37, 2],
          [99.37, 1],
        ],
        rule,
      ),
    ).toEqual({
      rows: [{ low: 99.37, high: 99.37, price: 99.37, volume: 3 }],
      total: 3,
      low: 99.37,
      high: 99.37,
      estimated: false,
      rule: rule.kind,
    })
  })

  it('does not depend on the order of trades', () => {
    fc.assert(
      fc.property(pairs, rules, (source, rule) => {
        const { rows } = profileOf(source, rule)!
        profileOf(source.toReversed(), rule)!.rows.forEach((row, i) => expect(row.volume).toBeCloseTo(rows[i]!.volume, 12))
      }),
    )
  })

  it('moves its point of control and value area with the prices', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: -500, max: 500 }), (source, shift) => {
        const moved = source.map(([price, size]) => [(Math.round(price * 100) + shift) / 100, size] as const)
        const [here, there] = [profileOf(source, ticks)!, profileOf(moved, ticks)!].map(({ rows }) => rows)
        const area = valueArea(here!.map(({ volume }) => volume))!
        expect(valueArea(there!.map(({ volume }) => volume))).toEqual(area)
        expect(there![area.poc]!.price - here![area.poc]!.price).toBeCloseTo(shift / 100, 9)
      }),
    )
  })

  it('leaves out prices at which nothing traded', () => {
    expect(
      profileOf(
        [
          [100, 1],
          [105, 0],
        ],
        ticks,
      )!.high,
    ).toBe(100)
    expect(profileOf([[105, 0]], ticks)).toBeUndefined()
  })

  it('is undefined where there is nothing', () => {
    expect(profileOf([], bins)).toBeUndefined()
  })

  it.each<RowRule>([
    { kind: 'bins', count: 0 },
    { kind: 'bins', count: 2.5 },
    { kind: 'ticks', tick: 0, maxRows: 50 },
    { kind: 'ticks', tick: 0.01, maxRows: 0 },
  ])('refuses the impossible rule %j', (rule) => {
    expect(() => profileOf([[1, 1]], rule)).toThrow(RangeError)
  })
})

describe('profileOfTrades(trades, rule)', () => {
  it('is the profile of their prices and sizes', () => {
    const trades = [
      { price: 100, size: 1 },
      { price: 100.07, size: 2 },
    ]
    expect(profileOfTrades(trades, bins)).toEqual(
      profileOf(
        [
          [100, 1],
          [100.07, 2],
        ],
        bins,
      ),
    )
  })
})

describe('profileOfCandles(candles, rule)', () => {
  it('holds all of the volume', () => {
    fc.assert(
      fc.property(fc.array(candles, { minLength: 1 }), rules, (series, rule) => {
        const profile = profileOfCandles(series, rule)!
        const volume = sum(series.map((one) => one.volume))
        expect(profile.total).toBeCloseTo(volume, 9)
        expect(sum(profile.rows.map((row) => row.volume))).toBeCloseTo(volume, 9)
      }),
    )
  })

  it('spreads the volume of a candle evenly over the bins it reaches into', () => {
    const profile = profileOfCandles([candle(0, 10, 1), candle(2, 7, 10)], { kind: 'bins', count: 5 })!
    expect(profile.rows.map(({ volume }) => volume)).toEqual([0.2, 4.2, 4.2, 2.2, 0.2].map((volume): number => expect.closeTo(volume, 12)))
  })

  it('spreads the volume of a candle evenly over its ticks', () => {
    const profile = profileOfCandles([candle(1, 4, 8), candle(2, 3, 6)], { kind: 'ticks', tick: 1, maxRows: 50 })!
    expect(profile.rows.map(({ volume }) => volume)).toEqual([2, 5, 5, 2])
  })

  it('splits a candle between rows by the ticks that lie in each', () => {
    const profile = profileOfCandles([candle(1, 5, 10)], { kind: 'ticks', tick: 1, maxRows: 3 })!
    expect(profile.rows.map(({ low, high, volume }) => [low, high, volume])).toEqual([
      [1, 2, 4],
      [3, 4, 4],
      [5, 5, 2],
    ])
  })

  it('puts a flat candle where it traded', () => {
    const profile = profileOfCandles([candle(1, 3, 3), candle(2, 2, 5)], { kind: 'ticks', tick: 1, maxRows: 50 })!
    expect(profile.rows.map(({ volume }) => volume)).toEqual([1, 6, 1])
  })

  it('says that it is estimated', () => {
    expect(profileOfCandles([candle(1, 1, 1)], bins)!.estimated).toBe(true)
  })

  it('is undefined where nothing traded', () => {
    expect(profileOfCandles([candle(1, 2, 0)], bins)).toBeUndefined()
  })
})
