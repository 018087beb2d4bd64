import type { FeatureReading } from '@of/core'
import { BollingerBands, EMA, MACD, RSI } from 'trading-signals'

/** How many bars each indicator spans, and how wide the bands are. */
export interface IndicatorSpans {
  readonly emaFast: number
  readonly emaSlow: number
  readonly rsi: number
  readonly macdFast: number
  readonly macdSlow: number
  readonly macdSignal: number
  readonly bollinger: number
  /** Standard deviations from the middle to a band. */
  readonly bandSigmas: number
}

/** The four indicators at the last close. */
export interface Indicators {
  /** Fast less slow exponential average, in basis points of the slow one. */
  readonly emaCross: FeatureReading
  /** MACD less its signal line, in basis points of the last close. */
  readonly macd: FeatureReading
  /** Relative strength index after Wilder, 0 to 100. */
  readonly rsi: FeatureReading
  /** The last close less the mean, in standard deviations. */
  readonly bollinger: FeatureReading
}

const BPS = 10_000

/** Computes the indicators anew from closes alone, oldest first: equal closes give equal bits, and nothing older than the first has any influence. */
export function indicatorsOf(closes: readonly number[], spans: IndicatorSpans): Indicators {
  const { bandSigmas, bollinger, emaFast, emaSlow, macdFast, macdSignal, macdSlow, rsi } = spans
  const last = closes.at(-1) ?? NaN
  const hasMoved = closes.some((close) => close !== last)
  return {
    emaCross: from(closes, Math.max(emaFast, emaSlow), () => {
      const slow = lastOf(new EMA(emaSlow), closes)
      return ((lastOf(new EMA(emaFast), closes) - slow) / slow) * BPS
    }),
    macd: from(closes, macdSlow + macdSignal - 1, () => {
      const { histogram } = lastOf(new MACD(new EMA(macdFast), new EMA(macdSlow), new EMA(macdSignal)), closes)
      return (histogram / last) * BPS
    }),
    // Without any move, gains over losses are nothing over nothing, which is neither strong nor weak.
    rsi: hasMoved ? from(closes, rsi + 1, () => lastOf(new RSI(rsi), closes)) : flat(closes, rsi + 1),
    bollinger: from(closes, bollinger, () => {
      const { middle, upper } = lastOf(new BollingerBands(bollinger, bandSigmas), closes)
      return upper > middle ? ((last - middle) / (upper - middle)) * bandSigmas : null
    }),
  }
}

interface Updated<Result> {
  update(price: number, replace: boolean): Result | null
}

function lastOf<Result>(indicator: Updated<Result>, closes: readonly number[]): Result {
  let result: Result | null = null
  for (const close of closes) result = indicator.update(close, false)
  if (result === null) throw new RangeError(`indicators: expected a value from ${closes.length} closes, received none`)
  return result
}

function from(closes: readonly number[], needed: number, compute: () => number | null): FeatureReading {
  if (closes.length < needed) return warming(closes, needed)
  const value = compute()
  return value === null ? { value, reason: 'the price has not moved' } : { value }
}

function flat(closes: readonly number[], needed: number): FeatureReading {
  return closes.length < needed ? warming(closes, needed) : { value: null, reason: 'the price has not moved' }
}

function warming(closes: readonly number[], needed: number): FeatureReading {
  return { value: null, reason: `warming up: ${closes.length} of ${needed} bars` }
}
