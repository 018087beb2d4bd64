import { OrderBook, type Us } from '@of/core'
import type { LiveBookState } from './feed-health.ts'
import { type Resync, unaskedResync } from './resync.ts'
import { restartWatch, type TickerWatch, tickerWatch } from './ticker-watch.ts'

/** A book that is followed, and what became of it. */
export interface FollowedBook {
  readonly product: string
  readonly book: OrderBook
  readonly tickers: TickerWatch
  readonly resync: Resync
  state: LiveBookState
  /** Since when it has been in that state. */
  sinceUs: Us
  /** How often it stood again after it was lost, and how long it last took. */
  resyncs: number
  lastHealUs: Us | undefined
}

/** A book that was not yet asked for. */
export function followBook(product: string, nowUs: Us): FollowedBook {
  const resync = unaskedResync()
  return {
    product,
    book: new OrderBook(),
    tickers: tickerWatch(),
    resync,
    state: 'empty',
    sinceUs: nowUs,
    resyncs: 0,
    lastHealUs: undefined,
  }
}

/** What was known of the book is void. */
export function emptyBook({ book, tickers }: FollowedBook): void {
  book.clear()
  restartWatch(tickers)
}

/** The book stands elsewhere now. */
export function moveBook(followed: FollowedBook, state: LiveBookState, nowUs: Us): void {
  if (followed.state !== state) followed.sinceUs = nowUs
  followed.state = state
}
