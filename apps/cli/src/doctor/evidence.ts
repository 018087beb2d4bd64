import type { FeedChannel, FeedHealth, NetFault, ProductHealth, RequestFault } from '@of/coinbase'
import type { Us } from '@of/core'
import type { ProductView } from '@of/pipeline'

/** What a look at a live feed brought to light, as plain data. Spans are of the local clock unless it is said otherwise. */
export interface Evidence {
  /** Address of the WebSocket; Coinbase's where it is undefined. */
  readonly url: string | undefined
  readonly lookedUs: Us
  readonly askedUs: Us
  /** From the start until a socket was open; `undefined` when none ever was. */
  readonly openAfterUs: Us | undefined
  /** Why a connection could not be made or was lost, newest last. */
  readonly losses: readonly NetFault[]
  /** What the venue complained of. */
  readonly venueErrors: readonly string[]
  readonly heartbeats: HeartbeatEvidence
  readonly rest: RestEvidence
  readonly clock: ClockEvidence | undefined
  /** How the key was found; `undefined` without one. */
  readonly key: string | undefined
  readonly health: FeedHealth
  /** Whether a day of candles was asked for. */
  readonly isBackfilled: boolean
  readonly products: readonly ProductEvidence[]
}

/** Of all connections. */
export interface HeartbeatEvidence {
  readonly count: number
  readonly longestWaitUs: Us
  /** How often a connection was silent for too long. */
  readonly silences: number
}

/** The requests of the feed. */
export interface RestEvidence {
  readonly answers: number
  readonly failures: readonly { readonly path: string; readonly fault: RequestFault }[]
  /** Answers that came whole and could not be read. */
  readonly unreadable: number
}

/** The clock of this machine against the venue's. */
export type ClockEvidence =
  | {
      readonly ok: true
      /** How far this machine's is ahead. */
      readonly aheadUs: Us
      readonly roundTripUs: Us
    }
  | { readonly ok: false; readonly fault: RequestFault }

/** Of one product. */
export interface ProductEvidence {
  /** Its name on the wire. */
  readonly product: string
  /** Channels that the venue says are subscribed. */
  readonly acknowledged: ReadonlySet<string>
  /** Channels that a frame of the product came on. */
  readonly heard: ReadonlySet<FeedChannel>
  /** From the start until its book first stood. */
  readonly syncedAfterUs: Us | undefined
  /** Since when its book stands, in exchange time. */
  readonly bookSinceUs: Us | undefined
  readonly candles: { readonly wire: number; readonly historyMinutes: number }
  /** `undefined` while the feed has not laid out its connections. */
  readonly health: ProductHealth | undefined
  /** `undefined` when nothing of it came. */
  readonly view: ProductView | undefined
}
