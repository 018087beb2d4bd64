import type { Origin } from '@of/api'
import type { Arrival, FeedEvent, FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'

/** What came at once. */
export interface SourceBatch {
  readonly arrivals: readonly Arrival[]
  /** What a live feed tells besides. */
  readonly events: readonly FeedEvent[]
  /** Whether what follows comes from another recording, so that every connection is to be taken as new. */
  readonly reopens?: boolean
}

/** Where market data comes from. */
export interface MarketSource {
  origin(): Origin
  /** How the live feed is; `undefined` where there is none. */
  health(): FeedHealth | undefined
  /** The clock that arrivals are stamped by; `undefined` where they were received at another time. */
  nowUs(): Us | undefined
  /** Hands on everything, batch by batch, until there is no more or the source is closed. Rejects where it cannot be read. */
  run(take: (batch: SourceBatch) => void): Promise<void>
  /** Whether products can be followed besides those that it began with. */
  readonly canFollow: boolean
  /** Follows another product. Throws a `RangeError` for one that no product is called. */
  follow(product: string): void
  /** Follows a product no more; what it began with keeps coming. */
  unfollow(product: string): void
  close(): Promise<void>
}
