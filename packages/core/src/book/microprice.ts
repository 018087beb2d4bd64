import type { Touch } from '../market.ts'

/** The middle between the best prices, in quote currency. */
export function mid(quote: Touch): number {
  return (quote.bidPrice + quote.askPrice) / 2
}

/**
 * The weighted mid: each best price weighted with the size on the other side, so that it leans to the side with less
 * resting. In quote currency, between the best prices; `undefined` when nothing rests there.
 *
 * Not the micro-price of Stoikov (2018), which is a fitted model.
 */
export function microprice(quote: Touch): number | undefined {
  const { bidPrice, bidSize, askPrice, askSize } = quote
  const both = bidSize + askSize
  return both > 0 ? (bidPrice * askSize + askPrice * bidSize) / both : undefined
}
