import type { Quote } from '../../market.ts'

/** The quote reflected about a price of zero: bids are asks, and what pressed up presses down. */
export function mirrored({ timeUs, bidPrice, bidSize, askPrice, askSize }: Quote): Quote {
  return { timeUs, bidPrice: -askPrice, bidSize: askSize, askPrice: -bidPrice, askSize: bidSize }
}
