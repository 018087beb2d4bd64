import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope, eventType, productId } from './channel.ts'
import { optionalDecimal, optionalPositive } from './decimal.ts'
import type { KnownKeys } from './known-keys.ts'

/** The last price of a product, its day, and its best quotes where the venue tells them. */
export interface Ticker {
  readonly product: string
  /** Of the last trade. */
  readonly price: number | undefined
  readonly bidPrice: number | undefined
  readonly bidSize: number | undefined
  readonly askPrice: number | undefined
  readonly askSize: number | undefined
  /** Over the last 24 hours. */
  readonly low: number | undefined
  readonly high: number | undefined
  /** Base units over the last 24 hours. */
  readonly volume: number | undefined
}

/** Tickers of some products. */
export interface TickerEvent {
  readonly type: 'snapshot' | 'update'
  readonly tickers: readonly Ticker[]
}

/** A frame of the `ticker` channel, sent on every match. */
export type TickerFrame = ChannelFrame<'ticker', TickerEvent>

const ticker: z.ZodType<Ticker> = z
  .object({
    product_id: productId,
    price: optionalPositive,
    best_bid: optionalPositive,
    best_bid_quantity: optionalDecimal,
    best_ask: optionalPositive,
    best_ask_quantity: optionalDecimal,
    low_24_h: optionalDecimal,
    high_24_h: optionalDecimal,
    volume_24_h: optionalDecimal,
  })
  .transform((wire): Ticker => ({
    product: wire.product_id,
    price: wire.price,
    bidPrice: wire.best_bid,
    bidSize: wire.best_bid_quantity,
    askPrice: wire.best_ask,
    askSize: wire.best_ask_quantity,
    low: wire.low_24_h,
    high: wire.high_24_h,
    volume: wire.volume_24_h,
  }))

/** The events of both ticker channels. */
export const tickerEvent: z.ZodType<TickerEvent> = z.object({ type: eventType, tickers: z.array(ticker) })

/** The keys of both ticker channels. */
export const tickerKeys: KnownKeys = {
  event: new Set(['type', 'tickers']),
  list: 'tickers',
  entry: new Set([
    'type',
    'product_id',
    'price',
    'best_bid',
    'best_bid_quantity',
    'best_ask',
    'best_ask_quantity',
    'low_24_h',
    'high_24_h',
    'low_52_w',
    'high_52_w',
    'volume_24_h',
    'price_percent_chg_24_h',
  ]),
}

/**
 * Reads the `ticker` channel.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/ticker
 */
export const tickers: Channel<TickerFrame> = channel({
  kind: 'ticker',
  name: 'ticker',
  schema: envelope('ticker', tickerEvent),
  known: tickerKeys,
})
