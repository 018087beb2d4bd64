import { describe, expect, it } from 'vitest'
import { backoffUs, boundUs } from './backoff.ts'

const backoff = { firstUs: 1_000_000, mostUs: 30_000_000 }

describe('boundUs(backoff, attempt)', () => {
  it('doubles up to the most, after however many attempts', () => {
    expect([1, 2, 3, 5, 6, 7, 1e9].map((attempt) => boundUs(backoff, attempt) / 1e6)).toEqual([1, 2, 4, 16, 30, 30, 30])
  })
})

describe('backoffUs(backoff, attempt, random)', () => {
  it('is anything from nothing to the bound', () => {
    expect([0, 0.5, 0.999_999_999].map((random) => backoffUs(backoff, 3, random))).toEqual([0, 2_000_000, 3_999_999])
  })
})
