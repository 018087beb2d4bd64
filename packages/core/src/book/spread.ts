import type { Touch } from '../market.ts'
import { mid } from './microprice.ts'

/** How liquid a spread says the product is. */
export type SpreadLabel = 'good' | 'moderate' | 'poor'

/** The distance between the best prices over their mid, in basis points; below zero while the book is crossed. */
export function spreadBps(quote: Touch): number {
  return ((quote.askPrice - quote.bidPrice) / mid(quote)) * 1e4
}

/** A spread in words: good up to 10 bps, moderate up to 25. */
export function spreadLabel(bps: number): SpreadLabel {
  if (bps <= 10) return 'good'
  return bps <= 25 ? 'moderate' : 'poor'
}
