/** Two ends of an interval. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The quantile of sorted values, linear between neighbours; `undefined` where there are none. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number | undefined {
  const last = sorted.length - 1
  if (last < 0) return undefined
  const place = Math.min(Math.max(share, 0), 1) * last
  const under = Math.floor(place)
  const low = sorted[under]!
  return under === last ? low : low + (place - under) * (sorted[under + 1]! - low)
}
