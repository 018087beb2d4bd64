import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope } from './channel.ts'

/** A frame of the `futures_balance_summary` channel. Its events are numbered with all others and not interpreted. */
export type FuturesBalanceSummaryFrame = ChannelFrame<'futures-balance-summary', unknown>

/**
 * Reads the `futures_balance_summary` channel.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/futures-balance-summary
 */
export const futuresBalanceSummaries: Channel<FuturesBalanceSummaryFrame> = channel({
  kind: 'futures-balance-summary',
  name: 'futures_balance_summary',
  schema: envelope('futures_balance_summary', z.unknown()),
})
