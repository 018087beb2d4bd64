import { channel, type Channel, type ChannelFrame, envelope } from './channel.ts'
import { type TickerEvent, tickerEvent, tickerKeys } from './ticker.ts'

/** A frame of the `ticker_batch` channel, sent every five seconds. */
export type TickerBatchFrame = ChannelFrame<'ticker-batch', TickerEvent>

/**
 * Reads the `ticker_batch` channel, which leaves out the best quotes.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/ticker-batch
 */
export const tickerBatches: Channel<TickerBatchFrame> = channel({
  kind: 'ticker-batch',
  name: 'ticker_batch',
  schema: envelope('ticker_batch', tickerEvent),
  known: tickerKeys,
})
