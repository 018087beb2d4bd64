import type { RowBook, RowSide } from '../row-book.ts'
import { readIntegers } from './integers.ts'

/** What stands where a level is not there. */
const NO_PRICE = 9_999_999_999
const UNITS_PER_DOLLAR = 10_000

/** Reads the lines of an order book file into a book: price and size of the best ask, of the best bid, of the next ask, and so on. */
export class OrderbookRows {
  readonly #levels: number
  readonly #numbers: Float64Array

  /** Of so many levels a side. */
  constructor(levels: number) {
    this.#levels = levels
    this.#numbers = new Float64Array(4 * levels)
  }

  /** Reads a line; or says what is wrong with it, going on from the words "line 7". */
  read(bytes: Buffer, from: number, to: number, book: RowBook): string | undefined {
    const expected = this.#numbers.length
    const count = readIntegers(bytes, from, to, this.#numbers)
    if (count === -1) return 'is not a row of an order book: expected whole numbers with commas between them'
    if (count !== expected) return `has ${count} columns, expected ${expected}`
    const wrong = this.#readSide(0, NO_PRICE, book.asks) ?? this.#readSide(2, -NO_PRICE, book.bids)
    if (wrong !== undefined)
      return `column ${wrong + 1}: expected a price above zero with a size above zero, received ${this.#numbers[wrong]}`
    return book.disorder
  }

  /** The column at which it goes wrong. */
  #readSide(first: number, absent: number, side: RowSide): number | undefined {
    side.count = 0
    for (let column = first; column < 4 * this.#levels; column += 4) {
      const price = this.#numbers[column]!
      const size = this.#numbers[column + 1]!
      if (price === absent) continue
      if (!(price > 0)) return column
      if (!(size > 0)) return column + 1
      side.prices[side.count] = price / UNITS_PER_DOLLAR
      side.sizes[side.count] = size
      side.count += 1
    }
    return undefined
  }
}
