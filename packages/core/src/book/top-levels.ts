import { Ladder, type TopSide } from './ladder.ts'
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

// Filled anew by every reading of a side.
const side: TopSide = { count: 0, taken: 0 }

/** Reads the best levels of a book, passing over those worth less than `minNotional` in quote currency, none unless given. */
export function readTop(book: BookView, into: TopLevels, minNotional = 0): void {
  copyTop(book.bids, into.bidPrices, into.bidSizes, minNotional)
  haveBids(into)
  copyTop(book.asks, into.askPrices, into.askSizes, minNotional)
  haveAsks(into)
  into.changedFrom = 0
}

/**
 * Reads of the best levels of a book the sides that may differ from the last reading; returns whether there was any. A book
 * keeps the changes since one reading: it serves one such reader, and no `forgetChanges()` by others between.
 */
export function refreshTop(book: OrderBook, into: TopLevels, minNotional = 0): boolean {
  const { bids, asks } = book
  const { bidPrices, askPrices, capacity } = into
  const bidsChanged = bids.hasChangedUpTo(into.bidCount === capacity ? bidPrices[capacity - 1]! : -Infinity)
  if (bidsChanged) {
    const kept = bids.copyTop(bidPrices, into.bidSizes, minNotional, side)
    if (kept < into.changedFrom) into.changedFrom = kept
    haveBids(into)
    bids.forgetChanges()
  }
  const asksChanged = asks.hasChangedUpTo(into.askCount === capacity ? askPrices[capacity - 1]! : Infinity)
  if (asksChanged) {
    const kept = asks.copyTop(askPrices, into.askSizes, minNotional, side)
    if (kept < into.changedFrom) into.changedFrom = kept
    haveAsks(into)
    asks.forgetChanges()
  }
  return bidsChanged || asksChanged
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

function haveBids(top: TopLevels): void {
  top.bidCount = side.count
  top.bidTaken = side.taken
}

function haveAsks(top: TopLevels): void {
  top.askCount = side.count
  top.askTaken = side.taken
}

function copyTop(levels: LevelSource, prices: Float64Array, sizes: Float64Array, minNotional: number): void {
  if (levels instanceof Ladder) {
    levels.copyTop(prices, sizes, minNotional, side)
    return
  }
  side.count = 0
  side.taken = 0
  levels.walk((price, size) => {
    if (price * size >= minNotional) {
      prices[side.count] = price
      sizes[side.count] = size
      side.count += 1
      side.taken += size
    }
    return side.count < prices.length
  })
}
