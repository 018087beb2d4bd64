import type { LevelChanges } from './book/level-changes.ts'
import type { OrderBook } from './book/order-book.ts'
import type { FeatureSnapshot, Sources } from './features/features.ts'
import type { Candle, Trade, Us } from './market.ts'

/** What every event of a market says: of which product it is, and when it was received, in the receiver's clock. */
interface Received {
  readonly product: string
  readonly receivedUs: Us
}

/** A book of which nothing can be believed from a time on, until its next snapshot. */
export interface BookLost extends Received {
  readonly kind: 'book-lost'
  readonly timeUs: Us
  readonly reason: string
}

/** A print as it was met. */
export interface Printed extends Received {
  readonly kind: 'trade'
  readonly trade: Trade
  /** Whether it took an order that no book showed: it says nothing of the book. */
  readonly isHidden: boolean
}

/** What a recording of any venue brings, one message of it at a time, in the order of arrival. Times are integer microseconds. */
export type VenueEvent =
  | (Received & {
      /** A snapshot replaces the whole book; changes are levels that changed together. */
      readonly kind: 'snapshot' | 'changes'
      readonly timeUs: Us
      readonly changes: LevelChanges
      /** With a snapshot: how many levels of each side it and what follows show; all of them unless it is given. */
      readonly bookLevels?: number
    })
  | BookLost
  | Printed
  | (Received & { readonly kind: 'candle'; readonly candle: Candle })

/**
 * What studies, paper traders and their like see of a market, live or recorded, of any venue: in the order of arrival, nothing of what comes later.
 */
export type MarketEvent =
  | (Received & {
      /** A book after one message: synced, two-sided or not, never crossed. */
      readonly kind: 'book'
      readonly timeUs: Us
      /** Lent for the time of the call: it moves on with the next message. */
      readonly book: OrderBook
      readonly isSnapshot: boolean
    })
  | BookLost
  | Printed
  | (Received & {
      /** A moment of decision has passed: every feature as of it, from what had arrived by then. */
      readonly kind: 'due'
      readonly timeUs: Us
      readonly features: FeatureSnapshot
      readonly sources: Sources
    })
