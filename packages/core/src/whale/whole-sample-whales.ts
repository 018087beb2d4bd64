import { nearestRank } from './nearest-rank.ts'
import type { TakerOrder } from './taker-order.ts'

/** The orders of a finished sample that reach its quantile. */
export interface WholeSampleWhales {
  /** Base units. */
  readonly threshold: number
  /** Orders at least that large. */
  readonly count: number
}

/** The large orders of a finished sample, by its own nearest-rank quantile: for looking back, since no order could have known it; `undefined` without orders. */
export function wholeSampleWhales(orders: readonly Pick<TakerOrder, 'size'>[], share: number): WholeSampleWhales | undefined {
  const sizes = Float64Array.from(orders, ({ size }) => size).sort()
  const threshold = nearestRank(sizes, share)
  return threshold === undefined ? undefined : { threshold, count: sizes.filter((size) => size >= threshold).length }
}
