import type { Origin, Replay, ReplayChange } from '@of/api'
import type { Arrival, FeedEvent, FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'

/** What came, of a frame with its number where it has one. */
export type SourceArrival = Arrival & { readonly sequence?: number }

/** What came at once. */
export interface SourceBatch {
  readonly arrivals: readonly SourceArrival[]
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
  /** Follows another product. Rejects with a `RangeError` for one that no product is called. */
  follow(product: string): Promise<void>
  /** Follows a product no more; what a recording holds comes in any case. */
  unfollow(product: string): void
  /** Asks the venue's REST, which goes on while nobody listens; `undefined` where there is none. Rejects where it does not answer. */
  readonly request: ((path: string, signal: AbortSignal) => Promise<string>) | undefined
  /** Where the replay stands, and what changes it; there is none but of a recording. */
  replay?(): Replay
  /** Throws a `RangeError` for a moment that has been. */
  changeReplay?(change: ReplayChange): Replay
  close(): Promise<void>
}
