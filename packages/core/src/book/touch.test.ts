import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelChanges } from './level-changes.ts'
import { bookView } from './levels.ts'
import { OrderBook } from './order-book.ts'
import { touchOf } from './touch.ts'

const level = fc.record({ price: fc.integer({ min: 1, max: 20 }), size: fc.integer({ min: 0, max: 3 }) })
const change = fc.tuple(fc.constantFrom('bid', 'ask'), level).map(([side, rest]) => ({ side, ...rest }))

describe('touchOf(book)', () => {
  it('is the quote of an order book without its time', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const book = new OrderBook()
        book.apply(levelChanges(changes))
        const touch = touchOf(book)
        expect(touch && { timeUs: 7, ...touch }).toEqual(book.quote(7))
      }),
    )
  })

  it('is that of levels that are merely given', () => {
    const bids = [
      { price: 99, size: 1 },
      { price: 98, size: 2 },
    ]
    expect(touchOf(bookView(bids, [{ price: 101, size: 3 }]))).toEqual({ bidPrice: 99, bidSize: 1, askPrice: 101, askSize: 3 })
    expect(touchOf(bookView(bids, []))).toBeUndefined()
  })
})
