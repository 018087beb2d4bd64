import type { FeedEvent } from './feed-event.ts'

const EVENT_BYTES = 200
const COLUMNS_BYTES = 500
const LEVEL_BYTES = 17
const TRADE_BYTES = 112

/** About how much memory an event takes while it waits: the bytes of an arrival, the levels of a book, the trades. */
export function eventBytes(event: FeedEvent): number {
  switch (event.kind) {
    case 'arrival':
      return EVENT_BYTES + arrivalBytes(event)
    case 'book':
      return EVENT_BYTES + COLUMNS_BYTES + LEVEL_BYTES * (event.changes.to - event.changes.from)
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
