import fc from 'fast-check'
import { prices, sizes, timesUs } from '../../testing/arbitraries.ts'
import type { TakerOrder } from '../taker-order.ts'

/** Taker orders of few sizes and many, without any order in time. */
export const orders: fc.Arbitrary<TakerOrder> = fc
  .record({
    timeUs: timesUs,
    aggressor: fc.constantFrom('buy' as const, 'sell' as const),
    size: sizes,
    price: prices,
    firstId: fc.integer({ min: 1, max: 1_000_000 }),
    prints: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ price, firstId, prints, ...order }) => ({
    ...order,
    notional: price * order.size,
    prints,
    firstId,
    lastId: firstId + prints - 1,
    firstPrice: price,
    lastPrice: price,
  }))

/** The same with the other side as the taker. */
export function swapped<Taken extends { readonly aggressor: 'buy' | 'sell' }>(taken: Taken): Taken {
  return { ...taken, aggressor: taken.aggressor === 'buy' ? 'sell' : 'buy' }
}
