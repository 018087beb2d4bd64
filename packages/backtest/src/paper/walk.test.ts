import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StandingSide } from './standing-book.ts'
import { walkSide } from './walk.ts'
import { leftAt, refresh, type Wear } from './wear.ts'

const side = (levels: readonly (readonly [price: number, size: number])[]): StandingSide => ({
  prices: Float64Array.from(levels, ([price]) => price),
  sizes: Float64Array.from(levels, ([, size]) => size),
  levels: levels.length,
})

const asks = side([
  [101, 2],
  [102, 3],
])

describe('walkSide(side, wear, size)', () => {
  it('takes level after level, and no more than there is', () => {
    expect(walkSide(asks, [], 1)).toEqual({ quantity: 1, notional: 101 })
    expect(walkSide(asks, [], 4)).toEqual({ quantity: 4, notional: 2 * 101 + 2 * 102 })
    expect(walkSide(asks, [], 9)).toEqual({ quantity: 5, notional: 2 * 101 + 3 * 102 })
    expect(walkSide(side([]), [], 1)).toEqual({ quantity: 0, notional: 0 })
  })

  it('finds what it has taken gone, until the venue shows another size there', () => {
    const wear: Wear = []
    walkSide(asks, wear, 3)
    expect(walkSide(asks, wear, 3)).toEqual({ quantity: 2, notional: 2 * 102 })
    const shown = new Map([
      [101, 2],
      [102, 7],
    ])
    refresh(wear, (price) => shown.get(price) ?? 0)
    expect([leftAt(wear, 101, 2), leftAt(wear, 102, 7), leftAt(wear, 103, 5)]).toEqual([0, 7, 5])
  })

  it('takes, over many orders, exactly what one order as large would', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(sizes, sizes, (levels, orders) => {
        const book = side(levels.map((size, at) => [100 + at, size]))
        const wear: Wear = []
        const walked = orders.map((size) => walkSide(book, wear, size))
        const sum = (of: (walk: { readonly quantity: number; readonly notional: number }) => number): number =>
          walked.reduce((total, walk) => total + of(walk), 0)
        const whole = walkSide(
          book,
          [],
          orders.reduce((total, size) => total + size, 0),
        )
        expect({ quantity: sum(({ quantity }) => quantity), notional: sum(({ notional }) => notional) }).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })
})
