import { ols } from '@of/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addObservation, explainedShare, mergeMoments, momentsOf, noMoments, regress, squaredErrors } from './moments.ts'

const rows = fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 4 }), { minLength: 6, maxLength: 20 })
const ON = [0, 2]
const TARGET = 3

function columnOf(observations: readonly (readonly number[])[], column: number): number[] {
  return observations.map((values) => values[column]!)
}

describe('moments', () => {
  it('are the same whether observations come one by one or merged', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const merged = momentsOf(first, 4)
        mergeMoments(merged, momentsOf(second, 4))
        const direct = momentsOf([...first, ...second], 4)
        expect(merged.count).toBe(direct.count)
        direct.means.forEach((mean, at) => expect(merged.means[at]).toBeCloseTo(mean, 9))
        direct.products.forEach((product, at) => expect(merged.products[at]).toBeCloseTo(product, 6))
      }),
      { numRuns: 30 },
    )
  })

  it('stay exact for small moves of large numbers', () => {
    const moments = noMoments(1)
    for (const value of [1e9 + 1, 1e9 + 2, 1e9 + 3]) addObservation(moments, [value])
    expect(moments.products[0]).toBe(2)
  })
})

describe('regress(moments, on, target)', () => {
  it('finds the coefficients and the share that a regression of the observations finds', () => {
    fc.assert(
      fc.property(rows, (observations) => {
        const moments = momentsOf(observations, 4)
        const fit = regress(moments, ON, TARGET)
        const direct = ols(
          columnOf(observations, TARGET),
          ON.map((column) => columnOf(observations, column)),
        )
        const share = explainedShare(moments, ON, TARGET)
        expect(share === undefined).toBe(direct === undefined)
        if (direct === undefined || fit === undefined || share === undefined) return
        expect([fit.intercept, ...fit.slopes].map((value) => value.toFixed(6))).toEqual(
          direct.coefficients.map((value) => (value + 0).toFixed(6)),
        )
        expect(share).toBeCloseTo(direct.r2, 9)
      }),
      { numRuns: 50 },
    )
  })

  it('finds nothing where columns are not independent, or are too many', () => {
    expect(regress(momentsOf([[1, 2, 5], [2, 4, 3], [3, 6, 8], [4, 8, 1]], 3), [0, 1], 2)).toBeUndefined() // prettier-ignore
    expect(regress(momentsOf([[1, 2, 5], [2, 1, 3], [3, 6, 8]], 3), [0, 1], 2)).toBeUndefined() // prettier-ignore
  })
})

describe('squaredErrors(moments, coefficients, on, target)', () => {
  it('is what the errors of each observation add up to', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }),
        (observations, [intercept = 0, first = 0, second = 0]) => {
          const direct = observations.reduce((sum, values) => {
            const error = values[TARGET]! - intercept - first * values[0]! - second * values[2]!
            return sum + error * error
          }, 0)
          const coefficients = { intercept, slopes: Float64Array.of(first, second) }
          expect(squaredErrors(momentsOf(observations, 4), coefficients, ON, TARGET)).toBeCloseTo(direct, 6)
        },
      ),
      { numRuns: 50 },
    )
  })
})
