import { type LevelChange, type LevelChanges, levelChanges, type Us } from '@of/core'
import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope, eventType, productId } from './channel.ts'
import { decimal, positive } from './decimal.ts'
import { parseTime } from './time.ts'

/** A snapshot of a book, or changes to it that are applied together. */
export interface BookEvent {
  readonly type: 'snapshot' | 'update'
  readonly product: string
  /** The latest engine time among the levels; `undefined` when there is no level, or the venue gave no time. */
  readonly timeUs: Us | undefined
  readonly changes: LevelChanges
}

/** A frame of the `level2` channel. */
export type Level2Frame = ChannelFrame<'level2', BookEvent>

const level = z.object({
  side: z.enum(['bid', 'offer']),
  event_time: z.string().optional(),
  price_level: positive,
  new_quantity: decimal,
})

const bookEvent: z.ZodType<BookEvent> = z
  .object({ type: eventType, product_id: productId, updates: z.array(level) })
  .transform(({ type, product_id, updates }, context): BookEvent => {
    let timeUs: Us | undefined
    let lastText: string | undefined
    const changes = updates.map(({ side, event_time, price_level, new_quantity }, index): LevelChange => {
      // All levels of a frame nearly always carry the same time: reading it once saves a snapshot most of its cost.
      if (event_time !== undefined && event_time !== lastText) {
        lastText = event_time
        const readUs = parseTime(event_time)
        if (readUs === undefined) {
          context.issues.push({
            code: 'custom',
            path: ['updates', index, 'event_time'],
            message: 'expected an RFC 3339 time in UTC',
            input: event_time,
          })
        } else if (readUs !== 'missing' && (timeUs === undefined || readUs > timeUs)) {
          timeUs = readUs
        }
      }
      return { side: side === 'bid' ? 'bid' : 'ask', price: price_level, size: new_quantity }
    })
    return { type, product: product_id, timeUs, changes: levelChanges(changes) }
  })

/**
 * Reads the `level2` channel, which arrives under the name `l2_data`.
 *
 * An unknown side fails the frame: a book that quietly loses its asks is worse than no book.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/level2
 */
export const level2: Channel<Level2Frame> = channel({
  kind: 'level2',
  name: 'l2_data',
  schema: envelope('l2_data', bookEvent),
  known: {
    event: new Set(['type', 'product_id', 'updates']),
    list: 'updates',
    entry: new Set(['side', 'event_time', 'price_level', 'new_quantity']),
  },
})
