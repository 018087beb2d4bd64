import type { FeatureReading } from '../features/features.ts'
import { buyPressure } from '../flow/aggressiveness.ts'
import { type CoverageState, coverageOf } from '../indicator/coverage.ts'
import { MINUTE_US, SECOND_US, type Us } from '../market.ts'
import { deviationPct } from '../price/vwap.ts'
import { known, maybe, unknown } from './reading.ts'
import { PRESSURE_WINDOW_US, tradeFlow, type TradeFlowState } from './trade-flow.ts'

/** The features made from trades since the start, the day or the last minutes. */
export type TradeFeatureName =
  | 'lastPrice'
  | 'tradesPerSecond'
  | 'volumePerSecond'
  | 'delta60'
  | 'cvd'
  | 'buyPressure'
  | 'buyPressureByOrders'
  | 'takerOrders60'
  | 'effectiveOrders60'
  | 'aggressionZ'
  | 'whaleDetected'
  | 'whaleCount'
  | 'whaleNetOrders'
  | 'whaleNetVolume'
  | 'whaleLargest'
  | 'whaleThreshold'
  | 'largeNetOrders'
  | 'largeOrderCount'
  | 'vwap'
  | 'vwapSigma'
  | 'vwapDeviation'
  | 'vwapTrend'

/** What trade features are read from. */
export interface TradeContext {
  readonly flow: TradeFlowState
  readonly coverage: CoverageState
  readonly nowUs: Us
  /** Why notional floors have no meaning here; `undefined` when they have. */
  readonly noDollars: string | undefined
}

const NO_TRADES = 'no trades yet'
const UNCOVERED = 'no coverage of the last 60 s'
const WHALE_WINDOW_US = 5 * MINUTE_US

/** Reads the flow of trades; every clock must stand at `nowUs`. */
export function tradeFeatures(context: TradeContext): Readonly<Record<TradeFeatureName, FeatureReading>> {
  return { ...rates(context), ...pressureFeatures(context), ...whaleFeatures(context), ...priceFeatures(context) }
}

function rates({
  flow,
  coverage,
  nowUs,
}: TradeContext): Record<'tradesPerSecond' | 'volumePerSecond' | 'delta60' | 'buyPressure', FeatureReading> {
  const reading = tradeFlow.readDelta(flow)
  const covered = coverageOf(coverage, nowUs, PRESSURE_WINDOW_US)
  // A rate over the part of the window in which trades could be seen, so that a start is not read as a lull.
  const seconds = (covered * PRESSURE_WINDOW_US) / SECOND_US
  const rate = (amount: number): FeatureReading => (seconds > 0 ? known(amount / seconds, { coverage: covered }) : unknown(UNCOVERED))
  return {
    tradesPerSecond: rate(reading.trades),
    volumePerSecond: rate(reading.buy + reading.sell),
    delta60: maybe(seconds > 0 ? reading.delta : undefined, UNCOVERED, { coverage: covered }),
    buyPressure: maybe(reading.trades > 0 ? buyPressure(reading.buy, reading.sell) : undefined, 'no trades in 60 s', { coverage: covered }),
  }
}

function pressureFeatures({
  flow,
  coverage,
  nowUs,
}: TradeContext): Record<'buyPressureByOrders' | 'takerOrders60' | 'effectiveOrders60' | 'aggressionZ', FeatureReading> {
  const reading = tradeFlow.readPressure(flow)
  const covered = { coverage: coverageOf(coverage, nowUs, PRESSURE_WINDOW_US) }
  const reason = 'no taker orders in 60 s'
  return {
    buyPressureByOrders: maybe(reading?.pressureByOrders, reason, covered),
    takerOrders60: covered.coverage > 0 ? known(reading?.orders ?? 0, covered) : unknown(UNCOVERED),
    effectiveOrders60: maybe(reading?.effectiveOrders, reason, covered),
    aggressionZ: maybe(reading?.z, reason, covered),
  }
}

type WhaleFeatureName = Extract<TradeFeatureName, `whale${string}` | `large${string}`>

function whaleFeatures({ flow, coverage, nowUs, noDollars }: TradeContext): Record<WhaleFeatureName, FeatureReading> {
  const covered = { coverage: coverageOf(coverage, nowUs, WHALE_WINDOW_US) }
  const whales = noDollars === undefined ? tradeFlow.readWhales(flow) : undefined
  const large = noDollars === undefined ? tradeFlow.readLarge(flow) : undefined
  const reason = noDollars ?? 'warming up: 1,000 taker orders'
  const count = whales && whales.buys + whales.sells
  return {
    whaleDetected: maybe(count === undefined ? undefined : Math.sign(count), reason, covered),
    whaleCount: maybe(count, reason, covered),
    whaleNetOrders: maybe(whales?.netOrders, reason, covered),
    whaleNetVolume: maybe(whales?.netVolume, reason, covered),
    whaleLargest: maybe(whales?.largest, whales ? 'no whale in 5 min' : reason, covered),
    whaleThreshold: maybe(whales?.threshold, reason),
    largeNetOrders: maybe(large?.netOrders, noDollars ?? NO_TRADES, covered),
    largeOrderCount: maybe(large && large.buys + large.sells, noDollars ?? NO_TRADES, covered),
  }
}

function priceFeatures({
  flow,
  coverage,
  nowUs,
}: TradeContext): Record<'lastPrice' | 'cvd' | 'vwap' | 'vwapSigma' | 'vwapDeviation' | 'vwapTrend', FeatureReading> {
  const { last } = flow
  const volume = tradeFlow.readCvd(flow)
  const vwap = tradeFlow.readVwap(flow)
  const anchored = (reading: Anchored | undefined): ReturnType<typeof anchorOf> | undefined => reading && anchorOf(reading, coverage, nowUs)
  return {
    lastPrice: maybe(last?.price, NO_TRADES),
    cvd: maybe(volume?.cvd, NO_TRADES, anchored(volume)),
    vwap: maybe(vwap?.vwap, NO_TRADES, anchored(vwap)),
    vwapSigma: maybe(vwap?.sigma, NO_TRADES, anchored(vwap)),
    vwapDeviation: maybe(vwap && last && deviationPct(last.price, vwap.vwap), NO_TRADES, anchored(vwap)),
    vwapTrend: maybe(tradeFlow.readTrend(flow), 'warming up: 60 one-minute values'),
  }
}

interface Anchored {
  readonly anchorUs: Us
  readonly sinceUs: Us
}

/** Since when it counts, and how much of that time trades were received. A day begun in the middle is counted from its first trade, and says so. */
function anchorOf(
  { anchorUs, sinceUs }: Anchored,
  coverage: CoverageState,
  nowUs: Us,
): { readonly note: string; readonly coverage: number } {
  return {
    note: sinceUs - anchorUs > MINUTE_US ? 'since start' : 'since 00:00 UTC',
    coverage: nowUs > sinceUs ? coverageOf(coverage, nowUs, nowUs - sinceUs) : 1,
  }
}
