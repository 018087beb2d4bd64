import type { FeedEvent } from './feed-event.ts'

const EVENT_BYTES = 200
const LEVEL_BYTES = 64
const TRADE_BYTES = 112

/** About how much memory an event takes while it waits: the text of an arrival, the levels of a book, the trades. */
export function eventBytes(event: FeedEvent): number {
  switch (event.kind) {
    case 'arrival':
      return EVENT_BYTES + arrivalBytes(event)
    case 'book':
      return EVENT_BYTES + LEVEL_BYTES * event.changes.length
    case 'trades':
      return EVENT_BYTES + TRADE_BYTES * event.trades.length
    case 'candles':
      return EVENT_BYTES + TRADE_BYTES * event.candles.length
    default:
      return EVENT_BYTES
  }
}

function arrivalBytes({ arrival }: Extract<FeedEvent, { readonly kind: 'arrival' }>): number {
  if (arrival.kind === 'frame') return arrival.frame.length
  return arrival.kind === 'rest' ? arrival.body.length : 0
}
