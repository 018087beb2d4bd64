import type { Us } from '@of/core'
import { type Interval, longRunCovariance, meanOf, neweyWestLag, studentQuantile } from '@of/stats'
import type { MeanFigure } from './result.ts'

/** Fewer values than this have no interval. */
const LEAST = 30

/** A value that says something of the time from a moment until a horizon later. */
export interface Lasting {
  readonly timeUs: Us
  readonly value: number
}

/** A mean of values that overlap. */
export interface OverlappingMean extends MeanFigure {
  /** Stretches of the horizon's length, on the clock, with one of them in it: as many observations as they are at most. */
  readonly independent: number
}

/**
 * The mean of values, in the order of their moments, with an interval that allows for those that share their time. Of two errors the larger one counts: that of as
 * many values as there are stretches of the horizon's length with one in them, and Newey and West's over twice as many lags as there are values within a horizon
 * at the most; and of the stretches, less one, Student's distribution has its degrees.
 *
 * @see Newey, West (1987), https://doi.org/10.2307/1913610
 */
export function overlappingMean(values: readonly Lasting[], horizonUs: Us): OverlappingMean {
  const n = values.length
  const independent = new Set(values.map(({ timeUs }) => Math.floor(timeUs / horizonUs))).size
  if (n === 0) return { n, independent, mean: null, low: null, high: null }
  const mean = meanOf(values.map(({ value }) => value))
  if (n < LEAST || independent < 2) return { n, independent, mean, low: null, high: null }
  const apart = Float64Array.from(values, ({ value }) => value - mean)
  const lags = Math.min(n - 1, Math.max(neweyWestLag(n), 2 * mostShared(values, horizonUs)))
  const dependent = longRunCovariance([apart], lags)[0]![0]! / (n * n)
  const squares = apart.reduce((sum, value) => sum + value * value, 0)
  const half = studentQuantile(0.975, independent - 1) * Math.sqrt(Math.max(dependent, squares / (n - 1) / independent))
  return { n, independent, mean, low: mean - half, high: mean + half }
}

/** A mean with an interval that is known already. */
export function meanFigure(values: readonly number[], interval: Interval | null): MeanFigure {
  return { n: values.length, mean: values.length === 0 ? null : meanOf(values), low: interval?.low ?? null, high: interval?.high ?? null }
}

/** How many values before it one shares some of its time with, at the most. */
function mostShared(values: readonly Lasting[], horizonUs: Us): number {
  let most = 0
  let first = 0
  for (const [at, { timeUs }] of values.entries()) {
    while (timeUs - values[first]!.timeUs >= horizonUs) first += 1
    most = Math.max(most, at - first)
  }
  return most
}
