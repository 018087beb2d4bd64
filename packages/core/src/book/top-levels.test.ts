import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level, LevelChange } from '../market.ts'
import { levelChanges } from './level-changes.ts'
import { OrderBook } from './order-book.ts'
import { CENTRE, mirrored, type PlainBook, plainBooks, viewOf } from './testing/books.ts'
import { readTop, refreshTop, skippedSize, type TopLevels, topLevels } from './top-levels.ts'

const capacities = fc.integer({ min: 1, max: 12 })

/** Between the notional of the smallest and of the largest sizes there are. */
const floors = fc.constantFrom(0, 10, 1_000, 100_000)

/** Changes about the centre, where the books of the tests lie. */
const nearChanges: fc.Arbitrary<LevelChange> = fc.record({
  side: fc.constantFrom('bid', 'ask'),
  price: fc.integer({ min: CENTRE - 40, max: CENTRE + 40 }),
  size: fc.constantFrom(0, 0, 0.0005, 0.5, 3),
})

function ladderBook({ bids, asks }: PlainBook): OrderBook {
  const book = new OrderBook()
  for (const { price, size } of bids) book.set('bid', price, size)
  for (const { price, size } of asks) book.set('ask', price, size)
  return book
}

function bidsOf(top: TopLevels): Level[] {
  return Array.from({ length: top.bidCount }, (_, rank) => ({ price: top.bidPrices[rank]!, size: top.bidSizes[rank]! }))
}

function asksOf(top: TopLevels): Level[] {
  return Array.from({ length: top.askCount }, (_, rank) => ({ price: top.askPrices[rank]!, size: top.askSizes[rank]! }))
}

/** All that a reading tells, but what has changed. */
function readingOf(top: TopLevels): readonly unknown[] {
  return [bidsOf(top), asksOf(top), top.bidTaken, top.askTaken]
}

/** The levels of both sides, rank by rank, as many as there is room for. */
function ranksOf(top: TopLevels): (readonly [Level | undefined, Level | undefined])[] {
  const [bids, asks] = [bidsOf(top), asksOf(top)]
  return Array.from({ length: top.capacity }, (_, rank) => [bids[rank], asks[rank]] as const)
}

/** What is taken of a side, and what is passed over on the way to the last level taken: the slow, plain way. */
function plainTop(levels: readonly Level[], capacity: number, minNotional: number): { taken: Level[]; skipped: Level[] } {
  const isDust = ({ price, size }: Level): boolean => price * size < minNotional
  const taken = levels.filter((level) => !isDust(level)).slice(0, capacity)
  const walked = taken.length === capacity ? levels.slice(0, levels.indexOf(taken.at(-1)!) + 1) : levels
  return { taken, skipped: walked.filter(isDust) }
}

function totalOf(levels: readonly Level[]): number {
  return levels.reduce((total, { size }) => total + size, 0)
}

describe('readTop(book, into, minNotional)', () => {
  it.each([
    ['ladders', ladderBook],
    ['any other levels', viewOf],
  ])('takes the best levels and passes over dust, from %s', (_name, bookOf) => {
    fc.assert(
      fc.property(plainBooks, capacities, floors, (plain, capacity, minNotional) => {
        const top = topLevels(capacity)
        const book = bookOf(plain)
        readTop(book, top, minNotional)
        const bids = plainTop(plain.bids, capacity, minNotional)
        const asks = plainTop(plain.asks, capacity, minNotional)
        expect([bidsOf(top), asksOf(top)]).toEqual([bids.taken, asks.taken])
        expect(top.bidTaken).toBeCloseTo(totalOf(bids.taken), 9)
        expect(top.askTaken).toBeCloseTo(totalOf(asks.taken), 9)
        expect(skippedSize(book, capacity, minNotional)).toBeCloseTo(totalOf(bids.skipped) + totalOf(asks.skipped), 9)
      }),
    )
  })

  it.each([
    ['ladders', ladderBook],
    ['any other levels', viewOf],
  ])('takes a level worth exactly the floor, from %s', (_name, bookOf) => {
    const top = topLevels(1)
    const book = bookOf({ bids: [{ price: 10, size: 1 }], asks: [{ price: 11, size: 0.9 }] })
    readTop(book, top, 10)
    expect([top.bidCount, top.askCount, skippedSize(book, 1, 10)]).toEqual([1, 0, 0.9])
  })

  it('remembers nothing of an earlier reading', () => {
    fc.assert(
      fc.property(plainBooks, plainBooks, capacities, floors, (first, second, capacity, minNotional) => {
        const used = topLevels(capacity)
        const fresh = topLevels(capacity)
        readTop(ladderBook(first), used, minNotional)
        readTop(ladderBook(second), used, minNotional)
        readTop(ladderBook(second), fresh, minNotional)
        expect(readingOf(used)).toEqual(readingOf(fresh))
      }),
    )
  })

  it('is mirrored with the book', () => {
    fc.assert(
      fc.property(plainBooks, capacities, (plain, capacity) => {
        const top = topLevels(capacity)
        const mirror = topLevels(capacity)
        readTop(viewOf(plain), top)
        readTop(viewOf(mirrored(plain)), mirror)
        expect({ bids: bidsOf(mirror), asks: asksOf(mirror) }).toEqual(mirrored({ bids: bidsOf(top), asks: asksOf(top) }))
      }),
    )
  })

  it('refuses to hold no level', () => {
    expect(() => topLevels(0)).toThrow(new RangeError('topLevels: capacity must be a positive integer, was 0'))
    expect(() => topLevels(2.5)).toThrow(RangeError)
  })
})

describe('refreshTop(book, into, minNotional)', () => {
  it('leaves what reading anew would, after every message', () => {
    fc.assert(
      fc.property(
        plainBooks,
        fc.array(fc.array(nearChanges, { maxLength: 3 })),
        capacities,
        floors,
        (plain, messages, capacity, minNotional) => {
          const book = ladderBook(plain)
          const kept = topLevels(capacity)
          const fresh = topLevels(capacity)
          expect(refreshTop(book, kept, minNotional)).toBe(true)
          for (const message of messages) {
            book.apply(levelChanges(message))
            refreshTop(book, kept, minNotional)
            readTop(book, fresh, minNotional)
            expect(readingOf(kept)).toEqual(readingOf(fresh))
          }
        },
      ),
    )
  })

  it('tells a rank before which all stands as it did when its reader last looked', () => {
    fc.assert(
      fc.property(
        plainBooks,
        fc.array(fc.tuple(fc.array(nearChanges, { maxLength: 2 }), fc.boolean())),
        capacities,
        floors,
        (plain, messages, capacity, minNotional) => {
          const book = ladderBook(plain)
          const top = topLevels(capacity)
          let looked: (readonly [Level | undefined, Level | undefined])[] = []
          for (const [message, looks] of [[[], true] as const, ...messages]) {
            book.apply(levelChanges(message))
            refreshTop(book, top, minNotional)
            const now = ranksOf(top)
            const stood = now.findIndex((levels, rank) => !isDeepStrictEqual(levels, looked[rank]))
            expect(top.changedFrom).toBeLessThanOrEqual(stood < 0 ? capacity : stood)
            if (!looks) continue
            looked = now
            top.changedFrom = capacity
          }
        },
      ),
    )
  })

  it('reads no side without changes, and tells the first rank that has changed', () => {
    const book = new OrderBook()
    for (let rank = 0; rank < 3; rank++) {
      book.set('bid', 99 - rank, 1)
      book.set('ask', 101 + rank, 1)
    }
    const top = topLevels(3)
    refreshTop(book, top)
    top.changedFrom = top.capacity
    top.bidSizes.fill(7)
    top.askSizes.fill(7)
    book.set('ask', 102, 2)
    refreshTop(book, top)
    expect([[...top.bidSizes], [...top.askSizes], top.changedFrom]).toEqual([[7, 7, 7], [1, 2, 1], 1])
  })

  it('reads nothing when only levels behind the last one taken have changed', () => {
    const book = new OrderBook()
    for (let rank = 0; rank < 5; rank++) {
      book.set('bid', 99 - rank, 1)
      book.set('ask', 101 + rank, 1)
    }
    const top = topLevels(2)
    refreshTop(book, top)
    book.set('bid', 97, 0)
    book.set('ask', 103, 7)
    expect(refreshTop(book, top)).toBe(false)
    book.set('ask', 102, 7)
    expect(refreshTop(book, top)).toBe(true)
    expect(asksOf(top)).toEqual([
      { price: 101, size: 1 },
      { price: 102, size: 7 },
    ])
  })
})
