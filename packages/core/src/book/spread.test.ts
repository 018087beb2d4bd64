import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotes } from '../testing/arbitraries.ts'
import { spreadBps, spreadLabel } from './spread.ts'

describe('spreadBps(quote)', () => {
  it('is the distance between the best prices over mid', () => {
    expect(spreadBps({ bidPrice: 9_999, bidSize: 1, askPrice: 10_001, askSize: 1 })).toBe(2)
  })

  it('is below zero while the book is crossed', () => {
    expect(spreadBps({ bidPrice: 10_001, bidSize: 1, askPrice: 9_999, askSize: 1 })).toBe(-2)
  })

  it('does not depend on the unit of price or on size', () => {
    fc.assert(
      fc.property(quotes, (quote) => {
        const scaled = { timeUs: 0, bidPrice: 8 * quote.bidPrice, bidSize: 1, askPrice: 8 * quote.askPrice, askSize: 2 }
        expect(spreadBps(scaled)).toBe(spreadBps(quote))
      }),
    )
  })
})

describe('spreadLabel(bps)', () => {
  it.each([
    [0.0015, 'good'],
    [10, 'good'],
    [10.1, 'moderate'],
    [25, 'moderate'],
    [25.1, 'poor'],
  ])('calls %d bps %s', (bps, label) => {
    expect(spreadLabel(bps)).toBe(label)
  })
})
