import type { Us } from '../market.ts'

/** Rows of a time and some numbers, sorted by time, oldest first in a ring that grows. Plain data. */
export interface TimeRing {
  /** Row after row: the time, then the numbers. */
  rows: Float64Array
  /** Numbers of a row, its time included. */
  readonly stride: number
  /** One less than there are slots, which are a power of two: a slot behind the last is masked round to the first. */
  mask: number
  /** The slot of the oldest row. */
  head: number
  count: number
}

const FIRST_SLOTS = 16

/** As long as a ring has fewer slots than this it grows by more at a time: an array costs more than what is moved. */
const FEW_SLOTS = 1_024

/** A ring without rows, for so many numbers beside each time. */
export function timeRing(numbers: number): TimeRing {
  const stride = numbers + 1
  return { rows: new Float64Array(FIRST_SLOTS * stride), stride, mask: FIRST_SLOTS - 1, head: 0, count: 0 }
}

/** Makes room for a row where its time puts it, behind its equals, and returns where it begins in `rows`, which may be another array by then: its numbers are to be written behind its time. */
export function putRow(ring: TimeRing, timeUs: Us): number {
  if (ring.count > ring.mask) grow(ring)
  const at = timeUs >= newestUs(ring) ? rowAt(ring, ring.count) : insertLate(ring, timeUs)
  ring.rows[at] = timeUs
  ring.count += 1
  return at
}

/** Where a row begins in `rows`, counted from the oldest. */
export function rowAt(ring: TimeRing, rank: number): number {
  return ((ring.head + rank) & ring.mask) * ring.stride
}

/** The time of the oldest row, Infinity where there is none. */
export function oldestUs(ring: TimeRing): Us {
  return ring.count > 0 ? ring.rows[ring.head * ring.stride]! : Infinity
}

/** The time of the newest row, -Infinity where there is none. */
export function newestUs(ring: TimeRing): Us {
  return ring.count > 0 ? ring.rows[rowAt(ring, ring.count - 1)]! : -Infinity
}

/** How many rows are earlier than a time. */
export function rowsBefore(ring: TimeRing, timeUs: Us): number {
  let low = 0
  let high = ring.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ring.rows[rowAt(ring, middle)]! < timeUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Forgets the oldest row. */
export function dropOldest(ring: TimeRing): void {
  ring.head = (ring.head + 1) & ring.mask
  ring.count -= 1
}

/** Forgets all rows. */
export function clearRows(ring: TimeRing): void {
  ring.head = 0
  ring.count = 0
}

/** Moves the rows that are later than a time over by one, all at once, and returns where the gap begins. */
function insertLate(ring: TimeRing, timeUs: Us): number {
  if (ring.head + ring.count > ring.mask) layStraight(ring, ring.rows.length)
  const { rows, stride, head, count } = ring
  let rank = rowsBefore(ring, timeUs)
  while (rows[(head + rank) * stride] === timeUs) rank += 1
  const at = (head + rank) * stride
  rows.copyWithin(at + stride, at, (head + count) * stride)
  return at
}

function grow(ring: TimeRing): void {
  const times = ring.mask < FEW_SLOTS ? 4 : 2
  layStraight(ring, times * ring.rows.length)
  ring.mask = times * (ring.mask + 1) - 1
}

/** Moves the ring to an array of a length, its oldest row first. */
function layStraight(ring: TimeRing, length: number): void {
  const { rows } = ring
  const cut = ring.head * ring.stride
  const straight = new Float64Array(length)
  straight.set(rows.subarray(cut))
  straight.set(rows.subarray(0, cut), rows.length - cut)
  ring.rows = straight
  ring.head = 0
}
