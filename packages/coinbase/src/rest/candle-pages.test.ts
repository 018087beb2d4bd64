import { DAY_US, HOUR_US, MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candlePages, candlesPath } from './candle-pages.ts'
import { candleRequest, type Granularity, widthOf } from './candles.ts'

const START_US = 1_772_366_400_000_000
const granularities: readonly Granularity[] = [
  'ONE_MINUTE',
  'FIVE_MINUTE',
  'FIFTEEN_MINUTE',
  'THIRTY_MINUTE',
  'ONE_HOUR',
  'TWO_HOUR',
  'FOUR_HOUR',
  'SIX_HOUR',
  'ONE_DAY',
]

describe('candlePages(span)', () => {
  it('cuts a day of minutes into five', () => {
    const pages = candlePages({ fromUs: START_US, toUs: START_US + DAY_US, granularity: 'ONE_MINUTE' })
    expect(pages.map(({ fromUs, toUs }) => [(fromUs - START_US) / HOUR_US, (toUs - START_US) / HOUR_US])).toEqual([
      [0, 5],
      [5, 10],
      [10, 15],
      [15, 20],
      [20, 24],
    ])
  })

  it('begins where a candle does', () => {
    const [page] = candlePages({ fromUs: START_US + 90_000_000, toUs: START_US + HOUR_US, granularity: 'ONE_MINUTE' })
    expect(page?.fromUs).toBe(START_US + MINUTE_US)
  })

  it('has no page for a span without a moment', () => {
    expect(candlePages({ fromUs: START_US, toUs: START_US, granularity: 'ONE_MINUTE' })).toEqual([])
  })

  it('leaves no gap, and asks for no more than 300 candles at once', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(...granularities), (offset, minutes, granularity) => {
        const fromUs = START_US + offset * 1000
        const toUs = fromUs + minutes * MINUTE_US
        const pages = candlePages({ fromUs, toUs, granularity })
        expect(pages[0]!.fromUs).toBeLessThanOrEqual(fromUs)
        expect(pages.at(-1)!.toUs).toBe(toUs)
        for (const [index, page] of pages.entries()) {
          if (index > 0) expect(page.fromUs).toBe(pages[index - 1]!.toUs)
          expect(page.fromUs % widthOf(granularity)).toBe(0)
          expect((page.toUs - page.fromUs) / widthOf(granularity)).toBeLessThanOrEqual(300)
        }
      }),
    )
  })
})

describe('candlesPath(product, span)', () => {
  it('is read back as the request it is', () => {
    const path = candlesPath('BTC-USD', { fromUs: START_US, toUs: START_US + HOUR_US, granularity: 'FIVE_MINUTE' })
    expect(path).toBe('/api/v3/brokerage/market/products/BTC-USD/candles?start=1772366400&end=1772370000&granularity=FIVE_MINUTE')
    expect(candleRequest(path)).toEqual({ product: 'BTC-USD', granularity: 'FIVE_MINUTE', widthUs: 5 * MINUTE_US })
  })
})
