/** The value at a share of a sorted list, on a straight line between its neighbours; `NaN` of an empty one. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

/** A median, how far values lie about it, and where the median of many more would be. */
export interface Summary {
  readonly median: number
  /** Half the distance between the quartiles, over the median. */
  readonly spread: number
  /** Where the true median lies with a confidence of 95 %, whatever the distribution: between two of the values. */
  readonly interval: readonly [from: number, to: number]
}

/** Sums up values, which need not be sorted. @see David, Nagaraja (2003), "Order Statistics", 7.1: the interval. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const median = quantile(sorted, 0.5)
  // The rank of the lower bound, from 1; the upper one has the same rank from the other end.
  const rank = Math.max(1, Math.floor(sorted.length / 2 - 0.98 * Math.sqrt(sorted.length)))
  return {
    median,
    spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / median,
    interval: [sorted[rank - 1] ?? Number.NaN, sorted[sorted.length - rank] ?? Number.NaN],
  }
}
