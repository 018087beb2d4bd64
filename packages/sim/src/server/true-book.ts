import type { Us } from '@of/core'
import type { BookSide } from '../market/book.ts'
import type { Market } from '../market/market.ts'
import { decimal } from '../wire/decimal.ts'

/** The book of a product as it truly is, for whoever checks what a client makes of the frames. */
export interface TrueBook {
  readonly simulated: true
  readonly product: string
  readonly timeUs: Us
  /** The sum of the hashes of its levels. */
  readonly bookHash: number
  /** Price and size, best first, as decimals. */
  readonly bids: readonly (readonly [string, string])[]
  readonly asks: readonly (readonly [string, string])[]
}

/** Writes down the book of a market. */
export function trueBook(market: Market, timeUs: Us): TrueBook {
  const { spec, book, bookHash } = market
  const levels = (side: BookSide): readonly (readonly [string, string])[] =>
    Array.from(side.levels(), ({ tick, lots }) => [decimal(tick, spec.tickPlaces), decimal(lots, spec.lotPlaces)] as const)
  return { simulated: true, product: spec.id, timeUs, bookHash, bids: levels(book.bid), asks: levels(book.ask) }
}
