import { golden } from '@of/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanOf, moments } from '../moments/moments.ts'
import { lcg } from '../random/lcg.ts'
import { normal } from '../random/random.ts'
import { sfc32 } from '../random/sfc32.ts'
import { goldenReturns, off } from '../testing/golden-returns.ts'
import { blockIndices, blocksOf, signFlipped } from './blocks.ts'
import {
  blockBootstrap,
  percentileInterval,
  stationaryBootstrap,
  studentisedBootstrap,
  studentisedInterval,
  studentisedPAbove,
} from './bootstrap.ts'
import { quantileOf } from './quantile.ts'
import { circularShift, randomShift } from './shift.ts'
import { stationaryIndices } from './stationary.ts'

describe('stationaryIndices(n, meanBlock, random)', () => {
  it('draws the indices of the reference', () => {
    expect([...stationaryIndices(500, 5, lcg(11))].slice(0, 30)).toEqual(golden.performance.stationary_boot_L5_first30)
  })

  it('gives the mean of the reference', () => {
    const { first } = goldenReturns()
    const mean = meanOf(Float64Array.from(stationaryIndices(500, 20, lcg(11)), (at) => first[at]!))
    expect(off(mean, golden.performance.stationary_boot_mean)).toBeLessThan(1e-9)
  })

  it('goes on at the start after the end', () => {
    const indices = [...stationaryIndices(12, 1e9, sfc32(2))].map((at) => at % 4)
    for (const [i, at] of indices.entries()) if (i > 0) expect(at).toBe((indices[i - 1]! + 1) % 4)
    expect(new Set(stationaryIndices(12, 1e9, sfc32(2))).size).toBe(12)
  })

  it('joins blocks of the mean length asked for', () => {
    const indices = stationaryIndices(20_000, 8, sfc32(1))
    const jumps = indices.reduce((sum, at, i) => sum + (i > 0 && at !== (indices[i - 1]! + 1) % 20_000 ? 1 : 0), 0)
    expect(20_000 / jumps).toBeGreaterThan(7.5)
    expect(20_000 / jumps).toBeLessThan(8.5)
  })
})

describe('blocks', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }).map((values) => values.sort((a, b) => a - b))

  it('hold every index once, in order', () => {
    fc.assert(
      fc.property(keys, (values) => {
        const blocks = blocksOf(values)
        expect(blocks.flatMap((block) => [...block])).toEqual(values.map((_, at) => at))
        for (const block of blocks) expect(new Set([...block].map((at) => values[at])).size).toBe(1)
      }),
    )
  })

  it('are drawn whole', () => {
    const blocks = blocksOf([1, 1, 1, 2, 2, 3])
    for (let seed = 0; seed < 20; seed++) {
      const drawn = [...blockIndices(blocks, sfc32(seed))].join()
      expect(drawn).toMatch(/^(0,1,2|3,4|5)(,(0,1,2|3,4|5)){2}$/)
    }
  })

  it('keep sizes and the signs within a block when signs are flipped', () => {
    const values = [1, -2, 3, -4, 5, 6]
    const seen = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const flipped = [...signFlipped(values, blocksOf([1, 1, 2, 2, 2, 3]), sfc32(seed))]
      const signs = flipped.map((value, at) => value / values[at]!)
      expect([signs[0], signs[2], signs[3]]).toEqual([signs[1], signs[3], signs[4]])
      seen.add(signs.join())
    }
    expect(seen.size).toBe(8)
  })
})

describe('shifts', () => {
  it('keep every value and its neighbours, the end joined to the start', () => {
    expect([...circularShift([1, 2, 3, 4], 1)]).toEqual([4, 1, 2, 3])
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 9 }), fc.integer({ min: -20, max: 20 }), (values, by) => {
        expect([...circularShift(circularShift(values, by), -by)]).toEqual(values)
      }),
    )
  })

  it('are at least as far as asked, either way', () => {
    const shifts = new Set(Array.from({ length: 200 }, (_, seed) => randomShift(10, 3, sfc32(seed))))
    expect([...shifts].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([3, 4, 5, 6, 7])
    expect(randomShift(10, 6, sfc32(1))).toBeUndefined()
  })
})

describe('quantileOf(sorted, share)', () => {
  it('is linear between neighbours', () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantileOf([1, 2, 4], share))).toEqual([1, 1.5, 2, 4])
    expect(quantileOf([], 0.5)).toBeUndefined()
  })
})

/** Values with memory: a first-order autoregression of 0.5 and variance 1. */
function withMemory(seed: number): Float64Array {
  const random = sfc32(seed, 'memory')
  let last = normal(random)
  return Float64Array.from({ length: 120 }, () => (last = 0.5 * last + Math.sqrt(0.75) * normal(random)))
}

describe('bootstraps', () => {
  it('cover a mean of dependent values about as often as they say', () => {
    let covered = 0
    let coveredAlone = 0
    for (let seed = 0; seed < 60; seed++) {
      const values = withMemory(seed)
      const meanAt = (indices: Int32Array): number => meanOf(Float64Array.from(indices, (at) => values[at]!))
      const inBlocks = percentileInterval(stationaryBootstrap({ n: 120, meanBlock: 8, draws: 99, random: sfc32(seed) }, meanAt)!)!
      const alone = percentileInterval(stationaryBootstrap({ n: 120, meanBlock: 1, draws: 99, random: sfc32(seed) }, meanAt)!)!
      if (inBlocks.low <= 0 && 0 <= inBlocks.high) covered += 1
      if (alone.low <= 0 && 0 <= alone.high) coveredAlone += 1
    }
    expect(covered).toBeGreaterThanOrEqual(48)
    expect(coveredAlone).toBeLessThan(covered)
  })

  it('studentised find an interval about the estimate, and a p-value that agrees with it', () => {
    const random = sfc32(3)
    const values = Float64Array.from({ length: 60 }, () => 0.4 + normal(random))
    const found = studentisedBootstrap({ n: 60, meanBlock: 1, draws: 400, random }, (indices) => {
      const of = moments(Float64Array.from(indices, (at) => values[at]!))
      return of === undefined ? undefined : { value: of.mean, se: of.sd / Math.sqrt(of.n) }
    })!
    const { low, high } = studentisedInterval(found, 0.9)!
    expect(low).toBeLessThan(found.estimate.value)
    expect(high).toBeGreaterThan(found.estimate.value)
    expect(studentisedPAbove(found, low)).toBeGreaterThan(0.03)
    expect(studentisedPAbove(found, low)).toBeLessThan(0.07)
    expect(studentisedPAbove(found, high)).toBeGreaterThan(0.9)
  })

  it('by block know the blocks only: values alike inside a block count once', () => {
    const blocks = blocksOf([1, 1, 1, 1, 2, 2, 2, 2])
    const values = [1, 1, 1, 1, 3, 3, 3, 3]
    const { replicates } = blockBootstrap({ blocks, draws: 50, random: sfc32(1) }, (indices) =>
      meanOf([...indices].map((at) => values[at]!)),
    )!
    expect([...new Set(replicates)]).toEqual([1, 2, 3])
  })

  it('say nothing where the statistic has no value, and give no interval where it mostly has none', () => {
    expect(stationaryBootstrap({ n: 3, meanBlock: 1, draws: 9, random: sfc32(1) }, () => undefined)).toBeUndefined()
    expect(percentileInterval({ value: 1, replicates: Float64Array.of(1, 2), failed: 1 })).toBeUndefined()
  })
})
