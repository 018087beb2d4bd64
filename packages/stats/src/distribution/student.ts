import cdf from '@stdlib/stats-base-dists-t-cdf'
import quantile from '@stdlib/stats-base-dists-t-quantile'

/** P(T ≤ t) of Student's distribution with `degrees` of freedom, above 0. */
export function studentCdf(t: number, degrees: number): number {
  return cdf(t, degrees)
}

/** The t that Student's distribution with `degrees` of freedom stays under with probability `p`. */
export function studentQuantile(p: number, degrees: number): number {
  return quantile(p, degrees)
}
