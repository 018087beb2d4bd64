import { SECOND_US, type Us } from '@of/core'
import { type Granularity, widthOf } from './candles.ts'

/** A span of candles: those that start from `fromUs` up to, not including, `toUs`. */
export interface CandleSpan {
  readonly fromUs: Us
  readonly toUs: Us
  readonly granularity: Granularity
}

/** As many candles as every answer of the venue holds. */
export const MOST_CANDLES = 300

/** The path of a request for candles. */
export function candlesPath(product: string, { fromUs, toUs, granularity }: CandleSpan): string {
  const query = new URLSearchParams({
    start: String(Math.floor(fromUs / SECOND_US)),
    end: String(Math.ceil(toUs / SECOND_US)),
    granularity,
  })
  return `/api/v3/brokerage/market/products/${product}/candles?${query.toString()}`
}

/** A span cut into spans that one answer each can hold, oldest first, the first beginning where a candle does. */
export function candlePages({ fromUs, toUs, granularity }: CandleSpan): readonly CandleSpan[] {
  const widthUs = widthOf(granularity)
  const pages: CandleSpan[] = []
  for (let startUs = Math.floor(fromUs / widthUs) * widthUs; startUs < toUs; startUs += MOST_CANDLES * widthUs) {
    pages.push({ fromUs: startUs, toUs: Math.min(toUs, startUs + MOST_CANDLES * widthUs), granularity })
  }
  return pages
}
