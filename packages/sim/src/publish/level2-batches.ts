import type { Side, Us } from '@of/core'
import type { BookSide, TickBook, TickLevel } from '../market/book.ts'
import type { BookBatch } from '../wire/level2.ts'

/**
 * Collects the prices that were touched and gives their end states: a price that was filled and emptied in between is sent as empty,
 * one that was changed and changed back as it was.
 */
export class Level2Batches {
  readonly #touched: Record<Side, Set<number>> = { bid: new Set(), ask: new Set() }
  #changedUs: Us = 0

  /** The time of the last change. */
  get changedUs(): Us {
    return this.#changedUs
  }

  /** Notes that what rests at a price has changed. */
  touch(side: Side, tick: number, timeUs: Us): void {
    this.#touched[side].add(tick)
    this.#changedUs = timeUs
  }

  /** The whole book; what was touched before is part of it. */
  snapshot(book: TickBook): BookBatch {
    this.#clear()
    return { type: 'snapshot', bids: [...book.bid.levels()], asks: [...book.ask.levels()] }
  }

  /** What was touched since the last batch, `undefined` if nothing was. */
  update(book: TickBook): BookBatch | undefined {
    const { bid, ask } = this.#touched
    if (bid.size + ask.size === 0) return undefined
    const batch: BookBatch = { type: 'update', bids: endStates(book.bid, bid).reverse(), asks: endStates(book.ask, ask) }
    this.#clear()
    return batch
  }

  #clear(): void {
    this.#touched.bid.clear()
    this.#touched.ask.clear()
  }
}

/** Ascending by price. */
function endStates(side: BookSide, ticks: ReadonlySet<number>): TickLevel[] {
  return [...ticks].sort((a, b) => a - b).map((tick) => ({ tick, lots: side.lotsAt(tick) }))
}
