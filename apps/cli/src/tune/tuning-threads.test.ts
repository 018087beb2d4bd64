import type { Moments, SearchPlan } from '@of/backtest'
import { describe, expect, it } from 'vitest'
import { sharedMoments } from './shared-moments.ts'
import { tuningThreads } from './tuning-threads.ts'

function moments(length: number): Moments {
  const column = (value: number): Float64Array => new Float64Array(length).fill(value)
  return {
    product: 'MADE-USD',
    length,
    timesUs: column(1),
    values: new Map([['imbalance10', column(2)]]),
    abstained: new Uint8Array(length).fill(1),
    knownMids: column(3),
    buys: column(4),
    sells: column(5),
    mids: column(Number.NaN),
  }
}

const stretch = { fromUs: 0, toUs: 1 }
const plan: SearchPlan = { open: stretch, trains: [stretch, stretch], shifts: [[1], [2]], feeBps: 1, minTrades: 1 }

describe('tuningThreads(products, plan, trials, cores)', () => {
  it.each([
    [1_000, 100, 8, 1],
    [100_000, 1_000, 4, 4],
    [100_000, 1_000, 64, 8],
    [10_000_000, 3, 8, 3],
  ])('of %i moments and %i trials on %i cores is %i', (length, trials, cores, threads) => {
    expect(tuningThreads([{ ...moments(1), length }], plan, trials, cores)).toBe(threads)
  })
})

describe('sharedMoments(moments)', () => {
  it('are the same, on memory that is shared', () => {
    const own = moments(3)
    const shared = sharedMoments(own)
    expect(shared).toEqual(own)
    const columns = [...shared.values.values(), shared.timesUs, shared.abstained, shared.knownMids, shared.buys, shared.sells, shared.mids]
    for (const column of columns) expect(column.buffer).toBeInstanceOf(SharedArrayBuffer)
  })
})
