import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { Market } from '../market/market.ts'
import { decimal } from '../wire/decimal.ts'

/** The most candles of one answer. */
export const candlesPerAnswer = 300

/** An answer of the venue's REST interface: the path that was asked for, with its query, and the body. */
export interface RestAnswer {
  readonly path: string
  readonly body: string
}

/**
 * The one-minute candles that start within [from, to), newest first, in whole minutes.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export function minuteCandles({ spec, day }: Market, fromUs: Us, toUs: Us): RestAnswer {
  const candles = day.between(fromUs, toUs).map((bar) => ({
    start: String(bar.startUs / SECOND_US),
    low: decimal(bar.low, spec.tickPlaces),
    high: decimal(bar.high, spec.tickPlaces),
    open: decimal(bar.open, spec.tickPlaces),
    close: decimal(bar.close, spec.tickPlaces),
    volume: decimal(bar.lots, spec.lotPlaces),
  }))
  const query = `start=${fromUs / SECOND_US}&end=${toUs / SECOND_US}&granularity=ONE_MINUTE`
  return {
    path: `/api/v3/brokerage/market/products/${spec.id}/candles?${query}`,
    body: JSON.stringify({ candles: candles.toReversed() }),
  }
}

/** The answers that together hold the complete minutes of the 24 hours before a time, the oldest first. */
export function dayOfCandles(market: Market, endUs: Us): RestAnswer[] {
  const lastUs = endUs - (endUs % MINUTE_US)
  const stepUs = candlesPerAnswer * MINUTE_US
  const answers: RestAnswer[] = []
  for (let fromUs = lastUs - 1440 * MINUTE_US; fromUs < lastUs; fromUs += stepUs) {
    answers.push(minuteCandles(market, fromUs, Math.min(lastUs, fromUs + stepUs)))
  }
  return answers
}
