import { type BookView, type Level, SECOND_US, type Side, type Us } from '@of/core'
import type { PriceBook } from '../rest/book.ts'

/** Levels of each side that are compared. */
export const COMPARED_LEVELS = 10

/** How long states are kept before the question, and waited for after the answer: REST is cached for about a second, batches lag by less. */
export const AROUND_US: Us = 2 * SECOND_US

/** A book that agrees in so many of its levels is the same one, looked at between two batches. */
const ENOUGH = 0.7

/** The best levels of a book, as sizes by price. */
export type TopSizes = Readonly<Record<Side, ReadonlyMap<number, number>>>

/** The best levels of a book as it is. */
export function topSizes({ bids, asks }: BookView): TopSizes {
  return { bid: sizesOf(bids), ask: sizesOf(asks) }
}

/** Of the best levels of REST's book, the share that one state of the book has too, in that state where it is greatest; at the venue's own price and size. */
export function likeness(answer: PriceBook, states: readonly TopSizes[]): number {
  let best = 0
  for (const state of states) {
    const found = agreeing(answer.bids, state.bid) + agreeing(answer.asks, state.ask)
    const compared = Math.min(answer.bids.length, COMPARED_LEVELS) + Math.min(answer.asks.length, COMPARED_LEVELS)
    best = Math.max(best, compared === 0 ? 0 : found / compared)
  }
  return best
}

/** Whether the books are one and the same. */
export function isSameBook(share: number): boolean {
  return share >= ENOUGH
}

function sizesOf(side: BookView['bids']): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>()
  side.walk((price, size) => {
    sizes.set(price, size)
    return sizes.size < COMPARED_LEVELS
  })
  return sizes
}

function agreeing(levels: readonly Level[], state: ReadonlyMap<number, number>): number {
  return levels.slice(0, COMPARED_LEVELS).filter(({ price, size }) => state.get(price) === size).length
}
