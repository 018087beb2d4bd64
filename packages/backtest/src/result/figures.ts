import { type Interval, longRunCovariance, meanOf, neweyWestLag, normalQuantile } from '@of/stats'
import type { MeanFigure } from './result.ts'

/** Fewer values than this have no interval. */
const LEAST = 30

/**
 * A mean with its interval by Newey and West's standard error, over at least `lag` values that overlap.
 *
 * @see Newey, West (1987), https://doi.org/10.2307/1913610
 */
export function overlappingMean(values: readonly number[], lag: number): MeanFigure {
  const n = values.length
  if (n === 0) return { n, mean: null, low: null, high: null }
  const mean = meanOf(values)
  if (n < LEAST) return { n, mean, low: null, high: null }
  const lags = Math.min(n - 1, Math.max(neweyWestLag(n), lag))
  const [[variance = 0] = []] = longRunCovariance([Float64Array.from(values, (value) => value - mean)], lags)
  const half = (normalQuantile(0.975) * Math.sqrt(variance)) / n
  return { n, mean, low: mean - half, high: mean + half }
}

/** A mean with an interval that is known already. */
export function meanFigure(values: readonly number[], interval: Interval | null): MeanFigure {
  return { n: values.length, mean: values.length === 0 ? null : meanOf(values), low: interval?.low ?? null, high: interval?.high ?? null }
}
