import { featureNames, type FeatureSnapshot, featureTable, recordOf, type Totals, type Us } from '@of/core'
import type { RuleSet, ToldSignal } from '@of/signals'
import { type ConnectionCounts, zeroCounts } from './connection.ts'
import type { ProductFeed } from './product-feed.ts'
import type { Scorer } from './scorer.ts'
import type { SessionCounts } from './session-counts.ts'
import type { BookReport, Decision, ProductReport, QualityReport, TotalsReport } from './report.ts'

/** What a report says besides what the product's feed knows. */
export interface ReportContext {
  readonly nowUs: Us
  readonly ruleSet: RuleSet
  readonly score: Scorer
  readonly skippedDecisions: number
  readonly session: SessionCounts
}

/** What of a report the analysis of a product needs besides. */
export interface ReportLabels {
  /** Whether any of it comes from a simulator. */
  readonly simulated: boolean
}

/** The analysis of a product as of now. */
export function buildReport(feed: ProductFeed, context: ReportContext, { simulated }: ReportLabels): ProductReport {
  const { nowUs, ruleSet, score } = context
  const features = feed.features(nowUs)
  const signal = score({ features, sources: feed.sources(nowUs) }, feed.id, nowUs)
  return {
    schema: 1,
    product: feed.id,
    simulated,
    preset: ruleSet.name,
    timeUs: nowUs,
    book: bookReport(feed, features, nowUs),
    totals: totalsOf(feed, nowUs),
    features: withUnits(features),
    signal,
    decisions: [...feed.state.decisions],
    quality: qualityOf(feed, context),
  }
}

/** A signal as it is kept: the facts of the decision, without sentences. */
export function decisionOf(timeUs: Us, signal: ToldSignal): Decision {
  return {
    timeUs,
    direction: signal.direction,
    strength: signal.strength,
    net: signal.net,
    reachableNet: signal.reachableNet,
    abstained: signal.abstained,
    ...(signal.reason === undefined ? {} : { reason: signal.reason }),
    contributions: Object.fromEntries(signal.factors.map(({ factor, contribution }) => [factor, contribution])),
  }
}

function bookReport(feed: ProductFeed, features: FeatureSnapshot, nowUs: Us): BookReport {
  const reason = feed.bookReason(nowUs)
  const { bids, asks } = feed.analyzer.book
  const believed = reason === null
  return {
    state: feed.bookState,
    bidLevels: believed ? bids.depth : null,
    askLevels: believed ? asks.depth : null,
    bestBid: features.bestBid.value,
    bestBidSize: features.bestBidSize.value,
    bestAsk: features.bestAsk.value,
    bestAskSize: features.bestAskSize.value,
    mid: features.mid.value,
    spreadBps: features.spreadBps.value,
    microprice: features.microprice.value,
    queueImbalance: features.queueImbalance.value,
    imbalance10: features.imbalance10.value,
    reason: reason ?? features.mid.reason ?? null,
  }
}

const BOOK_TOTALS: ReadonlySet<keyof Totals> = new Set(['ofi', 'ofiEvents'])
const SIGNED_TOTALS: ReadonlySet<keyof Totals> = new Set(['buyVolume', 'sellVolume', 'cvd'])

/** The sums of a product since counting began. */
export function totalsOf(feed: ProductFeed, nowUs: Us): TotalsReport {
  const totals = feed.analyzer.totals()
  const { book, trades } = feed.sources(nowUs)
  const { verdict } = feed.analyzer.audit()
  const sidesFail = verdict === 'failed' || verdict === 'inverted'
  const value = (name: keyof Totals): number | null => {
    if (BOOK_TOTALS.has(name)) return book.state === 'absent' ? null : totals[name]
    if (trades.state === 'absent' || (sidesFail && SIGNED_TOTALS.has(name))) return null
    return totals[name]
  }
  return {
    bookMessages: book.state === 'absent' ? null : feed.state.counts.bookMessages,
    levelUpdates: book.state === 'absent' ? null : feed.state.counts.levelUpdates,
    ofi: value('ofi'),
    ofiEvents: value('ofiEvents'),
    trades: value('trades'),
    buyVolume: value('buyVolume'),
    sellVolume: value('sellVolume'),
    cvd: value('cvd'),
    vwap: value('vwap'),
  }
}

function withUnits(features: FeatureSnapshot): ProductReport['features'] {
  return recordOf(featureNames, (name) => ({ ...features[name], unit: featureTable[name].unit }))
}

/** How far what was received of a product can be trusted. */
export function qualityOf(feed: ProductFeed, { nowUs, skippedDecisions, session }: ReportContext): QualityReport {
  const { tickers } = feed.state
  const { book, trades } = feed.sources(nowUs)
  const { counts } = feed.state
  return {
    ...sumOf(feed.carriers.map((carrier) => carrier.counts)),
    crossedStates: counts.crossedStates,
    unsyncedUpdates: counts.unsyncedUpdates,
    missingTradeIds: counts.merged.missing,
    historicTradeIds: counts.merged.historic,
    lateTrades: counts.merged.late,
    backfilledTrades: counts.backfilledTrades,
    duplicateTrades: counts.merged.duplicates,
    ...session,
    tickers: {
      agreed: tickers.agreed,
      disagreed: tickers.disagreed,
      unchecked: tickers.unchecked + tickers.waiting.length,
    },
    aggressorAudit: feed.analyzer.audit(),
    coverage: {
      book: book.state === 'absent' ? null : feed.coverage('book', nowUs),
      trades: trades.state === 'absent' ? null : feed.coverage('trades', nowUs),
    },
    skippedDecisions,
  }
}

function sumOf(parts: readonly ConnectionCounts[]): ConnectionCounts {
  const total = zeroCounts()
  for (const part of parts) {
    total.frames += part.frames
    total.sequenceGaps += part.sequenceGaps
    total.lostFrames += part.lostFrames
    total.lateFrames += part.lateFrames
    total.unreadableFrames += part.unreadableFrames
    total.unknownChannels += part.unknownChannels
    total.unknownKeys += part.unknownKeys
    total.venueErrors += part.venueErrors
  }
  return total
}
