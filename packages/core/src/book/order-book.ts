import type { Quote, Side, Us } from '../market.ts'
import type { BestLevels } from './best-levels.ts'
import { Ladder } from './ladder.ts'
import type { LevelChanges } from './level-changes.ts'
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
  #replaced: Float64Array = new Float64Array(0)

  /** Continues from a checkpoint. */
  static resume(checkpoint: BookCheckpoint): OrderBook {
    const book = new OrderBook()
    book.replace(snapshotOf(checkpoint))
    return book
  }

  /** Both sides present, and the best bid at or above the best ask. */
  get isCrossed(): boolean {
    const { bestPrice: bid } = this.bids
    const { bestPrice: ask } = this.asks
    return bid !== undefined && ask !== undefined && bid >= ask
  }

  /**
   * The sizes that the rows of the last `apply` replaced, each under the number of its row: base units, 0 where nothing had
   * rested. Overwritten by the next one.
   */
  get replaced(): Float64Array {
    return this.#replaced
  }

  /**
   * Rests a size at a price of a side in place of what was there; a size of 0 removes the level, if there is one. Returns the
   * size that was there, 0 when there was none.
   */
  set(side: Side, price: number, size: number): number {
    return side === 'bid' ? this.bids.set(price, size) : this.asks.set(price, size)
  }

  /** Applies the changes of one message, row by row. */
  apply(changes: LevelChanges): void {
    const { asks, from, to } = changes
    if (this.#replaced.length < to) this.#replaced = new Float64Array(2 * to)
    for (let row = from; row < to;) {
      const start = row
      const side = asks[row]
      do row += 1
      while (row < to && asks[row] === side)
      if (side === 1) this.asks.apply(changes, start, row, this.#replaced)
      else this.bids.apply(changes, start, row, this.#replaced)
    }
  }

  /** Applies a snapshot: what is not in it is gone. Of several rows of one price the last counts. */
  replace(changes: LevelChanges): void {
    this.bids.replace(changes)
    this.asks.replace(changes)
  }

  /** Removes all levels of both sides. */
  clear(): void {
    this.bids.clear()
    this.asks.clear()
  }

  /** Reads the best levels of both sides, unless a side is empty: then it returns false and writes nothing. */
  readTouch(into: BestLevels): boolean {
    if (this.bids.depth === 0 || this.asks.depth === 0) return false
    this.bids.readBest(into)
    this.asks.readBest(into)
    return true
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

/** The rows of both sides of a checkpoint as the changes of a snapshot. */
function snapshotOf({ bids, asks }: BookCheckpoint): LevelChanges {
  const count = (bids.length + asks.length) / 2
  const columns = { asks: new Uint8Array(count), prices: new Float64Array(count), sizes: new Float64Array(count), from: 0, to: count }
  columns.asks.fill(1, bids.length / 2)
  for (const [rows, start] of [
    [bids, 0],
    [asks, bids.length / 2],
  ] as const) {
    for (let row = 0; row < rows.length / 2; row++) {
      columns.prices[start + row] = rows[2 * row]!
      columns.sizes[start + row] = rows[2 * row + 1]!
    }
  }
  return columns
}
