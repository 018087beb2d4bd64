import { type Candle, MINUTE_US, SECOND_US, type Trade, type Us } from '@of/core'

/** How wide the candles are that come over the wire. */
export const WIRE_CANDLE_US: Us = 5 * MINUTE_US

/** How long after its end a candle is compared: late trades and the candle's own last word have come by then. */
const SETTLE_US: Us = 30 * SECOND_US

/** How much longer it waits for trades that are being asked for. */
const BACKFILL_US: Us = 6 * MINUTE_US

/** A share of the volume that rounding may cost. */
const ROUNDING = 1e-9

/** One candle: the volume of its trades, and what the venue says it is. Base units. */
interface Bucket {
  traded: number
  venue: number | undefined
}

/** The venue's candles of a product against those that its trades make. Plain data. */
export interface CandleCheck {
  /** By when they start. */
  readonly buckets: Map<Us, Bucket>
  /** Since when every trade has come or is missed; `undefined` before that. */
  coveredFromUs: Us | undefined
  /** Over the candles compared so far. Base units. */
  venueVolume: number
  missingVolume: number
}

/** Nothing to compare yet. */
export function candleCheck(): CandleCheck {
  return { buckets: new Map(), coveredFromUs: undefined, venueVolume: 0, missingVolume: 0 }
}

/** From now on no trade goes unnoticed. */
export function coverFrom(check: CandleCheck, timeUs: Us): void {
  check.coveredFromUs ??= timeUs
}

/** Trades, each of which is told once. */
export function addTrades(check: CandleCheck, trades: readonly Trade[]): void {
  for (const { timeUs, size } of trades) bucketAt(check, timeUs).traded += size
}

/** A candle of the venue, perhaps still growing. */
export function addCandle(check: CandleCheck, { startUs, volume }: Candle): void {
  const { coveredFromUs } = check
  if (coveredFromUs === undefined || startUs < coveredFromUs) return
  const bucket = bucketAt(check, startUs)
  bucket.venue = Math.max(bucket.venue ?? 0, volume)
}

/** Compares the candles that are over, and forgets them: for each, whether its trades are all there. */
export function settleCandles(check: CandleCheck, nowUs: Us, tradesAwaited: boolean): readonly boolean[] {
  const outcomes: boolean[] = []
  for (const [startUs, { traded, venue }] of check.buckets) {
    const overUs = startUs + WIRE_CANDLE_US + SETTLE_US
    if (nowUs < (tradesAwaited ? overUs + BACKFILL_US : overUs)) continue
    check.buckets.delete(startUs)
    if (venue === undefined) continue
    // What is not yet in the venue's candle is not missing.
    const missing = Math.max(0, venue - traded)
    check.venueVolume += venue
    if (missing > venue * ROUNDING) check.missingVolume += missing
    outcomes.push(missing <= venue * ROUNDING)
  }
  return outcomes
}

function bucketAt({ buckets }: CandleCheck, timeUs: Us): Bucket {
  const startUs = Math.floor(timeUs / WIRE_CANDLE_US) * WIRE_CANDLE_US
  let bucket = buckets.get(startUs)
  if (bucket === undefined) buckets.set(startUs, (bucket = { traded: 0, venue: undefined }))
  return bucket
}
