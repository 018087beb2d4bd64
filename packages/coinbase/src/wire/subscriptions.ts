import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope } from './channel.ts'

/** All that the connection is subscribed to by now: an answer to all of its requests, not to the last one. */
export interface SubscriptionsEvent {
  /** Product ids by channel, under the names that channels are subscribed to; an unknown or aliased id is simply not among them. */
  readonly products: Readonly<Record<string, readonly string[]>>
}

/** A frame of the `subscriptions` channel. */
export type SubscriptionsFrame = ChannelFrame<'subscriptions', SubscriptionsEvent>

const subscriptionsEvent: z.ZodType<SubscriptionsEvent> = z
  .object({ subscriptions: z.record(z.string(), z.array(z.string())) })
  .transform(({ subscriptions }): SubscriptionsEvent => ({ products: subscriptions }))

/**
 * Reads the `subscriptions` channel.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-overview
 */
export const subscriptions: Channel<SubscriptionsFrame> = channel({
  kind: 'subscriptions',
  name: 'subscriptions',
  schema: envelope('subscriptions', subscriptionsEvent),
  known: { event: new Set(['subscriptions']) },
})
