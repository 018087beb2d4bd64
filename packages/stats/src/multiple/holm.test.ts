import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holm } from './holm.ts'

describe('holm(ps)', () => {
  it('steps down from the smallest', () => {
    const received = holm([0.01, 0.04, 0.03, 0.005])
    for (const [at, expected] of [0.03, 0.06, 0.06, 0.02].entries()) expect(received[at]).toBeCloseTo(expected, 12)
  })

  it('leaves one alone, keeps the order, and is between the p-value and Bonferroni', () => {
    expect(holm([0.2])).toEqual([0.2])
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (ps) => {
        const adjusted = holm(ps)
        for (const [at, p] of ps.entries()) {
          expect(adjusted[at]).toBeGreaterThanOrEqual(p)
          expect(adjusted[at]).toBeLessThanOrEqual(Math.min(1, ps.length * p) + 1e-15)
          for (const [other, q] of ps.entries()) if (p < q) expect(adjusted[at]).toBeLessThanOrEqual(adjusted[other]!)
        }
      }),
    )
  })
})
