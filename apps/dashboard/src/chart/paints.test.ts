import { describe, expect, it } from 'vitest'
import { bar, goneWall, order } from '../testing/resources.ts'
import { runsOf } from './paint-bands.ts'
import { cvdSpan, ofiReach } from './paint-flow.ts'
import { cellText, footprintDetail, readableRange } from './paint-footprint.ts'
import { goneWords } from './paint-walls.ts'
import { mergeNear, namedFrom, type WhaleMark, whaleMarks, whaleRadius } from './paint-whales.ts'
import type { Bar } from '@of/api'

const knows = (one: Bar): one is Bar & { readonly cvd: number } => one.cvd !== null

describe('runsOf(bars, widthUs, knows)', () => {
  it('breaks where a value is not known and where a bar is missing', () => {
    const bars = [
      bar({ startUs: 0, cvd: 1 }),
      bar({ startUs: 60e6, cvd: null }),
      bar({ startUs: 120e6, cvd: 2 }),
      bar({ startUs: 300e6, cvd: 3 }),
    ]
    expect(runsOf(bars, 60e6, knows).map((run) => run.map(({ startUs }) => startUs / 60e6))).toEqual([[0], [2], [5]])
  })
})

describe('ofiReach(bars)', () => {
  it('is a third more than all but the largest twentieth, and unknown of nothing', () => {
    const bars = Array.from({ length: 100 }, (_, i) => bar({ ofi: i % 2 === 0 ? i : -i }))
    expect(ofiReach(bars)).toBeCloseTo(95 * 1.35)
    expect(ofiReach([bar({ ofi: null })])).toBeUndefined()
  })
})

describe('cvdSpan(points)', () => {
  it('is from the least to the greatest that is known, and unknown of nothing', () => {
    expect(cvdSpan([bar({ cvd: 3 }), bar({ cvd: null }), bar({ cvd: -2 })])).toEqual({ minValue: -2, maxValue: 3 })
    expect(cvdSpan([bar({ cvd: null })])).toBeUndefined()
  })
})

describe('goneWords(wall)', () => {
  it('tells first what took more of a wall, and how much the other', () => {
    const wall = goneWall({ size: 10, sinceUs: 0, goneUs: 60e6 })
    expect(goneWords({ ...wall, filled: 0.4 })).toBe('pulled after 1 min, 4 % filled')
    expect(goneWords({ ...wall, filled: 7, left: 1 })).toBe('filled after 1 min, 20 % pulled')
    expect(goneWords({ ...wall, filled: 15 })).toBe('filled after 1 min, 0 % pulled')
  })
})

const traded = (startUs: number, low: number, rows: number) => ({
  startUs,
  closed: true,
  poc: low,
  delta: 0,
  volume: 1,
  rows: Array.from({ length: rows }, (_, i) => ({ price: low + i * 10, sell: 1, buy: 0, imbalance: null, stacked: false })),
})

describe('readableRange(footprints, height)', () => {
  it('spans the newest bars and of those before as much as leaves rows high enough to be read, and always the newest', () => {
    const items = [traded(0, 0, 5), traded(60e6, 500, 5), traded(120e6, 540, 8)]
    expect(readableRange([{ rowSize: 10, items }], 400)).toEqual({ minValue: 320, maxValue: 620 })
    expect(readableRange([{ rowSize: 10, items }], 1_000)).toEqual({ minValue: 0, maxValue: 620 })
    expect(readableRange([{ rowSize: 10, items }], 50)).toEqual({ minValue: 540, maxValue: 620 })
    expect(readableRange([], 400)).toBeUndefined()
  })
})

describe('mergeNear(marks, xOf)', () => {
  it('puts marks of a side that stand close together into one, beyond the furthest of their bars', () => {
    const merged = mergeNear([mark(0, 50), mark(5, 60, 'sell'), mark(15, 40), mark(40, 30)], (timeUs) => timeUs)
    expect(merged.map(({ anchor, aggressor, notional, orders }) => [aggressor, anchor, notional, orders.length])).toEqual([
      ['buy', 40, 200, 2],
      ['sell', 60, 100, 1],
      ['buy', 30, 100, 1],
    ])
  })
})

describe('whaleMarks(orders, bars, widthUs)', () => {
  const bars = [bar({ startUs: 0, low: 90, high: 110 })]

  it('stand below the low where they bought and above the high where they sold, one for those that would lie on each other', () => {
    const marks = whaleMarks(
      [
        order({ timeUs: 1e6, whale: true, notional: 1e5 }),
        order({ timeUs: 2e6, whale: true, notional: 3e5 }),
        order({ timeUs: 3e6, whale: true, aggressor: 'sell', notional: 2e5 }),
        order({ timeUs: 4e6, notional: 9e5 }),
      ],
      bars,
      60e6,
    )
    expect(marks.map(({ aggressor, anchor, notional, timeUs }) => [aggressor, anchor, notional, timeUs])).toEqual([
      ['buy', 90, 4e5, 30e6],
      ['sell', 110, 2e5, 30e6],
    ])
    expect(namedFrom(marks)).toBe(4e5)
  })

  it('has an area that grows with the notional', () => {
    expect(whaleRadius(800_000) / whaleRadius(400_000)).toBeCloseTo(Math.SQRT2)
  })
})

describe('footprintDetail(barWidth)', () => {
  it('drops numbers before cells', () => {
    expect([64, 63, 24, 23].map(footprintDetail)).toEqual(['numbers', 'fills', 'fills', 'delta'])
  })
})

describe('cellText(volume)', () => {
  it('has three digits that count, and never tells something as nothing', () => {
    expect([0, 0.0001, 0.052, 1.288, 15.44, 123.4].map(cellText)).toEqual(['0', '<0.001', '0.052', '1.29', '15.4', '123'])
  })
})

function mark(timeUs: number, anchor: number, aggressor: 'buy' | 'sell' = 'buy'): WhaleMark {
  return { orders: [order({ whale: true, aggressor })], aggressor, notional: 100, timeUs, anchor }
}
