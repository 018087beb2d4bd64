import type { Feed, FeedEvent } from '@of/coinbase'
import type { SourceLabel, WatchBatch, WatchSource } from './source.ts'

/** What a live feed is watched with. */
export interface FeedSourceOptions {
  readonly label: SourceLabel
  /** Has everything that the feed tells before it is shown; awaited. */
  readonly onEvents?: (events: readonly FeedEvent[]) => Promise<void>
}

/** A live feed, which must yield its arrivals, as something to watch. */
export function feedSource(feed: Feed, { label, onEvents }: FeedSourceOptions): WatchSource {
  return {
    label: () => label,
    health: () => feed.health(),
    nowUs: () => Date.now() * 1_000,
    async *[Symbol.asyncIterator]() {
      for await (const events of feed) {
        await onEvents?.(events)
        yield batchOf(events)
      }
    },
  }
}

function batchOf(events: readonly FeedEvent[]): WatchBatch {
  return {
    arrivals: events.flatMap((event) => (event.kind === 'arrival' ? [event.arrival] : [])),
    events: events.filter((event) => event.kind !== 'arrival'),
  }
}
