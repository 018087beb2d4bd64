import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factor } from '../testing/resources.ts'
import { placeOf, rowNames, sentenceOf, shortValue, votes, waterfallOf } from './waterfall-layout.ts'

const factors = fc.array(
  fc
    .tuple(fc.constantFrom('vwap', 'profile', 'depth', 'whales', 'other'), fc.integer({ min: -30, max: 30 }))
    .map(([name, by]) => factor(name, by)),
  { maxLength: 9 },
)

const names = (all: string[]): string[] => waterfallOf(all.map((name) => factor(name, 1))).map((row) => row.name)
const told = (unit: string, value: number | null): string => shortValue({ ...factor('x', 0), unit, value })

describe('waterfallOf(factors)', () => {
  it('begins each bar where the last ended, and ends at the sum of all', () => {
    fc.assert(
      fc.property(factors, (all) => {
        const rows = waterfallOf(all)
        rows.forEach(({ factor: { contribution }, from, to }, i) => {
          expect(from).toBe(rows[i - 1]?.to ?? 0)
          expect(to - from).toBe(contribution)
        })
        expect(rows.at(-1)?.to ?? 0).toBe(all.reduce((sum, { contribution }) => sum + contribution, 0))
      }),
    )
  })

  it('keeps its order whatever order factors come in', () => {
    expect(names(['depth', 'strange', 'vwap', 'profile'])).toEqual(['Volume profile', 'VWAP', 'Depth', 'strange'])
    expect(names(['profile', 'vwap', 'depth', 'strange'])).toEqual(names(['strange', 'depth', 'vwap', 'profile']))
  })
})

describe('rowNames', () => {
  it('are those of the factors that come, in their order', () => {
    const known = ['aggressiveness', 'depth', 'whales', 'vwap', 'ofiMomentum', 'orderImbalance', 'profile']
    expect(names(known)).toEqual(rowNames)
  })
})

describe('sentenceOf(factor, held)', () => {
  it('writes comparisons as signs, and how old they are', () => {
    const said = { ...factor('vwap', 0), sentence: 'z 1.683 >= 1.645, rank <= 0.10' }
    expect(sentenceOf(said, undefined)).toBe('z 1.683 ≥ 1.645, rank ≤ 0.10')
    expect(sentenceOf(said, '14 s')).toBe('z 1.683 ≥ 1.645, rank ≤ 0.10 (14 s old)')
  })
})

describe('placeOf(sum)', () => {
  it('is linear over the scale and stays on it', () => {
    expect([-200, -110, 0, 55, 110, 200].map(placeOf)).toEqual([0, 0, 50, 75, 100, 100])
  })
})

describe('votes(factors, direction)', () => {
  it('counts those for a direction and those against it', () => {
    const all = [factor('vwap', 15), factor('profile', -30), factor('depth', 0), factor('whales', 10)]
    expect(votes(all, 'LONG')).toEqual({ for: 2, against: 1 })
    expect(votes(all, 'SHORT')).toEqual({ for: 1, against: 2 })
  })
})

describe('shortValue(factor)', () => {
  it('has the unit of its feature, and is nothing where the value is not known', () => {
    expect([
      told('sigma', 1.11),
      told('%', 72.4),
      told('half-widths', -0.94),
      told('count', 2),
      told('ratio', 0.31),
      told('ratio', null),
    ]).toEqual(['+1.11 σ', '72 %', 'x −0.94', '+2', '+0.31', ''])
  })
})
