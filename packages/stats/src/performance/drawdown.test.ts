import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxDrawdown } from './drawdown.ts'

describe('maxDrawdown(steps)', () => {
  it('is the deepest fall from a high, with where it began, ended and was made good', () => {
    expect(maxDrawdown([2, -1, 1, 3, -4, 1, 3, 1])).toEqual({ depth: 4, peak: 3, trough: 4, recovered: 6 })
    expect(maxDrawdown([-3, 1])).toEqual({ depth: 3, peak: -1, trough: 0, recovered: undefined })
    expect(maxDrawdown([1, 2])).toEqual({ depth: 0, peak: -1, trough: -1, recovered: undefined })
    expect(maxDrawdown([])).toBeUndefined()
  })

  it('is that of the plain search over all pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 20 }), (steps) => {
        const sums = steps.reduce((all, step) => [...all, all.at(-1)! + step], [0])
        const deepest = Math.max(...sums.flatMap((high, at) => sums.slice(at).map((low) => high - low)))
        expect(maxDrawdown(steps)?.depth).toBe(deepest)
      }),
    )
  })
})
