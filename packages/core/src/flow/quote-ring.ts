import type { Us } from '../market.ts'

/** The mids of the latest quotes in order of time, in a ring that grows. */
export interface QuoteRing {
  times: Float64Array
  mids: Float64Array
  head: number
  count: number
}

const FIRST_CAPACITY = 64

/** A ring without quotes. */
export function quoteRing(): QuoteRing {
  return { times: new Float64Array(FIRST_CAPACITY), mids: new Float64Array(FIRST_CAPACITY), head: 0, count: 0 }
}

/**
 * Takes in a quote, late ones where their time puts them and behind their equals, and lets go of those that are
 * `keepUs` or more behind the newest.
 */
export function pushQuote(ring: QuoteRing, timeUs: Us, mid: number, keepUs: Us): void {
  const newestUs = ring.count > 0 ? Math.max(timeUs, ring.times[slotOf(ring, ring.count - 1)]!) : timeUs
  while (ring.count > 0 && ring.times[ring.head]! <= newestUs - keepUs) {
    ring.head = slotOf(ring, 1)
    ring.count -= 1
  }
  if (timeUs <= newestUs - keepUs) return
  if (ring.count === ring.times.length) grow(ring)
  let slot = slotOf(ring, ring.count)
  for (let rank = ring.count - 1; rank >= 0; rank--) {
    const before = slotOf(ring, rank)
    if (ring.times[before]! <= timeUs) break
    ring.times[slot] = ring.times[before]!
    ring.mids[slot] = ring.mids[before]!
    slot = before
  }
  ring.times[slot] = timeUs
  ring.mids[slot] = mid
  ring.count += 1
}

/** The mid just before a time: of the latest quote that is strictly earlier; `undefined` when it is more than `maxAgeUs` older, or not known. */
export function midBefore(ring: QuoteRing, timeUs: Us, maxAgeUs: Us): number | undefined {
  let low = 0
  let high = ring.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ring.times[slotOf(ring, middle)]! < timeUs) low = middle + 1
    else high = middle
  }
  if (low === 0) return undefined
  const slot = slotOf(ring, low - 1)
  return timeUs - ring.times[slot]! <= maxAgeUs ? ring.mids[slot] : undefined
}

/** Lets go of all quotes. */
export function clearQuotes(ring: QuoteRing): void {
  ring.count = 0
}

function slotOf(ring: QuoteRing, rank: number): number {
  return (ring.head + rank) % ring.times.length
}

function grow(ring: QuoteRing): void {
  ring.times = unrolled(ring.times, ring.head)
  ring.mids = unrolled(ring.mids, ring.head)
  ring.head = 0
}

/** A column of twice the length, its oldest first. */
function unrolled(column: Float64Array, head: number): Float64Array {
  const grown = new Float64Array(2 * column.length)
  grown.set(column.subarray(head))
  grown.set(column.subarray(0, head), column.length - head)
  return grown
}
