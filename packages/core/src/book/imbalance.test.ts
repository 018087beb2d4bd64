import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level } from '../market.ts'
import { quotes } from '../testing/arbitraries.ts'
import { imbalance, imbalanceLabel, imbalanceOf, queueImbalance } from './imbalance.ts'
import { bookView } from './levels.ts'
import { apart } from './testing/apart.ts'
import { mirrored, plainBooks, viewOf } from './testing/books.ts'
import { readTop, topLevels } from './top-levels.ts'

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

const options = fc.record({
  levels: fc.integer({ min: 1, max: 12 }),
  minNotional: fc.constantFrom(0, 10, 1_000, 100_000),
  decay: fc.constantFrom(0, 0.5, 3),
})

describe('imbalance(book, { levels, minNotional, decay })', () => {
  it.each([
    [1, -3 / 9],
    [2, 0],
    [3, -20 / 76],
    [9, -20 / 76],
  ])('of the best %d levels is %d', (levels, expected) => {
    expect(imbalance(book, { levels })).toBeCloseTo(expected, 12)
  })

  it('changes sign when the book is mirrored', () => {
    fc.assert(
      fc.property(plainBooks, options, (plain, { levels, decay }) => {
        const value = imbalance(viewOf(plain), { levels, decay })
        const opposite = imbalance(viewOf(mirrored(plain)), { levels, decay })
        expect(apart(opposite, value === undefined ? undefined : -value)).toBeLessThan(1e-12)
      }),
    )
  })

  it('lies between −1 and 1, and at the end where only one side rests', () => {
    fc.assert(
      fc.property(plainBooks, options, ({ bids, asks }, { levels, decay }) => {
        const value = imbalance(bookView(bids, asks), { levels, decay })
        expect(Math.abs(value ?? 0)).toBeLessThanOrEqual(1)
        expect(imbalance(bookView(bids, []), { levels, decay })).toBe(bids.length > 0 ? 1 : undefined)
        expect(imbalance(bookView([], asks), { levels, decay })).toBe(asks.length > 0 ? -1 : undefined)
      }),
    )
  })

  it('weighs a level of rank r with exp(−decay · r), dust taking no rank', () => {
    fc.assert(
      fc.property(plainBooks, options, ({ bids, asks }, { levels, minNotional, decay }) => {
        const weigh = (side: readonly Level[]): number =>
          side
            .filter(({ price, size }) => price * size >= minNotional)
            .slice(0, levels)
            .reduce((sum, { size }, rank) => sum + size * Math.exp(-decay * rank), 0)
        const [bid, ask] = [weigh(bids), weigh(asks)]
        const expected = bid + ask > 0 ? (bid - ask) / (bid + ask) : undefined
        expect(apart(imbalance(bookView(bids, asks), { levels, minNotional, decay }), expected)).toBeLessThan(1e-12)
      }),
    )
  })

  it.each([
    [{ levels: 0 }, 'imbalance: levels must be a positive integer, was 0'],
    [{ levels: 1, decay: -1 }, 'imbalance: decay must be finite and not below 0, was -1'],
    [{ levels: 1, decay: Infinity }, 'imbalance: decay must be finite and not below 0, was Infinity'],
  ])('refuses %j', (impossible, message) => {
    expect(() => imbalance(book, impossible)).toThrow(new RangeError(message))
  })
})

describe('imbalanceOf(top)', () => {
  it('equals the imbalance of the book it was read from', () => {
    fc.assert(
      fc.property(plainBooks, options, (plain, { levels, minNotional }) => {
        const top = topLevels(levels)
        readTop(viewOf(plain), top, minNotional)
        expect(imbalanceOf(top)).toBe(imbalance(viewOf(plain), { levels, minNotional }))
      }),
    )
  })
})

describe('queueImbalance(quote)', () => {
  it('equals the imbalance of one level', () => {
    fc.assert(
      fc.property(quotes, (quote) => {
        const { bidPrice, bidSize, askPrice, askSize } = quote
        const touch = bookView([{ price: bidPrice, size: bidSize }], [{ price: askPrice, size: askSize }])
        expect(queueImbalance(quote)).toBe(imbalance(touch, { levels: 1 }))
      }),
    )
  })

  it('is unknown when nothing rests', () => {
    expect(queueImbalance({ bidPrice: 1, bidSize: 0, askPrice: 2, askSize: 0 })).toBeUndefined()
  })
})

describe('imbalanceLabel(value)', () => {
  it.each([
    [0.051, 'more bids'],
    [0.05, 'balanced'],
    [0, 'balanced'],
    [-0.05, 'balanced'],
    [-0.051, 'more asks'],
  ])('calls %d %s', (value, label) => {
    expect(imbalanceLabel(value)).toBe(label)
  })
})
