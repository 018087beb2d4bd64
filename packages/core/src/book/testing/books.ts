import fc from 'fast-check'
import type { Level, Side } from '../../market.ts'
import { sizes } from '../../testing/arbitraries.ts'
import { type BookView, bookView } from '../levels.ts'

/** The price about which the books of the tests lie: all bids below it, all asks above. */
export const CENTRE = 10_000

/** A book as plain lists, best first. */
export interface PlainBook {
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

/** Uncrossed books of up to 30 levels a side, at whole prices within 40 of the centre; sides may be empty. */
export const plainBooks: fc.Arbitrary<PlainBook> = fc.record({ bids: side('bid'), asks: side('ask') })

/** Uncrossed books with both sides present. */
export const twoSidedBooks: fc.Arbitrary<PlainBook> = plainBooks.filter(({ bids, asks }) => bids.length > 0 && asks.length > 0)

/** The book seen from the other side: prices reflected about the centre, bids for asks. Exact for whole prices. */
export function mirrored({ bids, asks }: PlainBook): PlainBook {
  return { bids: asks.map(reflect), asks: bids.map(reflect) }
}

/** The book as the metrics read it. */
export function viewOf({ bids, asks }: PlainBook): BookView {
  return bookView(bids, asks)
}

function reflect({ price, size }: Level): Level {
  return { price: 2 * CENTRE - price, size }
}

function side(name: Side): fc.Arbitrary<Level[]> {
  const outward = name === 'bid' ? -1 : 1
  const distances = fc.record({ distance: fc.integer({ min: 1, max: 40 }), size: sizes })
  return fc
    .uniqueArray(distances, { selector: ({ distance }) => distance, maxLength: 30 })
    .map((levels) =>
      levels.sort((a, b) => a.distance - b.distance).map(({ distance, size }) => ({ price: CENTRE + outward * distance, size })),
    )
}
