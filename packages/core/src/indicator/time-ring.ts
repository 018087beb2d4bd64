import type { Us } from '../market.ts'

/** Rows of a time and some numbers, sorted by time, oldest first in a ring that grows. Plain data. */
export interface TimeRing {
  /** Row after row: the time, then the numbers. */
  rows: Float64Array
  /** Numbers of a row, its time included. */
  readonly stride: number
  /** The slot of the oldest row. */
  head: number
  count: number
}

const FIRST_CAPACITY = 64

/** A ring without rows, for so many numbers beside each time. */
export function timeRing(numbers: number): TimeRing {
  const stride = numbers + 1
  return { rows: new Float64Array(FIRST_CAPACITY * stride), stride, head: 0, count: 0 }
}

/** Makes room for a row where its time puts it, behind its equals, and returns where it begins in `rows`, which may be another array by then: its numbers are to be written behind its time. */
export function putRow(ring: TimeRing, timeUs: Us): number {
  const { stride } = ring
  if (ring.count * stride === ring.rows.length) grow(ring)
  const { rows, head } = ring
  const capacity = rows.length / stride
  let slot = (head + ring.count) % capacity
  for (let rank = ring.count - 1; rank >= 0; rank--) {
    const before = (head + rank) % capacity
    if (rows[before * stride]! <= timeUs) break
    rows.copyWithin(slot * stride, before * stride, (before + 1) * stride)
    slot = before
  }
  ring.count += 1
  rows[slot * stride] = timeUs
  return slot * stride
}

/** Where a row begins in `rows`, counted from the oldest. */
export function rowAt(ring: TimeRing, rank: number): number {
  const { rows, stride, head } = ring
  return ((head + rank) % (rows.length / stride)) * stride
}

/** Forgets the oldest row. */
export function dropOldest(ring: TimeRing): void {
  ring.head = (ring.head + 1) % (ring.rows.length / ring.stride)
  ring.count -= 1
}

/** Forgets all rows. */
export function clearRows(ring: TimeRing): void {
  ring.head = 0
  ring.count = 0
}

function grow(ring: TimeRing): void {
  const { rows } = ring
  const cut = ring.head * ring.stride
  const grown = new Float64Array(2 * rows.length)
  grown.set(rows.subarray(cut))
  grown.set(rows.subarray(0, cut), rows.length - cut)
  ring.rows = grown
  ring.head = 0
}
