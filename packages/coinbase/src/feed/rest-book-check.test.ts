import { bookView } from '@of/core'
import { describe, expect, it } from 'vitest'
import { isSameBook, likeness, topSizes } from './rest-book-check.ts'

function levels(from: number, step: number, count: number): { readonly price: number; readonly size: number }[] {
  return Array.from({ length: count }, (_, n) => ({ price: from + n * step, size: n + 1 }))
}

const book = { product: 'A-USD', timeUs: undefined, bids: levels(99, -1, 10), asks: levels(101, 1, 10) }

describe('likeness(answer, states)', () => {
  it('is all of a book that is the same, in any of its states, whatever lies deeper', () => {
    const same = topSizes(bookView(levels(99, -1, 30), levels(101, 1, 30)))
    const other = topSizes(bookView(levels(89, -1, 30), levels(111, 1, 30)))
    expect(likeness(book, [other, same, other])).toBe(1)
    expect(likeness(book, [other])).toBe(0)
  })

  it('counts a level only at its price and size', () => {
    const moved = topSizes(
      bookView([{ price: 99, size: 2 }, ...levels(98, -1, 9).map(({ price, size }) => ({ price, size: size + 1 }))], levels(101, 1, 10)),
    )
    expect(likeness(book, [moved])).toBe(0.95)
    expect(isSameBook(0.95)).toBe(true)
  })

  it('is nothing for a book that has no levels, or no state', () => {
    expect(likeness({ ...book, bids: [], asks: [] }, [topSizes(bookView([], []))])).toBe(0)
    expect(likeness(book, [])).toBe(0)
    expect(isSameBook(0)).toBe(false)
  })
})
