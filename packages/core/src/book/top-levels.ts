import type { Side } from '../market.ts'
import { Ladder } from './ladder.ts'
import type { BookView, LevelSource } from './levels.ts'
import type { OrderBook } from './order-book.ts'

/** The best levels of both sides, best first, in columns that are filled anew at every reading. */
export interface TopLevels {
  /** The most levels a side can hold. */
  readonly capacity: number
  bidCount: number
  askCount: number
  readonly bidPrices: Float64Array
  /** Base units. */
  readonly bidSizes: Float64Array
  readonly askPrices: Float64Array
  /** Base units. */
  readonly askSizes: Float64Array
  /** Base units of both sides passed over as dust on the way to the last level taken. */
  skippedSize: number
  /** Base units of both sides taken. */
  takenSize: number
}

/** Room for the best levels of both sides, holding none yet. */
export function topLevels(capacity: number): TopLevels {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`topLevels: capacity must be a positive integer, was ${capacity}`)
  return {
    capacity,
    bidCount: 0,
    askCount: 0,
    bidPrices: new Float64Array(capacity),
    bidSizes: new Float64Array(capacity),
    askPrices: new Float64Array(capacity),
    askSizes: new Float64Array(capacity),
    skippedSize: 0,
    takenSize: 0,
  }
}

/** Reads the best levels of a book, passing over those worth less than `minNotional` in quote currency. */
export function readTop(book: BookView, into: TopLevels, minNotional = 0): void {
  into.skippedSize = 0
  into.bidCount = readSide(book.bids, 'bid', minNotional, into)
  into.askCount = readSide(book.asks, 'ask', minNotional, into)
  into.takenSize = sumOf(into.bidSizes, into.bidCount) + sumOf(into.askSizes, into.askCount)
}

/**
 * Reads the best levels of a book again if a level that the last reading saw, or a level before its last, has changed since;
 * returns whether it did. A book keeps the changes since one reading: it serves one such reader, and no `forgetChanges()` by
 * others between.
 */
export function refreshTop(book: OrderBook, into: TopLevels, minNotional = 0): boolean {
  const { capacity, bidCount, askCount } = into
  const lastBid = bidCount === capacity ? into.bidPrices[capacity - 1]! : -Infinity
  const lastAsk = askCount === capacity ? into.askPrices[capacity - 1]! : Infinity
  if (!book.bids.hasChangedUpTo(lastBid) && !book.asks.hasChangedUpTo(lastAsk)) return false
  readTop(book, into, minNotional)
  book.bids.forgetChanges()
  book.asks.forgetChanges()
  return true
}

function readSide(levels: LevelSource, side: Side, minNotional: number, into: TopLevels): number {
  const prices = side === 'bid' ? into.bidPrices : into.askPrices
  const sizes = side === 'bid' ? into.bidSizes : into.askSizes
  if (levels instanceof Ladder) return levels.copyTop(prices, sizes, minNotional, into)
  let copied = 0
  levels.walk((price, size) => {
    if (price * size < minNotional) into.skippedSize += size
    else {
      prices[copied] = price
      sizes[copied] = size
      copied += 1
    }
    return copied < into.capacity
  })
  return copied
}

function sumOf(sizes: Float64Array, count: number): number {
  let sum = 0
  for (let rank = 0; rank < count; rank++) sum += sizes[rank]!
  return sum
}
