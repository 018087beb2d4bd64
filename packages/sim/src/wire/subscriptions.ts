import type { SubscriptionsEvent } from './message.ts'

/** Everything a connection is subscribed to by now: the venue lists channels in alphabetical order. */
export function subscriptionsEvent({ held }: SubscriptionsEvent): string {
  return JSON.stringify({ subscriptions: Object.fromEntries([...held].toSorted(([a], [b]) => (a < b ? -1 : 1))) })
}
