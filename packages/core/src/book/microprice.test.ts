import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Quote } from '../market.ts'
import { quotes } from '../testing/arbitraries.ts'
import { microprice, mid } from './microprice.ts'

/** The quote seen from the other side: prices reflected about 100. */
function mirrored({ timeUs, bidPrice, bidSize, askPrice, askSize }: Quote): Quote {
  return { timeUs, bidPrice: 200 - askPrice, bidSize: askSize, askPrice: 200 - bidPrice, askSize: bidSize }
}

const quote: Quote = { timeUs: 0, bidPrice: 99, bidSize: 3, askPrice: 101, askSize: 1 }

describe('mid(quote)', () => {
  it('lies in the middle', () => {
    expect(mid(quote)).toBe(100)
  })

  it('is reflected with the quote', () => {
    fc.assert(
      fc.property(quotes, (any) => {
        expect(mid(mirrored(any))).toBeCloseTo(200 - mid(any), 9)
      }),
    )
  })
})

describe('microprice(quote)', () => {
  it('leans to the side with less resting', () => {
    expect(microprice(quote)).toBe(100.5)
    expect(microprice({ ...quote, askSize: 9 })).toBe(99.5)
  })

  it('is mid when both sizes are equal', () => {
    expect(microprice({ ...quote, askSize: 3 })).toBe(mid(quote))
  })

  it('is reflected with the quote, and never leaves it', () => {
    fc.assert(
      fc.property(quotes, (any) => {
        const price = microprice(any)!
        expect(microprice(mirrored(any))).toBeCloseTo(200 - price, 9)
        expect(price).toBeGreaterThanOrEqual(any.bidPrice - 1e-9)
        expect(price).toBeLessThanOrEqual(any.askPrice + 1e-9)
      }),
    )
  })

  it('is unknown when nothing rests', () => {
    expect(microprice({ ...quote, bidSize: 0, askSize: 0 })).toBeUndefined()
  })
})
