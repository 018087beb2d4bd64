import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookView } from './levels.ts'
import { bookSlope } from './slope.ts'
import { apart } from './testing/apart.ts'
import { mirrored, twoSidedBooks, viewOf } from './testing/books.ts'

const bids = [10, 20, 20, 50, 100].map((size, rank) => ({ price: 99 - rank, size }))
const asks = [10, 20, 20, 50, 100].map((size, rank) => ({ price: 101 + rank, size }))

describe('bookSlope(book, { levels, unitSize })', () => {
  it('relates the growth of log size to the growth of distance, level by level', () => {
    const first = Math.log(10) / 0.01
    const bid = first + (Math.log(30) / Math.log(10) - 1) / (1 / 99)
    const ask = first + (Math.log(30) / Math.log(10) - 1) / (1 / 101)
    expect(bookSlope(bookView(bids, asks), { levels: 2 })).toBeCloseTo((bid + ask) / 4, 6)
  })

  it('is steeper when the same size rests nearer', () => {
    const nearer = bids.map(({ size }, rank) => ({ price: 99.5 - rank / 2, size }))
    expect(bookSlope(bookView(nearer, asks))!).toBeGreaterThan(bookSlope(bookView(bids, asks))!)
  })

  it('looks at five levels, and knows nothing with four', () => {
    const deeper = [...bids, { price: 90, size: 1_000 }]
    expect(bookSlope(bookView(deeper, asks))).toBe(bookSlope(bookView(bids, asks)))
    expect(bookSlope(bookView(bids, asks.slice(0, 4)))).toBeUndefined()
    expect(bookSlope(bookView([], asks))).toBeUndefined()
  })

  it('is unknown when the best level is not more than one unit', () => {
    const thin = [{ price: 99, size: 1 }, ...bids.slice(1)]
    expect(bookSlope(bookView(thin, asks))).toBeUndefined()
    expect(bookSlope(bookView(thin, asks), { unitSize: 0.01 })).toBeGreaterThan(0)
    const crumbs = [0.5, 0.51, 1_000, 1_000, 1_000].map((size, rank) => ({ price: 99 - rank, size }))
    expect(bookSlope(bookView(crumbs, asks))).toBeUndefined()
  })

  it('is unknown while the best prices meet', () => {
    expect(bookSlope(bookView(bids, [{ price: 99, size: 5 }, ...asks]))).toBeUndefined()
  })

  it('is finite and above zero wherever it is known', () => {
    fc.assert(
      fc.property(twoSidedBooks, (plain) => {
        const value = bookSlope(viewOf(plain)) ?? 1
        expect([value > 0, Number.isFinite(value)]).toEqual([true, true])
      }),
    )
  })

  it('counts size in any unit alike', () => {
    fc.assert(
      fc.property(twoSidedBooks, (plain) => {
        const scaled = viewOf({
          bids: plain.bids.map(({ price, size }) => ({ price, size: size * 8 })),
          asks: plain.asks.map(({ price, size }) => ({ price, size: size * 8 })),
        })
        expect(bookSlope(scaled, { unitSize: 8, levels: 3 })).toBe(bookSlope(viewOf(plain), { levels: 3 }))
      }),
    )
  })

  it('is nearly the same when the book is mirrored', () => {
    fc.assert(
      fc.property(twoSidedBooks, (plain) => {
        const value = bookSlope(viewOf(plain), { unitSize: 1e-9 })
        const opposite = bookSlope(viewOf(mirrored(plain)), { unitSize: 1e-9 })
        // Distances are relative to prices, and those differ by less than a hundredth from one side to the other.
        expect(apart(opposite, value)).toBeLessThan(0.01)
      }),
    )
  })

  it('refuses impossible options', () => {
    expect(() => bookSlope(bookView(bids, asks), { levels: 0 })).toThrow(
      new RangeError('bookSlope: levels must be a positive integer, was 0'),
    )
    expect(() => bookSlope(bookView(bids, asks), { unitSize: 0 })).toThrow(new RangeError('bookSlope: unitSize must be above 0, was 0'))
  })
})
