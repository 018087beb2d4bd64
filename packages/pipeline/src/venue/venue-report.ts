import type { ReportLabels } from '../build-report.ts'
import type { ProductReport, QualityReport } from '../report.ts'

/** Where what a report is made from was recorded, and how. */
export interface ReportOrigin {
  readonly formats: readonly string[]
  /** In lower case; `unknown` where nothing tells. */
  readonly venues: readonly string[]
  /** How books are told, such as `every-event`; none where there is no book. */
  readonly samplings: readonly string[]
  /** Whether all trades carry numbers of the venue, by which one that is missing is noticed. */
  readonly numberedTrades: boolean
  /** Trades whose side was inferred, and such as were left out: without a side, and of auctions. */
  readonly inferredSides: number
  readonly sidelessTrades: number
  readonly auctionTrades: number
  readonly skippedLines: number
}

/** What a report says besides what is known of the product. */
export interface VenueLabels extends ReportLabels {
  readonly origin: ReportOrigin
}

/** How far what was recorded can be trusted; null for what only a connection to Coinbase tells. */
export type VenueQuality = { readonly [Name in keyof QualityReport]: QualityReport[Name] | null }

/** The analysis of a product of any venue: like that of a product of Coinbase, with its origin, and null for what has no meaning there. */
export interface VenueReport extends Omit<ProductReport, 'quality'> {
  readonly origin: ReportOrigin
  readonly quality: VenueQuality
}

/** The report of a product as it is made from Coinbase's frames, without what nothing is known of here. */
export function venueReportOf({ quality, ...report }: ProductReport, origin: ReportOrigin): VenueReport {
  const {
    aggressorAudit,
    coverage,
    crossedStates,
    duplicateTrades,
    frames,
    lateTrades,
    missingTradeIds,
    skippedDecisions,
    unsyncedUpdates,
  } = quality
  const numbered = (count: number): number | null => (origin.numberedTrades ? count : null)
  return {
    ...report,
    origin,
    quality: {
      frames,
      sequenceGaps: null,
      lostFrames: null,
      lateFrames: null,
      unreadableFrames: null,
      unknownChannels: null,
      unknownKeys: null,
      venueErrors: null,
      crossedStates,
      unsyncedUpdates,
      missingTradeIds: numbered(missingTradeIds),
      historicTradeIds: null,
      lateTrades: numbered(lateTrades),
      backfilledTrades: null,
      duplicateTrades: numbered(duplicateTrades),
      tickers: null,
      aggressorAudit,
      coverage,
      slowFrames: null,
      unreadableAnswers: null,
      refusedProducts: null,
      skippedDecisions,
    },
  }
}
