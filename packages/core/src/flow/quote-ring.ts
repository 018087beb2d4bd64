import { clearRows, dropOldest, putRow, rowAt, type TimeRing, timeRing } from '../indicator/time-ring.ts'
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
  const newestUs = ring.count > 0 ? Math.max(timeUs, ring.rows[rowAt(ring, ring.count - 1)]!) : timeUs
  while (ring.count > 0 && ring.rows[rowAt(ring, 0)]! <= newestUs - keepUs) dropOldest(ring)
  if (timeUs <= newestUs - keepUs) return
  const at = putRow(ring, timeUs)
  ring.rows[at + 1] = mid
}

/** The mid just before a time: of the latest quote that is strictly earlier; `undefined` when it is more than `maxAgeUs` older, or not known. */
export function midBefore(ring: QuoteRing, timeUs: Us, maxAgeUs: Us): number | undefined {
  let low = 0
  let high = ring.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ring.rows[rowAt(ring, middle)]! < timeUs) low = middle + 1
    else high = middle
  }
  if (low === 0) return undefined
  const at = rowAt(ring, low - 1)
  return timeUs - ring.rows[at]! <= maxAgeUs ? ring.rows[at + 1] : undefined
}

/** Lets go of all quotes. */
export function clearQuotes(ring: QuoteRing): void {
  clearRows(ring)
}
