import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope, eventType, productId } from './channel.ts'
import { optionalPositive } from './decimal.ts'

/** What the venue says of a product while it trades. */
export interface ProductStatus {
  readonly product: string
  readonly base: string
  readonly quote: string
  /** Quote currency. */
  readonly priceIncrement: number | undefined
  /** Base units. */
  readonly baseIncrement: number | undefined
  /** The venue's word, such as `online`. */
  readonly status: string
}

/** States of some products. */
export interface StatusEvent {
  readonly type: 'snapshot' | 'update'
  readonly products: readonly ProductStatus[]
}

/** A frame of the `status` channel. */
export type StatusFrame = ChannelFrame<'status', StatusEvent>

const productStatus: z.ZodType<ProductStatus> = z
  .object({
    id: productId,
    base_currency: z.string(),
    quote_currency: z.string(),
    quote_increment: optionalPositive,
    base_increment: optionalPositive,
    status: z.string(),
  })
  .transform((wire): ProductStatus => ({
    product: wire.id,
    base: wire.base_currency,
    quote: wire.quote_currency,
    priceIncrement: wire.quote_increment,
    baseIncrement: wire.base_increment,
    status: wire.status,
  }))

const statusEvent: z.ZodType<StatusEvent> = z.object({ type: eventType, products: z.array(productStatus) })

/**
 * Reads the `status` channel.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/status
 */
export const statuses: Channel<StatusFrame> = channel({
  kind: 'status',
  name: 'status',
  schema: envelope('status', statusEvent),
  known: {
    event: new Set(['type', 'products']),
    list: 'products',
    entry: new Set([
      'product_type',
      'id',
      'base_currency',
      'quote_currency',
      'base_increment',
      'quote_increment',
      'display_name',
      'status',
      'status_message',
      'min_market_funds',
    ]),
  },
})
