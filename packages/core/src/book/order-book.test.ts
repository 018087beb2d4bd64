import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level, LevelChange } from '../market.ts'
import { levelChanges as levelChange } from '../testing/arbitraries.ts'
import { type LevelChanges, levelChanges } from './level-changes.ts'
import type { LevelSource } from './levels.ts'
import { OrderBook } from './order-book.ts'
import { mirrored, type PlainBook, plainBooks } from './testing/books.ts'

const messages = fc.array(fc.array(levelChange, { maxLength: 6 }))

/** The same promise kept the slow, plain way. */
function plainBook(changes: readonly LevelChange[]): PlainBook {
  const sizes = { bid: new Map<number, number>(), ask: new Map<number, number>() }
  for (const { side, price, size } of changes) {
    if (size > 0) sizes[side].set(price, size)
    else sizes[side].delete(price)
  }
  const levels = (side: 'bid' | 'ask'): Level[] =>
    [...sizes[side]].map(([price, size]) => ({ price, size })).sort((a, b) => a.price - b.price)
  return { bids: levels('bid').reverse(), asks: levels('ask') }
}

function levelsOf(side: LevelSource): Level[] {
  const levels: Level[] = []
  side.walk((price, size) => levels.push({ price, size }) > 0)
  return levels
}

function held(book: OrderBook): PlainBook {
  return { bids: levelsOf(book.bids), asks: levelsOf(book.asks) }
}

function snapshotOf({ bids, asks }: PlainBook): LevelChanges {
  return levelChanges([
    ...bids.map((level) => ({ side: 'bid' as const, ...level })),
    ...asks.map((level) => ({ side: 'ask' as const, ...level })),
  ])
}

describe('OrderBook', () => {
  it('holds what a plain book holds after every message', () => {
    fc.assert(
      fc.property(messages, (series) => {
        const book = new OrderBook()
        series.forEach((message, i) => {
          book.apply(levelChanges(message))
          expect(held(book)).toEqual(plainBook(series.slice(0, i + 1).flat()))
        })
      }),
    )
  })

  it('holds nothing but the snapshot after replace(changes)', () => {
    fc.assert(
      fc.property(fc.array(levelChange), plainBooks, (before, snapshot) => {
        const book = new OrderBook()
        book.apply(levelChanges(before))
        book.replace(snapshotOf(snapshot))
        expect(held(book)).toEqual(snapshot)
      }),
    )
  })

  it('keeps what every row of the last message replaced', () => {
    fc.assert(
      fc.property(fc.array(levelChange), fc.array(levelChange), (before, message) => {
        const book = new OrderBook()
        const one = new OrderBook()
        book.apply(levelChanges(before))
        one.apply(levelChanges(before))
        const columns = levelChanges([...before, ...message])
        book.apply({ ...columns, from: before.length })
        const replaced = message.map(({ side, price, size }) => one.set(side, price, size))
        expect([...book.replaced.subarray(before.length, columns.to)]).toEqual(replaced)
      }),
    )
  })

  it('reads the touch that it quotes, and nothing while a side is empty', () => {
    fc.assert(
      fc.property(fc.array(levelChange, { maxLength: 5 }), (message) => {
        const book = new OrderBook()
        book.apply(levelChanges(message))
        const touch = { bidPrice: 0, bidSize: 0, askPrice: 0, askSize: 0 }
        const quote = book.quote(7)
        expect(book.readTouch(touch)).toBe(quote !== undefined)
        if (quote) expect({ timeUs: 7, ...touch }).toEqual(quote)
      }),
    )
  })

  it('is not changed by the removal of an absent level or a repeated size', () => {
    const book = new OrderBook()
    book.apply(
      levelChanges([
        { side: 'bid', price: 99, size: 1 },
        { side: 'ask', price: 101, size: 2 },
      ]),
    )
    const before = held(book)
    book.set('bid', 98, 0)
    book.set('ask', 99, 0)
    book.set('ask', 101, 2)
    expect(held(book)).toEqual(before)
  })

  it('quotes the best levels of both sides', () => {
    const book = new OrderBook()
    book.replace(
      snapshotOf({
        bids: [
          { price: 99, size: 1 },
          { price: 98, size: 5 },
        ],
        asks: [
          { price: 101, size: 2 },
          { price: 102, size: 7 },
        ],
      }),
    )
    expect(book.quote(7)).toEqual({ timeUs: 7, bidPrice: 99, bidSize: 1, askPrice: 101, askSize: 2 })
  })

  it('has no quote and is not crossed while a side is empty', () => {
    for (const side of ['bid', 'ask'] as const) {
      const book = new OrderBook()
      expect(book.quote(0)).toBeUndefined()
      book.set(side, 100, 1)
      expect(book.quote(0)).toBeUndefined()
      expect(book.isCrossed).toBe(false)
    }
  })

  it.each([
    [99, false],
    [100, true],
    [101, true],
  ])('with a best ask of 100 and a best bid of %d, isCrossed is %s', (bid, crossed) => {
    const book = new OrderBook()
    book.set('ask', 100, 1)
    book.set('bid', bid, 1)
    expect(book.isCrossed).toBe(crossed)
  })

  it('resumes from a checkpoint exactly where it stood, and shares nothing with it', () => {
    fc.assert(
      fc.property(fc.array(levelChange), fc.array(levelChange), (before, after) => {
        const book = new OrderBook()
        book.apply(levelChanges(before))
        const checkpoint = book.checkpoint()
        const saved = structuredClone(checkpoint)
        book.apply(levelChanges(after))
        expect(checkpoint).toEqual(saved)
        const resumed = OrderBook.resume(saved)
        resumed.apply(levelChanges(after))
        expect(held(resumed)).toEqual(held(book))
        expect(checkpoint).toEqual(saved)
      }),
    )
  })

  it('writes a checkpoint as price and size in turn, best first', () => {
    const book = new OrderBook()
    book.apply(
      snapshotOf({
        bids: [
          { price: 98, size: 5 },
          { price: 99, size: 1 },
        ],
        asks: [{ price: 101, size: 2 }],
      }),
    )
    expect(book.checkpoint()).toEqual({ bids: Float64Array.of(99, 1, 98, 5), asks: Float64Array.of(101, 2) })
  })

  it('is mirrored by the mirrored snapshot', () => {
    fc.assert(
      fc.property(plainBooks, (plain) => {
        const book = new OrderBook()
        const mirror = new OrderBook()
        book.replace(snapshotOf(plain))
        mirror.replace(snapshotOf(mirrored(plain)))
        expect(held(mirror)).toEqual(mirrored(held(book)))
      }),
    )
  })

  it('loads a full book of 23,000 levels a side in any order', () => {
    const ranks = Array.from({ length: 23_000 }, (_, i) => (i * 7_919) % 23_000)
    const levels = ranks.flatMap((rank): LevelChange[] => [
      { side: 'bid', price: 60_000 - rank / 100, size: 1 + rank },
      { side: 'ask', price: 60_000.01 + rank / 100, size: 1 + rank },
    ])
    const book = new OrderBook()
    book.replace(levelChanges(levels))
    expect([book.bids.depth, book.asks.depth]).toEqual([23_000, 23_000])
    expect([book.bids.at(12_345)?.size, book.asks.at(12_345)?.size]).toEqual([12_346, 12_346])
    expect(book.isCrossed).toBe(false)
  })
})
