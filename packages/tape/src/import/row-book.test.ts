import { type LevelChanges, OrderBook } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LevelColumns } from './level-columns.ts'
import { RowBook, type RowSide } from './row-book.ts'

type Side = readonly (readonly [price: number, size: number])[]

const LEVELS = 3
// Few prices and sizes, so that levels come, go, stay and change.
const side = (prices: fc.Arbitrary<number>): fc.Arbitrary<Side> =>
  fc.uniqueArray(fc.tuple(prices, fc.integer({ min: 1, max: 2 })), { maxLength: LEVELS, selector: ([price]) => price })
const rows = fc.array(
  fc.record({ bids: side(fc.integer({ min: 1, max: 7 })), asks: side(fc.integer({ min: 6, max: 12 })) }).map(({ asks, bids }) => ({
    bids: bids.toSorted((a, b) => b[0] - a[0]),
    asks: asks.toSorted((a, b) => a[0] - b[0]),
  })),
  { maxLength: 12 },
)

function fill(into: RowSide, from: Side): void {
  from.forEach(([price, size], rank) => {
    into.prices[rank] = price
    into.sizes[rank] = size
  })
  into.count = from.length
}

function told(book: OrderBook): { readonly bids: Side; readonly asks: Side } {
  const sideOf = (name: 'bids' | 'asks'): Side =>
    Array.from({ length: book[name].depth }, (_, rank) => book[name].at(rank)!).map(({ price, size }) => [price, size])
  return { bids: sideOf('bids'), asks: sideOf('asks') }
}

describe('RowBook(levels)', () => {
  it('tells changes that make of the book before the row itself, and nothing that stays', () => {
    fc.assert(
      fc.property(rows, (series) => {
        const rowBook = new RowBook(LEVELS)
        const columns = new LevelColumns()
        const book = new OrderBook()
        let isKnown = false
        for (const row of series) {
          fill(rowBook.asks, row.asks)
          fill(rowBook.bids, row.bids)
          expect(rowBook.disorder).toBeUndefined()
          const isCrossed = (row.bids[0]?.[0] ?? 0) >= (row.asks[0]?.[0] ?? Infinity)
          const news = rowBook.tell(columns)
          expect(news).toBe(isCrossed ? 'crossed' : isKnown ? 'changes' : 'snapshot')
          isKnown = !isCrossed
          const changes = columns.take()
          if (isCrossed) {
            expect(changes.to - changes.from).toBe(0)
            continue
          }
          if (news === 'snapshot') book.replace(changes)
          else {
            book.apply(changes)
            for (let at = changes.from; at < changes.to; at++) expect(book.replaced[at]).not.toBe(changes.sizes[at])
          }
          expect(told(book)).toEqual(row)
        }
      }),
    )
  })

  it.each<[string, Side, Side, string]>([
    [
      'asks that fall',
      [
        [5, 1],
        [4, 1],
      ],
      [],
      'ask level 2: expected a price above 5, received 4',
    ],
    [
      'bids that rise',
      [],
      [
        [3, 1],
        [4, 1],
      ],
      'bid level 2: expected a price below 3, received 4',
    ],
    [
      'a price that comes twice',
      [
        [5, 1],
        [5, 2],
      ],
      [],
      'ask level 2: expected a price above 5, received 5',
    ],
  ])('names %s', (_name, asks, bids, disorder) => {
    const book = new RowBook(LEVELS)
    fill(book.asks, asks)
    fill(book.bids, bids)
    expect(book.disorder).toBe(disorder)
  })
})

describe('LevelColumns', () => {
  it('never writes over what it has handed out, however much comes after', () => {
    const columns = new LevelColumns()
    const taken: (readonly [LevelChanges, first: number, count: number])[] = []
    let next = 0
    for (const count of [3, 8_190, 0, 2, 20_000, 1]) {
      const first = next
      for (let level = 0; level < count; level++) columns.add(level % 2 === 0, next, -next++)
      taken.push([columns.take(), first, count])
    }
    for (const [{ asks, from, prices, sizes, to }, first, count] of taken) {
      expect(to - from).toBe(count)
      const isWhole = Array.from(prices.subarray(from, to)).every(
        (price, at) => price === first + at && sizes[from + at] === -price && asks[from + at] === (at % 2 === 0 ? 1 : 0),
      )
      expect(isWhole).toBe(true)
    }
  })
})
