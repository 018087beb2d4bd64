import { clearRows, dropOldest, newestUs, oldestUs, putRow, rowAt, rowsBefore, type TimeRing, timeRing } from '../indicator/time-ring.ts'
import type { Us } from '../market.ts'

/** The mids of the latest quotes in order of time. */
export type QuoteRing = TimeRing

/** A ring without quotes. */
export function quoteRing(): QuoteRing {
  return timeRing(1)
}

/**
 * Takes in a quote, late ones where their time puts them and behind their equals, and lets go of those that are
 * `keepUs` or more behind the newest.
 */
export function pushQuote(ring: QuoteRing, timeUs: Us, mid: number, keepUs: Us): void {
  const cutUs = Math.max(timeUs, newestUs(ring)) - keepUs
  while (oldestUs(ring) <= cutUs) dropOldest(ring)
  if (timeUs <= cutUs) return
  const at = putRow(ring, timeUs)
  ring.rows[at + 1] = mid
}

/** The mid of the newest quote; there must be one. */
export function newestMid(ring: QuoteRing): number {
  return ring.rows[rowAt(ring, ring.count - 1) + 1]!
}

/** The mid just before a time: of the latest quote that is strictly earlier; `undefined` when it is more than `maxAgeUs` older, or not known. */
export function midBefore(ring: QuoteRing, timeUs: Us, maxAgeUs: Us): number | undefined {
  const earlier = rowsBefore(ring, timeUs)
  if (earlier === 0) return undefined
  const at = rowAt(ring, earlier - 1)
  return timeUs - ring.rows[at]! <= maxAgeUs ? ring.rows[at + 1] : undefined
}

/** Lets go of all quotes. */
export function clearQuotes(ring: QuoteRing): void {
  clearRows(ring)
}
