import type { Us } from '@of/core'
import type { TickLevel } from '../market/book.ts'
import type { ProductSpec } from '../product.ts'
import { decimal } from './decimal.ts'
import type { Message } from './frame.ts'
import { rfc3339 } from './time.ts'

/** Levels of one book at one instant: all of them, or those that were touched since the last batch; no lots mean that nothing rests any more. */
export interface BookBatch {
  readonly type: 'snapshot' | 'update'
  /** Descending. */
  readonly bids: readonly TickLevel[]
  /** Ascending. */
  readonly asks: readonly TickLevel[]
}

/** Subscribed to as `level2`, sent as `l2_data`, with `offer` for the asks. */
export function level2(spec: ProductSpec, batch: BookBatch, eventUs: Us): Message {
  const eventTime = rfc3339(eventUs)
  const write =
    (side: 'bid' | 'offer') =>
    (level: TickLevel): object => ({
      side,
      event_time: eventTime,
      price_level: decimal(level.tick, spec.tickPlaces),
      new_quantity: decimal(level.lots, spec.lotPlaces),
    })
  const updates = [...batch.bids.map(write('bid')), ...batch.asks.map(write('offer'))]
  return { channel: 'l2_data', events: [{ type: batch.type, product_id: spec.id, updates }] }
}
