import { describe, expect, it } from 'vitest'
import { goldenTrades } from '../flow/testing/golden.ts'
import { golden } from '../testing/golden-stream.ts'
import { takerOrdersOf } from './taker-order.ts'
import { wholeSampleWhales } from './whole-sample-whales.ts'

describe('wholeSampleWhales(orders, share)', () => {
  it('matches the reference on the golden stream', () => {
    expect(wholeSampleWhales(takerOrdersOf(goldenTrades), 0.99)).toEqual({
      threshold: golden.whales.p99_nearest_rank,
      count: golden.whales.count_ge_p99,
    })
  })

  it('compares sizes as numbers', () => {
    expect(wholeSampleWhales([{ size: 10 }, { size: 9 }, { size: 100 }], 0.6)).toEqual({ threshold: 10, count: 2 })
  })

  it('knows nothing of no orders', () => {
    expect(wholeSampleWhales([], 0.99)).toBeUndefined()
  })
})
