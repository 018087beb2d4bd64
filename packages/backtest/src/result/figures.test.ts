import { sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { overlappingMean } from './figures.ts'

const width = ({ high, low }: { readonly low: number | null; readonly high: number | null }): number => high! - low!

describe('overlappingMean(values, lag)', () => {
  const random = sfc32(1)
  const values = Array.from({ length: 400 }, () => random.unit())

  it('is about as wide as values that do not depend on each other make it', () => {
    expect(width(overlappingMean(values, 0)) / ((2 * 1.96) / Math.sqrt(12 * 400))).toBeCloseTo(1, 0)
  })

  it('is about as wide as if values that are told forty times had been told once', () => {
    const repeated = values.flatMap((value) => Array.from({ length: 40 }, () => value))
    const once = width(overlappingMean(values, 0))
    expect(width(overlappingMean(repeated, 160)) / once).toBeCloseTo(1, 0)
    expect(width(overlappingMean(repeated, 0)) / once).toBeLessThan(0.7)
  })

  it('has no interval under 30 values, and no mean without any', () => {
    expect(overlappingMean([1, 3], 0)).toEqual({ n: 2, mean: 2, low: null, high: null })
    expect(overlappingMean([], 0)).toEqual({ n: 0, mean: null, low: null, high: null })
  })
})
