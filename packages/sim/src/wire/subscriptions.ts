import type { Message } from './frame.ts'

/** Everything a connection is subscribed to by now: the venue lists channels in alphabetical order. */
export function subscriptions(held: ReadonlyMap<string, readonly string[]>): Message {
  const sorted = [...held].sort(([a], [b]) => (a < b ? -1 : 1))
  return { channel: 'subscriptions', events: [{ subscriptions: Object.fromEntries(sorted) }] }
}
