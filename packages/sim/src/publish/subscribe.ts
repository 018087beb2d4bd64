import type { Us } from '@of/core'
import { subscriptions } from '../wire/subscriptions.ts'
import type { Connection } from './connection.ts'
import type { ProductFeed } from './product-feed.ts'

/**
 * What follows the last snapshot of the books: the venue answers one subscription after the other, each time with all that
 * the connection holds by then, and always after the first data of a channel.
 */
export function subscribe(connection: Connection, feeds: readonly ProductFeed[], booksLeaveUs: Us): void {
  const ids = feeds.map(({ market }) => market.spec.id)
  const held = new Map<string, readonly string[]>()
  let leaveUs = booksLeaveUs

  function acknowledge(channel: string, names: readonly string[]): void {
    held.set(channel, names)
    leaveUs += 120
    connection.send(leaveUs, subscriptions(held))
  }

  acknowledge('level2', ids)
  for (const feed of feeds) feed.sendTradesSnapshot((leaveUs += 170))
  acknowledge('market_trades', ids)
  for (const feed of feeds) feed.sendTickerSnapshot((leaveUs += 40))
  acknowledge('ticker', ids)
  acknowledge('heartbeats', ['heartbeats'])
}
