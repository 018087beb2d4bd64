import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTo, type CompensatedSum, compensatedSum } from '../indicator/compensated-sum.ts'
import { compensatedDifference } from './compensated-difference.ts'

const sumOf = (terms: readonly number[]): CompensatedSum => {
  const total = compensatedSum()
  for (const term of terms) addTo(total, term)
  return total
}

describe('compensatedDifference(minuend, subtrahend)', () => {
  it('keeps what plain doubles lose', () => {
    expect(compensatedDifference(sumOf([1e12, 3e-8]), sumOf([1e12, 1e-8]))).toBe(3e-8 - 1e-8)
  })

  it('is exact for sums of integers', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), fc.array(fc.integer()), (left, right) => {
        const exact = left.reduce((total, term) => total + BigInt(term), 0n) - right.reduce((total, term) => total + BigInt(term), 0n)
        expect(compensatedDifference(sumOf(left), sumOf(right))).toBe(Number(exact))
      }),
    )
  })

  it('changes sign, to the last bit, when its sides are swapped', () => {
    const sums = fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 })).map(sumOf)
    fc.assert(
      fc.property(sums, sums, (left, right) => {
        expect(compensatedDifference(right, left)).toBe(0 - compensatedDifference(left, right))
      }),
    )
  })
})
