import type { FeatureSnapshot, ProfileSummary, Sources, Us, VolumeProfile, Wall } from '@of/core'
import type { Decision, ProductView } from '@of/pipeline'
import type { ToldSignal } from '@of/signals'
import type { Point } from '../blocks.ts'

/** Everything that is on the screen at one moment, as plain data. */
export interface WatchModel {
  /** Exchange time now, as far as it can be told: it goes on while nothing arrives. */
  readonly clockUs: Us
  readonly chip: Chip
  /** The words of the row that says what this is not; `undefined` for the live venue. */
  readonly banner: string | undefined
  /** What is wrong now and what is being done, in one line. */
  readonly trouble: Trouble | undefined
  readonly products: readonly ProductModel[]
  readonly connections: readonly ConnectionModel[]
  readonly checks: readonly CheckModel[]
  /** Whether old values are all there is. */
  readonly isStale: boolean
}

/** The state of the whole in a few words. */
export interface Chip {
  readonly word: 'LIVE' | 'SIM' | 'REPLAY' | 'STALE' | 'DOWN'
  readonly state: string
  readonly tone: 'ok' | 'warn' | 'crit'
}

/** Something that is wrong. */
export interface Trouble {
  readonly text: string
  readonly tone: 'warn' | 'crit'
}

/** A level of the ladder, and what rests up to it from the touch. */
export interface LadderLevel {
  readonly price: number
  readonly size: number
  /** Quote currency. */
  readonly total: number
}

/** An order of a taker. */
export interface TapeRow {
  readonly timeUs: Us
  readonly aggressor: 'buy' | 'sell'
  readonly price: number
  /** Base units. */
  readonly size: number
  /** Quote currency. */
  readonly notional: number
  readonly isWhale: boolean
}

/** What is counted of a product. */
export interface QualityModel {
  readonly sequence: number | undefined
  readonly gaps: number
  readonly lostFrames: number
  readonly healUs: Us | undefined
  readonly resyncs: number
  readonly missingTrades: number
  readonly backfilledTrades: number
  readonly late: number
  readonly unreadable: number
  readonly audit: { readonly share: number | null; readonly orders: number }
  readonly latency: { readonly p50Us: Us; readonly p99Us: Us } | undefined
}

/** One product on the screen. */
export interface ProductModel {
  readonly product: string
  /** Decimals of its prices. */
  readonly decimals: number
  readonly price: number | undefined
  readonly priceTimeUs: Us | undefined
  readonly lastMove: 'up' | 'down' | undefined
  /** `undefined` before the product was first heard of. */
  readonly features: FeatureSnapshot | undefined
  readonly sources: Sources | undefined
  readonly signal: ToldSignal | undefined
  readonly decision: Decision | undefined
  readonly nextDecisionUs: Us | undefined
  /** Best first; empty while the book cannot be believed. */
  readonly bids: readonly LadderLevel[]
  readonly asks: readonly LadderLevel[]
  readonly walls: readonly Wall[]
  /** What an order must be worth to be a whale, in dollars; `undefined` while that cannot be told. */
  readonly whaleNotional: number | undefined
  readonly bookState: ProductView['bookState'] | undefined
  /** Why the book is not believed; `undefined` when it is, or nothing was heard of it. */
  readonly bookReason: string | undefined
  /** Since when the book and the trades have been where they are, believed or not; exchange time. */
  readonly bookSinceUs: Us | undefined
  readonly tradesSinceUs: Us | undefined
  /** Newest first. */
  readonly tape: readonly TapeRow[]
  readonly whales: readonly TapeRow[]
  readonly profile: VolumeProfile | undefined
  readonly levels: ProfileSummary | undefined
  readonly series: { readonly cvd: readonly Point[]; readonly ofi: readonly Point[]; readonly momentum: readonly Point[] }
  readonly quality: QualityModel
}

/** A connection as the quality pane lists it. */
export interface ConnectionModel {
  readonly name: string
  readonly state: string
  readonly frames: number
  readonly gaps: number
  readonly lostFrames: number
  readonly late: number
  readonly unreadable: number
  readonly reconnects: number
  readonly latency: { readonly p50Us: Us; readonly p99Us: Us } | undefined
  readonly lastFault: string | undefined
}

/** A check of the feed as the quality pane lists it. */
export interface CheckModel {
  readonly name: string
  readonly checked: number
  readonly failed: number
  readonly note: string | undefined
}
