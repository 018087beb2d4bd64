/** Rounding that a product of a share and a count may carry: so close to a whole number it is one. */
const ROUNDING = 1e-9

/** The nearest rank of a share, from 1 to `count`: the least rank that covers at least that share of `count` values. */
export function rankAt(share: number, count: number): number {
  return Math.max(1, Math.min(count, Math.ceil(share * count - ROUNDING)))
}

/** The nearest-rank quantile of values in ascending order, always one of them; `undefined` when there are none. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[rankAt(share, sorted.length) - 1]
}
