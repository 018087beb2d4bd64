import type { Trade, Us } from '@of/core'
import * as z from 'zod'
import { aggressorFrom } from './aggressor.ts'
import { channel, type Channel, type ChannelFrame, type Envelope, envelope, eventType, productId } from './channel.ts'
import { positive, wholeNumber } from './decimal.ts'
import { optionalTime } from './time.ts'

/** A trade and the product it was of. */
export interface ProductTrade extends Trade {
  readonly product: string
}

/** The latest trades, or new ones; the venue may mix products. */
export interface TradesEvent {
  readonly type: 'snapshot' | 'update'
  /** Ascending by id, though the venue sends them newest first; equal ids as they were sent. */
  readonly trades: readonly ProductTrade[]
}

/** A frame of the `market_trades` channel. */
export type TradesFrame = ChannelFrame<'trades', TradesEvent>

const wireTrade = z.object({
  product_id: productId,
  trade_id: wholeNumber,
  price: positive,
  size: positive,
  time: optionalTime,
  side: z.enum(['BUY', 'SELL']),
})

const wireEvent = z.object({ type: eventType, trades: z.array(wireTrade) })
type WireEvent = z.output<typeof wireEvent>
type WireTrade = z.output<typeof wireTrade>

const tradesFrame = envelope<WireEvent>('market_trades', wireEvent).transform(({ sequence, timeUs, events }): Envelope<TradesEvent> => ({
  sequence,
  timeUs,
  events: events.map(({ type, trades }) => ({ type, trades: trades.map((wire) => tradeOf(wire, timeUs)).sort((a, b) => a.id - b.id) })),
}))

/** A trade without a time of its own is given the time its frame was sent. */
function tradeOf({ product_id, trade_id, price, size, time, side }: WireTrade, sentUs: Us): ProductTrade {
  return { id: trade_id, timeUs: time ?? sentUs, price, size, aggressor: aggressorFrom(side), product: product_id }
}

/**
 * Reads the `market_trades` channel.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/market-trades
 */
export const marketTrades: Channel<TradesFrame> = channel({
  kind: 'trades',
  name: 'market_trades',
  schema: tradesFrame,
  known: {
    event: new Set(['type', 'trades']),
    list: 'trades',
    entry: new Set(['product_id', 'trade_id', 'price', 'size', 'time', 'side']),
  },
})
