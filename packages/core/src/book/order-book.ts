import type { LevelChange, Quote, Side, Us } from '../market.ts'
import { Ladder } from './ladder.ts'
import type { BookView } from './levels.ts'

/** A book as plain data: price and size of every level in turn, best first. */
export interface BookCheckpoint {
  readonly bids: Float64Array
  readonly asks: Float64Array
}

/**
 * A level-2 book: the absolute sizes resting at the prices of both sides.
 *
 * It holds what it was told, crossed or not: whether it can be trusted is known to whoever feeds it.
 */
export class OrderBook implements BookView {
  readonly bids: Ladder = new Ladder('bid')
  readonly asks: Ladder = new Ladder('ask')

  /** Continues from a checkpoint. */
  static resume(checkpoint: BookCheckpoint): OrderBook {
    const book = new OrderBook()
    fill(book.bids, checkpoint.bids)
    fill(book.asks, checkpoint.asks)
    return book
  }

  /** Both sides present, and the best bid at or above the best ask. */
  get isCrossed(): boolean {
    const { bestPrice: bid } = this.bids
    const { bestPrice: ask } = this.asks
    return bid !== undefined && ask !== undefined && bid >= ask
  }

  /** Rests a size at a price of a side in place of what was there; a size of 0 removes the level, if there is one. */
  set(side: Side, price: number, size: number): void {
    if (side === 'bid') this.bids.set(price, size)
    else this.asks.set(price, size)
  }

  /** Applies the changes of one message. */
  apply(changes: Iterable<LevelChange>): void {
    for (const { side, price, size } of changes) this.set(side, price, size)
  }

  /** Applies a snapshot: what is not in it is gone. */
  replace(changes: Iterable<LevelChange>): void {
    this.clear()
    this.apply(changes)
  }

  /** Removes all levels of both sides. */
  clear(): void {
    this.bids.clear()
    this.asks.clear()
  }

  /** The best levels of both sides, `undefined` while a side is empty. */
  quote(timeUs: Us): Quote | undefined {
    const { bestPrice: bidPrice, bestSize: bidSize } = this.bids
    const { bestPrice: askPrice, bestSize: askSize } = this.asks
    if (bidPrice === undefined || bidSize === undefined || askPrice === undefined || askSize === undefined) return undefined
    return { timeUs, bidPrice, bidSize, askPrice, askSize }
  }

  /** The whole book as plain data, its own from now on. */
  checkpoint(): BookCheckpoint {
    return { bids: rowsOf(this.bids), asks: rowsOf(this.asks) }
  }
}

function rowsOf(ladder: Ladder): Float64Array {
  const rows = new Float64Array(2 * ladder.depth)
  let row = 0
  ladder.walk((price, size) => {
    rows[row++] = price
    rows[row++] = size
    return true
  })
  return rows
}

function fill(ladder: Ladder, rows: Float64Array): void {
  for (let row = 0; row < rows.length; row += 2) ladder.set(rows[row]!, rows[row + 1]!)
}
