import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Aggressor } from '../market.ts'
import { type Impact, marketImpact } from './impact.ts'
import { bookView } from './levels.ts'
import { apart } from './testing/apart.ts'
import { CENTRE, mirrored, type PlainBook, plainBooks, viewOf } from './testing/books.ts'

const aggressors = fc.constantFrom<Aggressor>('buy', 'sell')
const wanted = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0.001, max: 20, noNaN: true }))
const opposite = (aggressor: Aggressor): Aggressor => (aggressor === 'buy' ? 'sell' : 'buy')

/** The same walk the slow, plain way. */
function plainImpact({ bids, asks }: PlainBook, aggressor: Aggressor, size: number): Impact {
  const [resting, own] = aggressor === 'buy' ? [asks, bids] : [bids, asks]
  const worse = aggressor === 'buy' ? 1 : -1
  let cost = 0
  let need = size
  for (const level of resting) {
    const fill = Math.min(level.size, need)
    cost += fill * level.price
    need -= fill
  }
  if (need > 0) return { filled: size - need, averagePrice: undefined, fromTouchBps: undefined, fromMidBps: undefined }
  const price = cost / size
  const touch = resting[0]!.price
  const middle = own[0] && (touch + own[0].price) / 2
  return {
    filled: size,
    averagePrice: price,
    fromTouchBps: worse * (price / touch - 1) * 1e4,
    fromMidBps: middle && worse * (price / middle - 1) * 1e4,
  }
}

function furthestApart(actual: Impact, expected: Impact): number {
  return Math.max(
    apart(actual.filled, expected.filled),
    apart(actual.averagePrice, expected.averagePrice),
    apart(actual.fromTouchBps, expected.fromTouchBps),
    apart(actual.fromMidBps, expected.fromMidBps),
  )
}

/** The book with levels a tick from the centre on both sides, so that mid lies there. */
function centred({ bids, asks }: PlainBook): PlainBook {
  return {
    bids: [{ price: CENTRE - 1, size: 0.5 }, ...bids.filter(({ price }) => price < CENTRE - 1)],
    asks: [{ price: CENTRE + 1, size: 0.25 }, ...asks.filter(({ price }) => price > CENTRE + 1)],
  }
}

describe('marketImpact(book, aggressor, size)', () => {
  it('meets the levels that a plain walk meets', () => {
    fc.assert(
      fc.property(plainBooks, aggressors, wanted, (plain, aggressor, size) => {
        const impact = marketImpact(viewOf(plain), aggressor, size)
        expect(furthestApart(impact, plainImpact(plain, aggressor, size))).toBeLessThan(1e-8)
      }),
    )
  })

  it('costs a seller from mid what it costs a buyer in the mirrored book', () => {
    fc.assert(
      fc.property(plainBooks, aggressors, wanted, (any, aggressor, size) => {
        const plain = centred(any)
        const impact = marketImpact(viewOf(plain), aggressor, size)
        const mirror = marketImpact(viewOf(mirrored(plain)), opposite(aggressor), size)
        expect(mirror.filled).toBe(impact.filled)
        expect(apart(mirror.averagePrice, impact.averagePrice && 2 * CENTRE - impact.averagePrice)).toBeLessThan(1e-12)
        expect(apart(mirror.fromMidBps, impact.fromMidBps)).toBeLessThan(1e-9)
      }),
    )
  })

  it('costs nothing or more from the touch, and never less for more', () => {
    fc.assert(
      fc.property(plainBooks, aggressors, wanted, wanted, (plain, aggressor, some, others) => {
        const [small, large] = [Math.min(some, others), Math.max(some, others)].map((size) => marketImpact(viewOf(plain), aggressor, size))
        expect(small?.fromTouchBps ?? 0).toBeGreaterThanOrEqual(0)
        expect(large?.fromTouchBps ?? Infinity).toBeGreaterThanOrEqual((small?.fromTouchBps ?? 0) - 1e-9)
      }),
    )
  })

  it.each(['buy', 'sell'] as const)('costs a %s of what the best level holds exactly nothing from the touch', (aggressor) => {
    const book = bookView([{ price: 0.1, size: 0.3 }], [{ price: 0.7, size: 0.3 }])
    const { averagePrice, fromTouchBps } = marketImpact(book, aggressor, 0.3)
    expect([averagePrice, fromTouchBps]).toEqual([aggressor === 'buy' ? 0.7 : 0.1, 0])
  })

  it('fills a size that the book holds exactly, though its decimals do not add up in binary', () => {
    const asks = [
      { price: 10, size: 0.7 },
      { price: 11, size: 0.1 },
    ]
    expect(marketImpact(bookView([], asks), 'buy', 0.8)).toMatchObject({ filled: 0.8, fromMidBps: undefined })
    expect(marketImpact(bookView([], asks), 'buy', 0.8).averagePrice).toBeCloseTo(10.125, 12)
  })

  it('fills nothing on an empty side', () => {
    const nothing = { filled: 0, averagePrice: undefined, fromTouchBps: undefined, fromMidBps: undefined }
    expect(marketImpact(bookView([{ price: 1, size: 1 }], []), 'buy', 1)).toEqual(nothing)
    expect(marketImpact(bookView([], [{ price: 1, size: 1 }]), 'sell', 1)).toEqual(nothing)
  })

  it.each([0, -1, Number.NaN])('refuses a size of %d', (size) => {
    expect(() => marketImpact(bookView([], []), 'buy', size)).toThrow(new RangeError(`marketImpact: size must be above 0, was ${size}`))
  })
})
