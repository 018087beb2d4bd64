export { Analyzer } from './analyzer/analyzer.ts'
export { type AnalyzerCheckpoint, type AnalyzerState, type Product } from './analyzer/analyzer-state.ts'
export { finerTick, inferredTick } from './analyzer/tick.ts'
export { auditedSources } from './analyzer/health.ts'
export { type Totals } from './analyzer/totals.ts'
export {
  type Bar,
  type BarBuilder,
  barsOf,
  type BarsState,
  notionalBars,
  tickBars,
  type TimeBarBuilder,
  timeBars,
  type TimeBarsState,
  volumeBars,
} from './bars/bars.ts'
export type { BestLevels } from './book/best-levels.ts'
export { type Depth, depthBands, depthImbalance, type DepthLabel, depthLabel, depthShell, depthWithin } from './book/depth.ts'
export { imbalance, type ImbalanceLabel, imbalanceLabel, imbalanceOf, type ImbalanceOptions, queueImbalance } from './book/imbalance.ts'
export { type Impact, marketImpact } from './book/impact.ts'
export { Ladder } from './book/ladder.ts'
export { type BookView, bookView, type LevelSource, levelSource } from './book/levels.ts'
export { microprice, mid } from './book/microprice.ts'
export { type LevelChanges, levelChanges } from './book/level-changes.ts'
export { type BookCheckpoint, OrderBook } from './book/order-book.ts'
export { type RobustTouch, robustTouch } from './book/robust-touch.ts'
export { bookSlope, type SlopeOptions } from './book/slope.ts'
export {
  countQuote,
  fitStoikov,
  interruptCounts,
  type StoikovCounts,
  stoikovCounts,
  type StoikovOptions,
  type StoikovPrice,
} from './book/stoikov-price.ts'
export { spreadBps, type SpreadLabel, spreadLabel } from './book/spread.ts'
export { readTop, refreshTop, skippedSize, type TopLevels, topLevels } from './book/top-levels.ts'
export { touchOf } from './book/touch.ts'
export { type ImpactBar, impactBars, type ImpactBars, type ImpactBarsState } from './cost/impact-bars.ts'
export { amihud, hasbrouckLambda, kyleLambda, realisedVolatility } from './cost/lambda.ts'
export { type Line, lineThrough } from './cost/line.ts'
export { corwinSchultz, type CorwinSchultzSpread, rollSpread, type RollSpread } from './cost/spread-estimates.ts'
export {
  type Execution,
  interruptTradeCosts,
  tradeCosts,
  type TradeCosts,
  type TradeCostsReading,
  type TradeCostsState,
} from './cost/trade-costs.ts'
export { type FeatureSource, type FeatureSpec, type Unit } from './features/feature-spec.ts'
export { type FeatureName, featureNames, featureTable } from './features/feature-table.ts'
export { type FeatureReading, type FeatureSnapshot, type SourceHealth, type Sources } from './features/features.ts'
export { type Aggressiveness, aggressiveness, type AggressivenessState, buyPressure, pressureLabel } from './flow/aggressiveness.ts'
export {
  type AggressorAudit,
  aggressorAudit,
  type AuditOptions,
  type AuditReading,
  type AuditState,
  type AuditVerdict,
} from './flow/aggressor-audit.ts'
export {
  type CksDepth,
  cksDepth,
  type CksDepthIndicator,
  type CksDepthOptions,
  type CksDepthState,
  normalisedOfi,
  type OfiLabel,
  ofiLabel,
} from './flow/cks-depth.ts'
export { cvd, type CvdReading, type CvdState, delta, type DeltaReading, type DeltaState } from './flow/cvd.ts'
export { type CvdDivergence, cvdDivergence, type CvdDivergenceState, type DeltaPoint, type Swing } from './flow/cvd-divergence.ts'
export { deepOfi, type DeepOfiState, deepOfiTerms } from './flow/deep-ofi.ts'
export { type DeepWindow, integrate, integratedOfi, type IntegratedOfiReading, type IntegratedOfiState } from './flow/integrated-ofi.ts'
export { ofi, type OfiState, ofiTerm } from './flow/ofi.ts'
export { momentumLabel, type OfiMomentum, ofiMomentum, type OfiMomentumOptions, type OfiMomentumState } from './flow/ofi-momentum.ts'
export { type OfiTerm, ofiWindow, type OfiWindowReading, type OfiWindowState } from './flow/ofi-window.ts'
export { firstPrincipal, type Principal } from './flow/principal.ts'
export { type InferredSign, type SignRule, tradeSigns, type TradeSigns, type TradeSignState } from './flow/trade-sign.ts'
export { fitHawkes, type Hawkes, type HawkesFit, hawkesLogLikelihood, hawkesOnGrid, type HawkesSample } from './hawkes/hawkes.ts'
export { addTo, type CompensatedSum, compensatedSum, valueOf } from './indicator/compensated-sum.ts'
export {
  fold,
  type Indicator,
  type Interruptible,
  live,
  type Live,
  scan,
  type TimedIndicator,
  type TimedLive,
} from './indicator/indicator.ts'
export { type RollingRank, rollingRank, type RollingRankState } from './indicator/rolling-rank.ts'
export { type RollingSums, rollingSums, type RollingSumsState } from './indicator/rolling-sums.ts'
export {
  type Held,
  type TimeWeighted,
  type TimeWeightedMean,
  timeWeightedMean,
  type TimeWeightedMeanState,
} from './indicator/time-weighted-mean.ts'
export {
  type Aggressor,
  type Candle,
  DAY_US,
  HOUR_US,
  type Level,
  type LevelChange,
  MINUTE_US,
  type Quote,
  SECOND_US,
  type Side,
  type Touch,
  type Trade,
  type Us,
} from './market.ts'
export type { BookLost, MarketEvent, Printed, VenueEvent } from './market-event.ts'
export { type MinuteCandles, minuteCandles, type MinuteCandlesState } from './price/minute-candles.ts'
export {
  anchoredVwap,
  type AnchoredVwapState,
  deviationLabel,
  deviationPct,
  rollingVwap,
  type RollingVwapState,
  vwapBands,
  vwapOf,
  vwapOfCandles,
  type VwapReading,
  type VwapValue,
} from './price/vwap.ts'
export { vwapTrend, type VwapTrendState } from './price/vwap-trend.ts'
export { type ProfileBias, profileBias, type ProfileLevels, profilePosition } from './profile/bias.ts'
export {
  footprint,
  type FootprintBar,
  footprintBars,
  footprintBuilder,
  type FootprintRow,
  type FootprintState,
} from './profile/footprint.ts'
export { type DiagonalImbalance, diagonalImbalances, type StackedImbalance, stackedImbalances } from './profile/imbalances.ts'
export { highVolumeNodes, lowVolumeNodes, type Node, type NodeRule, nodeRows } from './profile/nodes.ts'
export { type RollingProfile, rollingProfile, type RollingProfileState } from './profile/rolling-profile.ts'
export { type ProfileSummary, summariseProfile } from './profile/summary.ts'
export { pointOfControl, type ValueArea, valueArea } from './profile/value-area.ts'
export {
  profileOf,
  profileOfCandles,
  profileOfTrades,
  type ProfileRow,
  type RowRule,
  type VolumeProfile,
} from './profile/volume-profile.ts'
export { type VolumeClassification, vpin, type Vpin, type VpinOptions, type VpinReading, type VpinState } from './toxicity/vpin.ts'
export { nearestRank } from './whale/nearest-rank.ts'
export {
  type OpenOrder,
  type TakerOrder,
  type TakerOrders,
  takerOrders,
  takerOrdersOf,
  type TakerOrdersState,
} from './whale/taker-order.ts'
export { type Wall, type WallOptions, type Walls, walls, type WallState } from './whale/wall.ts'
export {
  type LargeOrders,
  largeOrders,
  type LargeOrdersState,
  type WhaleOptions,
  type WhaleReading,
  whales,
  type WhalesState,
} from './whale/whale.ts'
export { wholeSampleWhales, type WholeSampleWhales } from './whale/whole-sample-whales.ts'
export { recordOf } from './features/record-of.ts'
