import { describe, expect, it } from 'vitest'
import type { Condition } from '../rules/rule-set.ts'
import { readCondition } from './condition.ts'

const orders: Condition = { feature: 'takerOrders60', atLeast: 20, words: 'orders' }
const z: Condition = { feature: 'ofiMomentumZ', absAtLeast: 1.645, words: 'z' }
const rank: Condition = { feature: 'orderImbalanceRank', outside: [0.1, 0.9], words: 'rank' }

describe('readCondition(condition, found)', () => {
  it.each<[Condition, number, boolean, string]>([
    [orders, 214, true, 'orders 214 >= 20'],
    [orders, 20, true, 'orders 20 >= 20'],
    [orders, 19, false, 'orders 19 < 20'],
    [z, 1.77, true, '|z| 1.770 >= 1.645'],
    [z, 1.645, true, '|z| 1.645 >= 1.645'],
    [z, -1.645, true, '|z| 1.645 >= 1.645'],
    [z, -1.6449, false, '|z| 1.6449 < 1.6450'],
    [rank, 0.95, true, 'rank 0.95 > 0.90'],
    [rank, 0.9, false, 'rank 0.90 within 0.10–0.90'],
    [rank, 0.1, false, 'rank 0.10 within 0.10–0.90'],
    [rank, 0.05, true, 'rank 0.05 < 0.10'],
    [{ feature: 'takerOrders60', atLeast: 1 }, 3, true, 'takerOrders60 3 >= 1'],
  ])('judges %j at %f', (condition, value, holds, sentence) => {
    expect(readCondition(condition, { state: 'known', value })).toEqual({ feature: condition.feature, value, holds, sentence })
  })

  it('does not hold without a value', () => {
    expect(readCondition(z, { state: 'unknown', value: null, reason: 'warming up' })).toEqual({
      feature: 'ofiMomentumZ',
      value: null,
      holds: false,
      sentence: 'z n/a: warming up',
    })
  })
})
