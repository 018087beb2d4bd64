import { addTo, type CompensatedSum, compensatedSum, resetSum, valueOf } from '../indicator/compensated-sum.ts'

/** Volume, and the first two moments of price weighted with it, about a price near them so that the spread keeps its digits. */
export interface PriceMoments {
  /** The first price; what was added is measured from it. */
  origin: number
  readonly volume: CompensatedSum
  readonly first: CompensatedSum
  readonly second: CompensatedSum
}

/** Volume-weighted mean and spread of price, in quote currency. */
export interface VwapValue {
  readonly vwap: number
  /** Volume-weighted population standard deviation of price about `vwap`. */
  readonly sigma: number
  /** Base units. */
  readonly volume: number
}

/** The moments of nothing. */
export function priceMoments(): PriceMoments {
  return { origin: 0, volume: compensatedSum(), first: compensatedSum(), second: compensatedSum() }
}

/** Adds what traded at a price, or about it with some variance. */
export function addPrice(moments: PriceMoments, price: number, size: number, variance = 0): void {
  if (moments.volume.sum === 0) moments.origin = price
  const distance = price - moments.origin
  addTo(moments.volume, size)
  addTo(moments.first, distance * size)
  addTo(moments.second, (distance * distance + variance) * size)
}

/** Forgets everything. */
export function resetMoments(moments: PriceMoments): void {
  resetSum(moments.volume)
  resetSum(moments.first)
  resetSum(moments.second)
}

/** What the moments come to; `undefined` where nothing traded. */
export function valueOfMoments({ origin, volume, first, second }: PriceMoments): VwapValue | undefined {
  return vwapFrom(origin, valueOf(volume), valueOf(first), valueOf(second))
}

/** A variance below this share of the mean square is what rounding leaves of none. */
const ROUNDING = 8 * Number.EPSILON

/** Mean and spread from Σv, Σ(p − origin)v and Σ(p − origin)²v; `undefined` where nothing traded. */
export function vwapFrom(origin: number, volume: number, first: number, second: number): VwapValue | undefined {
  if (!(volume > 0)) return undefined
  const shift = first / volume
  const meanSquare = second / volume
  const variance = meanSquare - shift * shift
  return { vwap: origin + shift, sigma: variance > ROUNDING * meanSquare ? Math.sqrt(variance) : 0, volume }
}
