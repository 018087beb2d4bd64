import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestRank, rankAt } from './nearest-rank.ts'

const hundred = Array.from({ length: 100 }, (_, i) => i + 1)

describe('nearestRank(sorted, share)', () => {
  it('is the least value that covers the share', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1 }), fc.integer({ min: 1, max: 1_000 }), (values, mills) => {
        const sorted = values.sort((a, b) => a - b)
        const covers = (value: number): boolean => 1_000 * sorted.filter((other) => other <= value).length >= mills * sorted.length
        expect(nearestRank(sorted, mills / 1_000)).toBe(sorted.find(covers))
      }),
    )
  })

  it('finds every percent of a hundred where it is, in spite of rounding', () => {
    expect(hundred.map((percent) => nearestRank(hundred, percent / 100))).toEqual(hundred)
  })

  it('knows nothing of no values', () => {
    expect(nearestRank([], 0.5)).toBeUndefined()
  })
})

describe('rankAt(share, count)', () => {
  it('begins at the first', () => {
    expect(rankAt(1e-12, 5)).toBe(1)
  })
})
