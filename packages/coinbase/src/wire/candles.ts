import type { Candle } from '@of/core'
import * as z from 'zod'
import { candle } from './candle.ts'
import { channel, type Channel, type ChannelFrame, envelope, eventType, productId } from './channel.ts'

/** A five-minute candle of a product. */
export interface ProductCandle extends Candle {
  readonly product: string
}

/** Five-minute candles; the latest one is sent again while it grows. */
export interface CandlesEvent {
  readonly type: 'snapshot' | 'update'
  readonly candles: readonly ProductCandle[]
}

/** A frame of the `candles` channel. */
export type CandlesFrame = ChannelFrame<'candles', CandlesEvent>

const productCandle: z.ZodType<ProductCandle> = z.intersection(
  z.object({ product_id: productId }).transform(({ product_id }) => ({ product: product_id })),
  candle,
)

const candlesEvent: z.ZodType<CandlesEvent> = z.object({ type: eventType, candles: z.array(productCandle) })

/**
 * Reads the `candles` channel, whose candles are five minutes wide.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/candles
 */
export const candles: Channel<CandlesFrame> = channel({
  kind: 'candles',
  name: 'candles',
  schema: envelope('candles', candlesEvent),
  known: {
    event: new Set(['type', 'candles']),
    list: 'candles',
    entry: new Set(['start', 'open', 'high', 'low', 'close', 'volume', 'product_id']),
  },
})
