import cdf from '@stdlib/stats-base-dists-normal-cdf'
import quantile from '@stdlib/stats-base-dists-normal-quantile'

/** P(Z ≤ z) of a standard normal. */
export function normalCdf(z: number): number {
  return cdf(z, 0, 1)
}

/** The z that a standard normal stays under with probability `p`; infinite for 0 and 1. */
export function normalQuantile(p: number): number {
  return quantile(p, 0, 1)
}
