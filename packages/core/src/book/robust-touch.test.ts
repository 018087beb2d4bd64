import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level } from '../market.ts'
import { bookView } from './levels.ts'
import { robustTouch } from './robust-touch.ts'
import { plainBooks, viewOf } from './testing/books.ts'

/** The slow, plain way: the first of all prices whose better levels and itself are worth enough. */
function plainTouch(levels: readonly Level[], minNotional: number): number | undefined {
  return levels.find((_, rank) => levels.slice(0, rank + 1).reduce((sum, { price, size }) => sum + price * size, 0) >= minNotional)?.price
}

describe('robustTouch(book, minNotional)', () => {
  it('is the first price a side at which enough has accumulated', () => {
    fc.assert(
      fc.property(plainBooks, fc.constantFrom(1, 100, 50_000, 1e6), (plain, minNotional) => {
        const { bids, asks } = plain
        expect(robustTouch(viewOf(plain), minNotional)).toEqual({ bid: plainTouch(bids, minNotional), ask: plainTouch(asks, minNotional) })
      }),
    )
  })

  it('asks for 100 of quote currency by default, and counts dust towards it', () => {
    const bids = [
      { price: 10, size: 1 },
      { price: 9, size: 9 },
      { price: 8, size: 1.125 },
      { price: 7, size: 1 },
    ]
    expect(robustTouch(bookView(bids, bids.slice(0, 3)))).toEqual({ bid: 8, ask: 8 })
    expect(robustTouch(bookView(bids.slice(0, 2), []))).toEqual({ bid: undefined, ask: undefined })
  })
})
