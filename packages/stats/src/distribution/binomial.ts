import betaCdf from '@stdlib/stats-base-dists-beta-cdf'

/** P(X ≥ k) of a binomial of `n` trials that succeed with probability `p`, by the incomplete beta function: exact in the far tail too. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  if (k > n) return 0
  return betaCdf(p, k, n - k + 1)
}

/** P(X = 0), …, P(X = n) of a binomial of `n` trials that succeed with probability `p`. */
export function binomialProbabilities(n: number, p: number): Float64Array {
  let row = Float64Array.of(1)
  for (let trial = 0; trial < n; trial++) row = oneMore(row, p)
  return row
}

/** The probabilities of 0 … n successes after one more trial. */
export function oneMore(row: Float64Array, p: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(row.length + 1)
  for (let wins = 0; wins < row.length; wins++) {
    next[wins]! += row[wins]! * (1 - p)
    next[wins + 1]! += row[wins]! * p
  }
  return next
}
