import { describe, expect, it } from 'vitest'
import { sharedMoments } from './shared-moments.ts'
import { madeUpMoments, madeUpPlan } from './testing/made-up-moments.ts'
import { tuningThreads } from './tuning-threads.ts'

describe('tuningThreads(products, plan, trials, cores)', () => {
  it.each([
    [1_000, 100, 8, 1],
    [100_000, 1_000, 4, 4],
    [100_000, 1_000, 64, 8],
    [20_000_000, 3, 8, 3],
  ])('of %i moments and %i trials on %i cores is %i', (length, trials, cores, threads) => {
    expect(tuningThreads([{ ...madeUpMoments(1), length }], madeUpPlan, trials, cores)).toBe(threads)
  })
})

describe('sharedMoments(moments)', () => {
  it('are the same, on memory that is shared', () => {
    const own = madeUpMoments(3)
    const shared = sharedMoments(own)
    expect(shared).toEqual(own)
    const columns = [...shared.values.values(), shared.timesUs, shared.abstained, shared.knownMids, shared.buys, shared.sells, shared.mids]
    for (const column of columns) expect(column.buffer).toBeInstanceOf(SharedArrayBuffer)
  })
})
