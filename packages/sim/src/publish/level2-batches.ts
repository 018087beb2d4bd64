import type { Side } from '@of/core'
import type { BookSide, TickBook } from '../market/book.ts'
import type { BookLevel } from '../wire/message.ts'

/**
 * Collects the prices that were touched and gives their end states: a price that was filled and emptied in between is sent as empty,
 * one that was changed and changed back as it was.
 */
export class Level2Batches {
  readonly #touched: Record<Side, Set<number>> = { bid: new Set(), ask: new Set() }

  /** Notes that what rests at a price has changed. */
  touch(side: Side, tick: number): void {
    this.#touched[side].add(tick)
  }

  /** The end states of what was touched since the last call, bids downward, then asks upward; none if nothing was. */
  update(book: TickBook): BookLevel[] {
    const { bid, ask } = this.#touched
    if (bid.size + ask.size === 0) return []
    const levels = [...endStates(book.bid, bid).toReversed(), ...endStates(book.ask, ask)]
    bid.clear()
    ask.clear()
    return levels
  }
}

/** All levels of a book, bids downward, then asks upward. */
export function allLevels(book: TickBook): BookLevel[] {
  const levels: BookLevel[] = []
  for (const { side } of [book.bid, book.ask]) for (const { tick, lots } of book[side].levels()) levels.push({ side, tick, lots })
  return levels
}

/** Ascending by price. */
function endStates(side: BookSide, ticks: ReadonlySet<number>): BookLevel[] {
  return [...ticks].toSorted((a, b) => a - b).map((tick) => ({ side: side.side, tick, lots: side.lotsAt(tick) }))
}
