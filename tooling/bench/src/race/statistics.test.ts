import { Random } from '@of/sim'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile, summarise } from './statistics.ts'

const values = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 })

describe('quantile', () => {
  it('is a value of the list at whole ranks, and lies on the line between two of them elsewhere', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([10, 20, 30, 40, 50], share))).toEqual([10, 20, 30, 40, 50])
    expect(quantile([10, 20], 0.9)).toBeCloseTo(19, 12)
    expect(quantile([7], 0.3)).toBe(7)
  })

  it('of nothing is no number', () => {
    expect(quantile([], 0.5)).toBeNaN()
  })
})

describe('summarise', () => {
  it('gives the median and half the distance of the quartiles over it, in any order', () => {
    const { median, spread } = summarise([50, 10, 40, 20, 30])
    expect(median).toBe(30)
    expect(spread).toBeCloseTo(1 / 3, 12)
  })

  it('bounds the median by two of the values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { median, interval } = summarise(list)
        expect(interval.every((bound) => list.includes(bound))).toBe(true)
        expect(interval[0]).toBeLessThanOrEqual(median)
        expect(interval[1]).toBeGreaterThanOrEqual(median)
      }),
    )
  })

  it('bounds the true median of 31 values in about nineteen lists of twenty', () => {
    const random = new Random(7, 'lists')
    let missed = 0
    for (let list = 0; list < 2000; list++) {
      const [from, to] = summarise(Array.from({ length: 31 }, () => random.unit())).interval
      if (from > 0.5 || to < 0.5) missed += 1
    }
    expect(missed / 2000).toBeGreaterThan(0.01)
    expect(missed / 2000).toBeLessThan(0.06)
  })
})
