import type { Aggressor } from '../market.ts'
import { bestPriceOf, type BookView } from './levels.ts'

/** What a market order would meet in a book. Both costs are positive when the price is worse, for a buyer as for a seller. */
export interface Impact {
  /** Base units the book can fill, at most the size asked for. */
  readonly filled: number
  /** Quote currency per base unit; `undefined`, like the costs, when the book is too thin for the whole size. */
  readonly averagePrice: number | undefined
  /** Basis points between the best price and the average price. */
  readonly fromTouchBps: number | undefined
  /** Basis points between mid and the average price; `undefined` also when the book is one-sided. */
  readonly fromMidBps: number | undefined
}

/** What is left of a size by rounding alone, as a share of it. */
const ROUNDING = 1e-12

/** Walks a market order of a size in base units through the book as it stands. */
export function marketImpact(book: BookView, aggressor: Aggressor, size: number): Impact {
  if (!(size > 0)) throw new RangeError(`marketImpact: size must be above 0, was ${size}`)
  const [resting, own] = aggressor === 'buy' ? [book.asks, book.bids] : [book.bids, book.asks]
  const worse = aggressor === 'buy' ? 1 : -1
  const touch = bestPriceOf(resting)
  if (touch === undefined) return { filled: 0, averagePrice: undefined, fromTouchBps: undefined, fromMidBps: undefined }

  let left = size
  let available = 0
  let excess = 0
  resting.walk((price, restingSize) => {
    const fill = Math.min(restingSize, left)
    available += fill
    excess += fill * Math.abs(price - touch)
    left -= fill
    return left > 0
  })
  if (left > size * ROUNDING) return { filled: available, averagePrice: undefined, fromTouchBps: undefined, fromMidBps: undefined }

  // Only what lies beyond the touch is averaged, so that a fill at the touch costs exactly nothing.
  const beyond = excess / size
  const averagePrice = touch + worse * beyond
  const opposite = bestPriceOf(own)
  const mid = opposite === undefined ? undefined : (touch + opposite) / 2
  return {
    filled: size,
    averagePrice,
    fromTouchBps: (beyond / touch) * 1e4,
    fromMidBps: mid === undefined ? undefined : ((worse * (averagePrice - mid)) / mid) * 1e4,
  }
}
