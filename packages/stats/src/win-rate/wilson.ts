import { normalQuantile } from '../distribution/normal.ts'
import type { Interval } from '../resampling/quantile.ts'

/**
 * Wilson's interval of a share of wins; `undefined` of no trades. Both numbers may be effective ones, and then not whole.
 *
 * @see Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953
 */
export function wilson(wins: number, n: number, confidence = 0.95): Interval | undefined {
  if (!(n > 0)) return undefined
  const z = normalQuantile(0.5 + confidence / 2)
  const share = wins / n
  const shrink = 1 + (z * z) / n
  const centre = (share + (z * z) / (2 * n)) / shrink
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / shrink
  // Without a win or without a loss one end is exact, which rounding must not move.
  return { low: wins > 0 ? Math.max(0, centre - half) : 0, high: wins < n ? Math.min(1, centre + half) : 1 }
}
