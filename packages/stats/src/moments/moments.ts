/** The first four moments of a sample. */
export interface Moments {
  readonly n: number
  readonly mean: number
  /** Standard deviation of the population the sample is from: over n − 1. */
  readonly sd: number
  /** Third central moment over σ³, of the sample itself: 0 where it is symmetric. */
  readonly skew: number
  /** Fourth central moment over σ⁴, of the sample itself: 3 for a normal one, not 0. */
  readonly kurtosis: number
}

/** The moments of a sample; `undefined` under two values, and where all are the same. */
export function moments(xs: ArrayLike<number>): Moments | undefined {
  const n = xs.length
  if (n < 2) return undefined
  const mean = meanOf(xs)
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < n; i++) {
    const off = xs[i]! - mean
    const square = off * off
    second += square
    third += square * off
    fourth += square * square
  }
  const variance = second / n
  if (!isSpread(variance, mean)) return undefined
  return {
    n,
    mean,
    sd: Math.sqrt(second / (n - 1)),
    skew: third / n / (variance * Math.sqrt(variance)),
    kurtosis: fourth / n / (variance * variance),
  }
}

/** The mean, its own rounding error taken out by a second pass; `NaN` of nothing. */
export function meanOf(xs: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  const mean = sum / xs.length
  let left = 0
  for (let i = 0; i < xs.length; i++) left += xs[i]! - mean
  return mean + left / xs.length
}

/** Whether a variance is more than what rounding leaves of the variance of equal values. */
export function isSpread(variance: number, mean: number): boolean {
  return variance > 1e-28 * mean * mean
}
