import type { TopLevels, Touch, Us } from '@of/core'

/** Base units, over some span. */
export interface Depths {
  /** Mean queue that price changes showed, both sides alike (Cont, Kukanov, Stoikov); `undefined` while a side has not changed. */
  readonly queue: number | undefined
  /** Mean size of one of the best levels; `undefined` without a book. */
  readonly level: number | undefined
}

/** Sums of one span. */
interface Tally {
  readonly span: number
  bids: number
  bidChanges: number
  asks: number
  askChanges: number
  levels: number
  books: number
}

/** How deep the book was, span by span of the clock. */
export class DepthTally {
  readonly #spanUs: Us
  readonly #tallies: Tally[] = []

  constructor(spanUs: Us) {
    this.#spanUs = spanUs
  }

  /** Takes in a book, and the touch before it unless it was interrupted. */
  take(timeUs: Us, top: TopLevels, before: Touch | undefined): void {
    // As of windows, a time on the grid belongs to the span that it ends.
    const tally = this.#at(Math.ceil(timeUs / this.#spanUs) - 1)
    tally.books += 1
    tally.levels += (top.bidTaken + top.askTaken) / (top.bidCount + top.askCount)
    if (before === undefined) return
    const bidPrice = top.bidPrices[0]!
    const askPrice = top.askPrices[0]!
    if (bidPrice !== before.bidPrice) {
      tally.bidChanges += 1
      tally.bids += bidPrice < before.bidPrice ? top.bidSizes[0]! : before.bidSize
    }
    if (askPrice !== before.askPrice) {
      tally.askChanges += 1
      tally.asks += askPrice > before.askPrice ? top.askSizes[0]! : before.askSize
    }
  }

  /** The depths of a span of time that begins and ends with spans of this tally. */
  between(fromUs: Us, toUs: Us): Depths {
    const within = this.#tallies.filter(({ span }) => span * this.#spanUs >= fromUs && span * this.#spanUs < toUs)
    const sum = (read: (tally: Tally) => number): number => within.reduce((total, tally) => total + read(tally), 0)
    const bidChanges = sum((tally) => tally.bidChanges)
    const askChanges = sum((tally) => tally.askChanges)
    const books = sum((tally) => tally.books)
    const bids = sum((tally) => tally.bids)
    const asks = sum((tally) => tally.asks)
    return {
      queue: bidChanges > 0 && askChanges > 0 ? (bids / bidChanges + asks / askChanges) / 2 : undefined,
      level: books > 0 ? sum((tally) => tally.levels) / books : undefined,
    }
  }

  #at(span: number): Tally {
    const last = this.#tallies.at(-1)
    if (last !== undefined && last.span >= span) return last
    const next: Tally = { span, bids: 0, bidChanges: 0, asks: 0, askChanges: 0, levels: 0, books: 0 }
    this.#tallies.push(next)
    return next
  }
}
