import type { Candle, LevelChanges, Trade, Us } from '@of/core'
import type { Arrival } from '../arrival.ts'
import type { FeedFault } from '../errors.ts'
import type { NetFault, RequestFault } from '../net/net-fault.ts'
import type { Ticker } from '../wire/ticker.ts'
import type { CheckName } from './feed-health.ts'

/** What a feed tells, each with the local time at which it came to know of it. Products are named as they are on the wire. */
export type FeedEvent = Stamped<
  | {
      /** What came, as it came. `sequence` is the number of a frame that carries one. */
      readonly kind: 'arrival'
      readonly arrival: Arrival
      readonly sequence: number | undefined
    }
  | MarketEvent
  | ConnectionEvent
  | BookSyncEvent
  | TradeSyncEvent
  | {
      /** A request brought nothing; it is made again after `retryInUs`, or never where that is undefined. */
      readonly kind: 'request-failed'
      readonly path: string
      readonly fault: RequestFault
      readonly retryInUs: Us | undefined
    }
  | {
      /** The consumer was too slow: so much was thrown away. All that it was told before is void, and every book comes anew. */
      readonly kind: 'overrun'
      readonly droppedBatches: number
      readonly droppedBytes: number
    }
>

type Stamped<Event> = Event & { readonly receivedUs: Us }

type MarketEvent =
  | {
      /** A book to replace, or changes to apply together. Only of a book that is synced once they are applied. */
      readonly kind: 'book'
      readonly connection: string
      readonly product: string
      readonly type: 'snapshot' | 'update'
      /** Engine time, or where the venue gives none the time the frame was sent. */
      readonly timeUs: Us
      readonly changes: LevelChanges
    }
  | {
      /** Trades met for the first time, by ascending id: each id comes once, from the wire or asked for later. */
      readonly kind: 'trades'
      readonly product: string
      readonly trades: readonly Trade[]
      readonly origin: 'live' | 'backfill'
    }
  | { readonly kind: 'ticker'; readonly product: string; readonly ticker: Ticker; readonly timeUs: Us }
  | {
      /** The venue's candles of `widthUs`: five minutes from the wire, one minute where a day of history was asked for. */
      readonly kind: 'candles'
      readonly product: string
      readonly candles: readonly Candle[]
      readonly widthUs: Us
      readonly timeUs: Us
    }

type ConnectionEvent =
  | {
      /** A socket is open. `attempt` counts the dials since the last healthy connection, from 1. */
      readonly kind: 'connected'
      readonly connection: string
      readonly attempt: number
    }
  | { readonly kind: 'disconnected'; readonly connection: string; readonly fault: NetFault; readonly retryInUs: Us }
  | {
      /** The venue says that these are subscribed, and had not said so before. */
      readonly kind: 'subscribed'
      readonly connection: string
      readonly channel: string
      readonly products: readonly string[]
    }
  | {
      /** Asked for, and not among what the venue says is subscribed. It is asked for again. */
      readonly kind: 'not-subscribed'
      readonly connection: string
      readonly channel: string
      readonly products: readonly string[]
    }
  | {
      /** Frames of the connection were lost; these books went with them. */
      readonly kind: 'gap'
      readonly connection: string
      readonly expected: number
      readonly received: number
      readonly products: readonly string[]
    }
  | { readonly kind: 'late'; readonly connection: string; readonly expected: number; readonly received: number }
  | { readonly kind: 'unreadable'; readonly connection: string; readonly fault: FeedFault }
  | {
      /** Nothing came for longer than a connection that beats every second can be silent. */
      readonly kind: 'stale'
      readonly connection: string
      readonly silentUs: Us
    }

type BookSyncEvent =
  | { readonly kind: 'suspect'; readonly connection: string; readonly product: string; readonly check: CheckName; readonly detail: string }
  | {
      /** The book is not to be trusted, and a snapshot of it is asked for, the `attempt`-th time since it last stood. */
      readonly kind: 'resyncing'
      readonly connection: string
      readonly product: string
      readonly attempt: number
      readonly reason: string
    }
  | {
      /** The book stands again, so long after it was lost. */
      readonly kind: 'resynced'
      readonly connection: string
      readonly product: string
      readonly afterUs: Us
    }

type TradeSyncEvent =
  | {
      /** Ids that did not come in time and are asked for, both ends included. */
      readonly kind: 'missing-trades'
      readonly product: string
      readonly from: number
      readonly to: number
    }
  | {
      /** An answer to that: `trades` of them came, `stillMissing` ids of the product are waited for or were given up. */
      readonly kind: 'backfilled'
      readonly product: string
      readonly trades: number
      readonly stillMissing: number
    }
