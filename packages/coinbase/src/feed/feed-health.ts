import type { BookView, Us } from '@of/core'
import type { NetFault } from '../net/net-fault.ts'
import type { BookState } from '../sync/connection-sync.ts'

/**
 * Every check of a live feed, in the order in which they are told: the numbers of frames (`sequence`), best bid against best ask (`crossed`), tickers and
 * the book of REST against the book (`ticker`, `rest-book`), the ids of trades (`trade-ids`), the volume of candles against that of trades (`candles`),
 * silence (`liveness`), and what the venue lists as subscribed (`subscription`).
 */
export const CHECK_NAMES = ['sequence', 'crossed', 'ticker', 'rest-book', 'trade-ids', 'candles', 'liveness', 'subscription'] as const

/** Something that is verified of a live feed. */
export type CheckName = (typeof CHECK_NAMES)[number]

/** How often something was verified. `passed + failed` is `checked`. */
export interface CheckCount {
  readonly checked: number
  readonly passed: number
  readonly failed: number
  readonly note?: string
}

/** Where a live book stands; `stale` when its connection is silent or gone. Only a `synced` one is believed. */
export type LiveBookState = BookState | 'stale'

/** A book of a feed as it is now. It changes under its reader. */
export interface LiveBook {
  readonly product: string
  readonly state: LiveBookState
  readonly connection: string
  /** Number of the newest frame of the connection that the book knows of, -1 before the first. */
  readonly sequence: number
  /** To be believed only while `state` is `synced`. */
  readonly book: BookView
}

/** How late frames come, by the venue's clock and this machine's; frames that came before they were sent are left out. */
export interface Latency {
  readonly p50Us: Us
  readonly p99Us: Us
  readonly maxUs: Us
}

/** One connection of a feed, since the feed began. */
export interface ConnectionHealth {
  readonly name: string
  /** `waiting` until it may be dialled again. */
  readonly state: 'connecting' | 'open' | 'waiting' | 'closed'
  readonly sinceUs: Us
  readonly frames: number
  readonly bytes: number
  readonly gaps: number
  readonly lostFrames: number
  readonly late: number
  readonly unreadable: number
  /** How often it opened again. */
  readonly reconnects: number
  readonly lastFault?: NetFault
  /** `null` before the first frame that could be timed. */
  readonly latency: Latency | null
}

/** One product of a feed, since the feed began. */
export interface ProductHealth {
  /** Its name on the wire. */
  readonly product: string
  /** The names it was asked for by. */
  readonly requested: readonly string[]
  readonly connection: string
  readonly book: LiveBookState
  /** Since when the book has been in that state. */
  readonly sinceUs: Us
  readonly bidLevels: number
  readonly askLevels: number
  /** How often a lost book stood again. */
  readonly resyncs: number
  /** From the last loss of the book until it stood again. */
  readonly lastHealUs?: Us
  /** Ids that are waited for or were given up. */
  readonly missingTrades: number
  readonly backfilledTrades: number
}

/** How a feed is. */
export interface FeedHealth {
  readonly connections: readonly ConnectionHealth[]
  readonly products: readonly ProductHealth[]
  readonly checks: Readonly<Record<CheckName, CheckCount>>
  /** How often the consumer was too slow. */
  readonly overruns: number
  /** What waits for the consumer. */
  readonly queue: { readonly batches: number; readonly bytes: number }
}
