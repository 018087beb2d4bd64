import { describe, expect, it } from 'vitest'
import { normal } from '../random/random.ts'
import { sfc32 } from '../random/sfc32.ts'
import { autocorrelations, effectiveN, kish } from './autocorrelation.ts'
import { meanBlockLength } from './block-length.ts'

/** A first-order autoregression with this coefficient. */
function withMemory(coefficient: number, n: number, seed: number): Float64Array {
  const random = sfc32(seed, 'dependence')
  let last = 0
  return Float64Array.from({ length: n }, () => (last = coefficient * last + normal(random)))
}

describe('autocorrelations(xs, lags)', () => {
  it('are those of an alternating series', () => {
    expect([...autocorrelations([1, -1, 1, -1], 2)!]).toEqual([-0.75, 0.5])
    expect(autocorrelations([2, 2, 2], 1)).toBeUndefined()
  })
})

describe('effectiveN(xs)', () => {
  it('is near n (1 − ρ) / (1 + ρ) for a first-order autoregression', () => {
    const expected = (4000 * 0.5) / 1.5
    expect(effectiveN(withMemory(0.5, 4000, 1)) / expected).toBeGreaterThan(0.75)
    expect(effectiveN(withMemory(0.5, 4000, 1)) / expected).toBeLessThan(1.25)
  })

  it('never exceeds n, and is n where values alternate or do not vary', () => {
    expect(effectiveN(withMemory(-0.8, 200, 1))).toBe(200)
    expect(effectiveN([1, 1, 1])).toBe(3)
    expect([effectiveN([]), effectiveN([5])]).toEqual([0, 1])
  })

  it('is half of n where every value is said twice', () => {
    const values = withMemory(0, 2000, 3)
    const twice = Float64Array.from({ length: 4000 }, (_, i) => values[i >> 1]!)
    expect(effectiveN(twice) / 2000).toBeGreaterThan(0.85)
    expect(effectiveN(twice) / 2000).toBeLessThan(1.1)
  })
})

describe('kish(weights)', () => {
  it('counts equal weights in full and a single large one once', () => {
    expect([kish([2, 2, 2]), kish([1, 0, 0]), kish([0]), kish([3, 1])]).toEqual([3, 1, undefined, 1.6])
  })
})

describe('meanBlockLength(xs)', () => {
  it('is near that known for a first-order autoregression', () => {
    // (G / g)² n, G and g of the true autocorrelations: 2ρ/(1−ρ)² and (1+ρ)/(1−ρ).
    const known = Math.cbrt(((2 * 0.6) / 0.16 / (1.6 / 0.4)) ** 2 * 8000)
    const found = meanBlockLength(withMemory(0.6, 8000, 2))!
    expect(found / known).toBeGreaterThan(0.7)
    expect(found / known).toBeLessThan(1.4)
  })

  it('is longer the longer the memory, at least 1, and nothing of too short a series', () => {
    expect(meanBlockLength(withMemory(0.9, 1000, 2))!).toBeGreaterThan(meanBlockLength(withMemory(0.3, 1000, 2))!)
    expect(meanBlockLength(withMemory(0, 300, 1))!).toBeGreaterThanOrEqual(1)
    expect(meanBlockLength([1, 2, 3])).toBeUndefined()
  })
})
