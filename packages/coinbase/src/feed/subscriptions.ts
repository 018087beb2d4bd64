import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { SubscriptionsEvent } from '../wire/subscriptions.ts'
import { boundUs } from './backoff.ts'

/** What a connection should be subscribed to, and what the venue says it is. Plain data. */
export interface Subscriptions {
  /** Product ids by channel, in the order of subscribing; no ids for heartbeats, which has none. */
  readonly desired: Map<string, Set<string>>
  /** What was newest said; `undefined` before the first word. */
  acknowledged: ReadonlyMap<string, ReadonlySet<string>> | undefined
  /** Looks in a row that found something missing. */
  failedLooks: number
}

/** Products of a channel. */
export interface ChannelProducts {
  readonly channel: string
  readonly products: readonly string[]
}

/** How long after subscribing the venue's answer is held against what was asked. */
export const SETTLE_US: Us = 3 * SECOND_US

const ASK_AGAIN = { firstUs: SETTLE_US, mostUs: MINUTE_US }

/** Those channels and heartbeats, of no product yet; nothing is acknowledged. */
export function subscriptionsTo(channels: readonly string[]): Subscriptions {
  const desired = new Map<string, Set<string>>(channels.map((channel) => [channel, new Set()]))
  desired.set('heartbeats', new Set())
  return { desired, acknowledged: undefined, failedLooks: 0 }
}

/** The socket is another one: nothing is acknowledged. */
export function forgetAcknowledged(subscriptions: Subscriptions): void {
  subscriptions.acknowledged = undefined
  subscriptions.failedLooks = 0
}

/** Takes in what the venue says is subscribed, all of it, and returns what it had not said before. */
export function onAcknowledged(subscriptions: Subscriptions, { products }: SubscriptionsEvent): readonly ChannelProducts[] {
  const before = subscriptions.acknowledged
  subscriptions.acknowledged = new Map(Object.entries(products).map(([channel, ids]) => [channel, new Set(ids)]))
  return Object.entries(products)
    .map(([channel, ids]) => ({ channel, products: ids.filter((id) => before?.get(channel)?.has(id) !== true) }))
    .filter(({ channel, products: added }) => added.length > 0 || before?.has(channel) !== true)
}

/** What is asked for and not acknowledged; books that are leaving are not asked for now. */
export function missingSubscriptions(
  { desired, acknowledged }: Subscriptions,
  leaving: ReadonlySet<string> = new Set(),
): readonly ChannelProducts[] {
  const missing: ChannelProducts[] = []
  for (const [channel, ids] of desired) {
    const held = acknowledged?.get(channel)
    const products = [...ids].filter((id) => held?.has(id) !== true && !(channel === 'level2' && leaving.has(id)))
    if (products.length > 0 || (channel === 'heartbeats' && held === undefined)) missing.push({ channel, products })
  }
  return missing
}

/** Holds the answer against what was asked: what is missing, but for books that are leaving, and after how long to look again where anything is. */
export function lookAtAnswer(
  subscriptions: Subscriptions,
  leaving: ReadonlySet<string> = new Set(),
): { readonly missing: readonly ChannelProducts[]; readonly againInUs: Us } {
  const missing = missingSubscriptions(subscriptions, leaving)
  subscriptions.failedLooks = missing.length === 0 ? 0 : subscriptions.failedLooks + 1
  return { missing, againInUs: boundUs(ASK_AGAIN, subscriptions.failedLooks) }
}

/** The message that subscribes, or unsubscribes, products of a channel. */
export function subscriptionMessage(type: 'subscribe' | 'unsubscribe', { channel, products }: ChannelProducts, jwt?: string): string {
  const ids = products.length === 0 ? {} : { product_ids: products }
  return JSON.stringify({ type, ...ids, channel, ...(jwt === undefined ? {} : { jwt }) })
}
