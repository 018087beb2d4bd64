import type { Trade, Us } from '../market.ts'

/** Time, price and size of trades, oldest first in a ring that grows. */
export interface TradeRing {
  rows: Float64Array
  head: number
  count: number
}

const STRIDE = 3
const FIRST_CAPACITY = 64

/** A ring without trades. */
export function tradeRing(): TradeRing {
  return { rows: new Float64Array(FIRST_CAPACITY * STRIDE), head: 0, count: 0 }
}

/** Puts a trade where its time says, behind its equals. */
export function putTrade(ring: TradeRing, { timeUs, price, size }: Pick<Trade, 'timeUs' | 'price' | 'size'>): void {
  if (ring.count * STRIDE === ring.rows.length) grow(ring)
  const { rows, head } = ring
  const capacity = rows.length / STRIDE
  let slot = (head + ring.count) % capacity
  for (let i = ring.count; i > 0; i--) {
    const before = (head + i - 1) % capacity
    if (rows[before * STRIDE]! <= timeUs) break
    rows.copyWithin(slot * STRIDE, before * STRIDE, (before + 1) * STRIDE)
    slot = before
  }
  rows[slot * STRIDE] = timeUs
  rows[slot * STRIDE + 1] = price
  rows[slot * STRIDE + 2] = size
  ring.count += 1
}

/** The place in `rows` of the oldest trade, if it happened at a time or before; -1 where there is none. */
export function oldestUntil(ring: TradeRing, timeUs: Us): number {
  const at = ring.head * STRIDE
  return ring.count > 0 && ring.rows[at]! <= timeUs ? at : -1
}

/** Forgets the oldest trade. */
export function dropOldest(ring: TradeRing): void {
  ring.head = (ring.head + 1) % (ring.rows.length / STRIDE)
  ring.count -= 1
}

function grow(ring: TradeRing): void {
  const { rows } = ring
  const grown = new Float64Array(rows.length * 2)
  const cut = ring.head * STRIDE
  grown.set(rows.subarray(cut))
  grown.set(rows.subarray(0, cut), rows.length - cut)
  ring.rows = grown
  ring.head = 0
}
