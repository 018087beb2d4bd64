import { bestPriceOf, type BookView, type LevelSource } from './levels.ts'

/** How many levels of a side a slope looks at, and what it counts size in. */
export interface SlopeOptions {
  /** How many levels of each side; 5 unless given. */
  readonly levels?: number
  /** Base units: the slope takes logarithms of size, so it needs a unit that the best level exceeds, such as the product's base increment; 1 unless given. */
  readonly unitSize?: number
}

/**
 * Slope of the book: how fast log size grows with the distance from mid, the mean of both sides; `undefined` when a side has
 * fewer levels, when its best level is not more than one unit, or when a best price lies at mid.
 *
 * @see Næs, Skjeltorp (2006), "Order book characteristics and the volume–volatility relation", https://doi.org/10.1016/j.finmar.2006.04.001
 */
export function bookSlope(book: BookView, options: SlopeOptions = {}): number | undefined {
  const { levels = 5, unitSize = 1 } = options
  if (!Number.isInteger(levels) || levels < 1) throw new RangeError(`bookSlope: levels must be a positive integer, was ${levels}`)
  if (!(unitSize > 0)) throw new RangeError(`bookSlope: unitSize must be above 0, was ${unitSize}`)
  const bestBid = bestPriceOf(book.bids)
  const bestAsk = bestPriceOf(book.asks)
  if (bestBid === undefined || bestAsk === undefined) return undefined
  const midPrice = (bestBid + bestAsk) / 2
  const bid = slopeOf(book.bids, midPrice, levels, unitSize)
  const ask = slopeOf(book.asks, midPrice, levels, unitSize)
  return bid === undefined || ask === undefined ? undefined : (bid + ask) / 2
}

function slopeOf(side: LevelSource, midPrice: number, levels: number, unitSize: number): number | undefined {
  let sum = 0
  let units = 0
  let rank = 0
  let lastPrice = midPrice
  let lastLog = 0
  side.walk((price, size) => {
    units += size / unitSize
    const log = Math.log(units)
    const growth = rank === 0 ? log : log / lastLog - 1
    sum += growth / Math.abs(price / lastPrice - 1)
    lastPrice = price
    lastLog = log
    rank += 1
    return rank < levels && log > 0
  })
  return rank === levels && sum > 0 && sum < Infinity ? sum / levels : undefined
}
