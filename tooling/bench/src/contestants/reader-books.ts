import { type BookEvent, type BookOwner, type ConnectionSync, type Frame, onFrame, openedConnection } from '@of/coinbase'
import { OrderBook } from '@of/core'
import type { EndBook } from '../race/contestant.ts'

/** Books of one connection, its sequence numbers verified: what decoding is for, and nothing beyond. */
export class ReaderBooks implements BookOwner {
  readonly #sync: ConnectionSync = openedConnection()
  readonly #books = new Map<string, OrderBook>()
  #best = 0

  /** Takes in a frame, and returns the sum of the best prices that it leaves. */
  take(frame: Frame): number {
    this.#best = 0
    onFrame(this.#sync, frame, this)
    return this.#best
  }

  replaceBook({ product, changes }: BookEvent): void {
    let book = this.#books.get(product)
    if (book === undefined) this.#books.set(product, (book = new OrderBook()))
    book.replace(changes)
    this.#look(book)
  }

  changeBook({ product, changes }: BookEvent): void {
    const book = this.#books.get(product)
    if (book === undefined) throw new RangeError(`bench: expected a snapshot of ${product} before its changes`)
    book.apply(changes)
    this.#look(book)
  }

  dropBook(product: string): void {
    this.#books.delete(product)
  }

  count(): void {}

  /** The books as they stand. */
  end(): EndBook[] {
    return [...this.#books].map(([product, { bids, asks }]) => ({
      product,
      bestBid: bids.bestPrice ?? Number.NaN,
      bestAsk: asks.bestPrice ?? Number.NaN,
      levels: bids.depth + asks.depth,
    }))
  }

  #look({ bids, asks }: OrderBook): void {
    this.#best += (bids.bestPrice ?? 0) + (asks.bestPrice ?? 0)
  }
}
