import type { BookState } from '@of/coinbase'
import type { AuditReading, FeatureReading, FeatureName, Totals, Unit, Us } from '@of/core'
import type { ToldSignal } from '@of/signals'

/** Where a product's book stands. `absent`: no book was ever configured. */
export type ReportedBookState = BookState | 'absent'

/** The book at the end, plain numbers; all null, with a reason, unless it can be believed. */
export interface BookReport {
  readonly state: ReportedBookState
  readonly bidLevels: number | null
  readonly askLevels: number | null
  readonly bestBid: number | null
  readonly bestBidSize: number | null
  readonly bestAsk: number | null
  readonly bestAskSize: number | null
  readonly mid: number | null
  readonly spreadBps: number | null
  readonly microprice: number | null
  readonly queueImbalance: number | null
  /** The ten best levels of each side, nothing skipped. */
  readonly imbalance10: number | null
  /** Why numbers are missing; `null` when none is. */
  readonly reason: string | null
}

/** Sums over the recording, in base units; null where their source was never there or cannot be believed. */
export interface TotalsReport extends Readonly<Record<keyof Totals, number | null>> {
  /** Events of `level2`, snapshots included. */
  readonly bookMessages: number | null
  /** Their level entries, snapshots included. */
  readonly levelUpdates: number | null
}

/** How far what was received can be trusted. Counts are of the connections and the product in question. */
export interface QualityReport {
  readonly frames: number
  /** Jumps of a connection's sequence numbers, and the frames that they say are missing. */
  readonly sequenceGaps: number
  readonly lostFrames: number
  /** Frames whose number had been passed already. */
  readonly lateFrames: number
  readonly unreadableFrames: number
  readonly unknownChannels: number
  readonly unknownKeys: number
  readonly venueErrors: number
  /** Book messages after which best bid ≥ best ask. */
  readonly crossedStates: number
  /** Updates of a book that was not synced. */
  readonly unsyncedUpdates: number
  /** Trade ids that never came. */
  readonly missingTradeIds: number
  /** Trade ids that only the first snapshot of a connection has shown, so that their trades are not counted. */
  readonly historicTradeIds: number
  readonly lateTrades: number
  /** Missed trades that a request brought afterwards. */
  readonly backfilledTrades: number
  readonly duplicateTrades: number
  /** Tickers that agree with a book state within half a second, those that do not, and those that no believed book could be held against. */
  readonly tickers: { readonly agreed: number; readonly disagreed: number; readonly unchecked: number }
  readonly aggressorAudit: AuditReading
  /** Share of the time since the product's first frame, at most a day, in which each source was received. */
  readonly coverage: { readonly book: number | null; readonly trades: number | null }
  /** Frames of the session whose form was not the known one though their channel is: read all the same, the slow way. */
  readonly slowFrames: number
  /** Answers of the session about candles, trades or products that could not be read. */
  readonly unreadableAnswers: number
  /** How often a frame of the session named products beyond the most that are followed, for each of them. */
  readonly refusedProducts: number
  /** Decision minutes that a very long silence skipped. */
  readonly skippedDecisions: number
}

/** A signal as taken at the close of a minute. */
export interface Decision {
  readonly timeUs: Us
  readonly direction: ToldSignal['direction']
  readonly strength: number
  /** Hundredths; null when abstained. */
  readonly net: number | null
  readonly reachableNet: number
  readonly abstained: boolean
  readonly reason?: string
  /** Each factor's contribution in hundredths. */
  readonly contributions: Readonly<Record<string, number>>
}

/** A feature with its unit, as reports carry it. */
export interface ReportedFeature extends FeatureReading {
  readonly unit: Unit
}

/** The analysis of one product. */
export interface ProductReport {
  readonly schema: 1
  readonly product: string
  /** Whether any of it comes from a simulator. */
  readonly simulated: boolean
  /** Name of the rule set. */
  readonly preset: string
  /** The greatest exchange time seen. */
  readonly timeUs: Us
  readonly book: BookReport
  readonly totals: TotalsReport
  readonly features: Readonly<Record<FeatureName, ReportedFeature>>
  /** The signal as read at the end. */
  readonly signal: ToldSignal
  /** The signals taken at the close of each minute. */
  readonly decisions: readonly Decision[]
  readonly quality: QualityReport
}
