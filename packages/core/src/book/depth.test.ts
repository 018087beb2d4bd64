import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { depthBands, depthImbalance, depthLabel, depthShell, depthWithin } from './depth.ts'
import { levelChanges } from './level-changes.ts'
import { bookView } from './levels.ts'
import { OrderBook } from './order-book.ts'
import type { Level } from '../market.ts'
import { CENTRE, mirrored, plainBooks, viewOf } from './testing/books.ts'

const book = bookView(
  [
    { price: 100, size: 3 },
    { price: 99, size: 5 },
    { price: 97, size: 20 },
  ],
  [
    { price: 101, size: 6 },
    { price: 102, size: 2 },
    { price: 110, size: 40 },
  ],
)

/** Whole basis points of the centre are whole prices there: levels at the very edge are common. */
const distances = fc.integer({ min: 1, max: 45 })
const ascending = fc.uniqueArray(distances, { minLength: 1, maxLength: 6 }).map((bps) => bps.sort((a, b) => a - b))

describe('depthWithin(book, midPrice, bps)', () => {
  it.each([
    [100, 3, 6, -0.3333],
    [200, 8, 8, 0],
    [500, 28, 8, 0.5556],
    [1_000, 28, 48, -0.2632],
  ])('within %d bps finds %d and %d, an imbalance of %d', (bps, bid, ask, expected) => {
    const depth = depthWithin(book, 100.5, bps)
    expect(depth).toEqual({ bid, ask })
    expect(depthImbalance(depth)).toBeCloseTo(expected, 4)
  })

  it('equals the sum of the levels that are near enough', () => {
    fc.assert(
      fc.property(plainBooks, distances, ({ bids, asks }, bps) => {
        const [bid, ask] = [bids, asks].map((side) =>
          side.filter(({ price }) => Math.abs(price - CENTRE) <= bps).reduce((sum, { size }) => sum + size, 0),
        )
        expect(depthWithin(bookView(bids, asks), CENTRE, bps)).toEqual({ bid, ask })
      }),
    )
  })

  it('changes sides when the book is mirrored', () => {
    fc.assert(
      fc.property(plainBooks, distances, (plain, bps) => {
        const { bid, ask } = depthWithin(viewOf(plain), CENTRE, bps)
        expect(depthWithin(viewOf(mirrored(plain)), CENTRE, bps)).toEqual({ bid: ask, ask: bid })
      }),
    )
  })
})

describe('depthBands(book, midPrice, bps)', () => {
  it('equals depthWithin at every distance', () => {
    fc.assert(
      fc.property(plainBooks, ascending, (plain, bps) => {
        const bands = depthBands(viewOf(plain), CENTRE, bps)
        expect(bands).toHaveLength(bps.length)
        bands.forEach(({ bid, ask }, i) => {
          const within = depthWithin(viewOf(plain), CENTRE, bps[i]!)
          expect(bid).toBeCloseTo(within.bid, 9)
          expect(ask).toBeCloseTo(within.ask, 9)
        })
      }),
    )
  })

  it('walks each side once, and no farther than the first level out of reach', () => {
    let visits = 0
    const asks = {
      walk: (visit: (price: number, size: number) => boolean) =>
        void [101, 102, 110, 120].every((price) => ((visits += 1), visit(price, 1))),
    }
    expect(depthBands({ bids: book.bids, asks }, 100.5, [100, 200]).map(({ ask }) => ask)).toEqual([1, 2])
    expect(visits).toBe(3)
  })

  it('is the same to the last bit of a ladder as of levels that are walked, gone ones among them', () => {
    const gone = fc.array(fc.nat({ max: 40 }), { maxLength: 12 })
    fc.assert(
      fc.property(plainBooks, ascending, gone, ({ bids, asks }, bps, ranks) => {
        const left = (side: readonly Level[]) => side.filter((_, rank) => !ranks.includes(rank))
        const order = new OrderBook()
        order.replace(
          levelChanges([
            ...bids.map((level) => ({ side: 'bid', ...level }) as const),
            ...asks.map((level) => ({ side: 'ask', ...level }) as const),
          ]),
        )
        for (const { price } of bids.filter((_, rank) => ranks.includes(rank))) order.bids.set(price, 0)
        for (const { price } of asks.filter((_, rank) => ranks.includes(rank))) order.asks.set(price, 0)
        expect(depthBands(order, CENTRE, bps)).toEqual(depthBands(bookView(left(bids), left(asks)), CENTRE, bps))
      }),
    )
  })

  it('of no distances is none', () => {
    expect(depthBands(new OrderBook(), 100.5, [])).toEqual([])
  })

  it('refuses distances that do not ascend', () => {
    expect(() => depthBands(book, 100.5, [5, 5])).toThrow(new RangeError('depth: bps must ascend, were 5, 5'))
    expect(() => depthBands(book, 100.5, [10, 5])).toThrow(RangeError)
  })
})

describe('depthShell(book, midPrice, fromBps, toBps)', () => {
  it('leaves out its inner edge and takes in its outer one', () => {
    const sides = bookView(
      [
        { price: 9_998, size: 1 },
        { price: 9_990, size: 2 },
      ],
      [
        { price: 10_002, size: 4 },
        { price: 10_010, size: 8 },
      ],
    )
    expect(depthShell(sides, CENTRE, 2, 10)).toEqual({ bid: 2, ask: 8 })
  })

  it('is what the outer depth has beyond the inner one', () => {
    fc.assert(
      fc.property(
        plainBooks,
        ascending.filter(({ length }) => length > 1),
        (plain, [from, to]) => {
          const shell = depthShell(viewOf(plain), CENTRE, from!, to!)
          const [inner, outer] = depthBands(viewOf(plain), CENTRE, [from!, to!])
          expect(inner!.bid + shell.bid).toBeCloseTo(outer!.bid, 9)
          expect(inner!.ask + shell.ask).toBeCloseTo(outer!.ask, 9)
        },
      ),
    )
  })
})

describe('depthImbalance(depth)', () => {
  it('changes sign with the sides', () => {
    expect(depthImbalance({ bid: 3, ask: 1 })).toBe(0.5)
    expect(depthImbalance({ bid: 1, ask: 3 })).toBe(-0.5)
  })

  it('is unknown when nothing rests', () => {
    expect(depthImbalance({ bid: 0, ask: 0 })).toBeUndefined()
  })
})

describe('depthLabel(value)', () => {
  it.each([
    [0.051, 'bid support'],
    [0.05, 'balanced'],
    [-0.05, 'balanced'],
    [-0.051, 'ask resistance'],
  ])('calls %d %s', (value, label) => {
    expect(depthLabel(value)).toBe(label)
  })
})
