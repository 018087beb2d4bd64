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
  /** Base units of all bids taken. */
  bidTaken: number
  /** Base units of all asks taken. */
  askTaken: number
  /** The first rank at which a reading found something else since whoever looks at the levels has last set it to `capacity`. */
  changedFrom: number
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
    bidTaken: 0,
    askTaken: 0,
    changedFrom: 0,
  }
}

/** Reads the best levels of a book, passing over those worth less than `minNotional` in quote currency. */
export function readTop(book: BookView, into: TopLevels, minNotional = 0): void {
  haveBids(into, copyTop(book.bids, into.bidPrices, into.bidSizes, minNotional))
  haveAsks(into, copyTop(book.asks, into.askPrices, into.askSizes, minNotional))
  into.changedFrom = 0
}

/**
 * Reads of the best levels of a book what may differ from the last reading, the levels from the best that has changed since;
 * returns whether there was any. A book keeps the changes since one reading: it serves one such reader, and no
 * `forgetChanges()` by others between.
 */
export function refreshTop(book: OrderBook, into: TopLevels, minNotional = 0): boolean {
  const { capacity } = into
  const { bids, asks } = book
  const bidsKept = unchanged(bids, into.bidPrices, into.bidCount, -Infinity)
  const asksKept = unchanged(asks, into.askPrices, into.askCount, Infinity)
  if (bidsKept < capacity) {
    haveBids(into, bids.copyTop(into.bidPrices, into.bidSizes, minNotional, bidsKept))
    bids.forgetChanges()
  }
  if (asksKept < capacity) {
    haveAsks(into, asks.copyTop(into.askPrices, into.askSizes, minNotional, asksKept))
    asks.forgetChanges()
  }
  into.changedFrom = Math.min(into.changedFrom, bidsKept, asksKept)
  return bidsKept < capacity || asksKept < capacity
}

/** Base units of both sides that are passed over as dust on the way to the last of the best levels. */
export function skippedSize(book: BookView, capacity: number, minNotional: number): number {
  let skipped = 0
  for (const levels of [book.bids, book.asks]) {
    let taken = 0
    levels.walk((price, size) => {
      if (taken === capacity) return false
      if (price * size < minNotional) skipped += size
      else taken += 1
      return true
    })
  }
  return skipped
}

/** How many of the levels that were read stand as they did; all there is room for when nothing that could be among them has changed. */
function unchanged(levels: Ladder, prices: Float64Array, count: number, worst: number): number {
  const capacity = prices.length
  if (!levels.hasChangedUpTo(count === capacity ? prices[capacity - 1]! : worst)) return capacity
  let kept = 0
  while (kept < count && !levels.hasChangedUpTo(prices[kept]!)) kept += 1
  return kept
}

function haveBids(top: TopLevels, count: number): void {
  top.bidCount = count
  top.bidTaken = sumOf(top.bidSizes, count)
}

function haveAsks(top: TopLevels, count: number): void {
  top.askCount = count
  top.askTaken = sumOf(top.askSizes, count)
}

function copyTop(levels: LevelSource, prices: Float64Array, sizes: Float64Array, minNotional: number): number {
  if (levels instanceof Ladder) return levels.copyTop(prices, sizes, minNotional)
  let copied = 0
  levels.walk((price, size) => {
    if (price * size >= minNotional) {
      prices[copied] = price
      sizes[copied] = size
      copied += 1
    }
    return copied < prices.length
  })
  return copied
}

function sumOf(sizes: Float64Array, count: number): number {
  let sum = 0
  for (let rank = 0; rank < count; rank++) sum += sizes[rank]!
  return sum
}
