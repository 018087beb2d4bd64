import type { Us } from '../market.ts'
import { rankAt } from './nearest-rank.ts'

/** The sizes of the latest orders in order of arrival, in a ring that grows to its capacity, and their ranks. */
export interface SizeMemory {
  times: Float64Array
  sizes: Float64Array
  /** The slot of the first to arrive. */
  head: number
  count: number
  /** The slots by size, then time. */
  ranked: Uint32Array
  /** No order in memory is older than this. */
  oldestUs: Us
}

const FIRST_CAPACITY = 64

/** A memory without orders. */
export function sizeMemory(): SizeMemory {
  return {
    times: new Float64Array(FIRST_CAPACITY),
    sizes: new Float64Array(FIRST_CAPACITY),
    head: 0,
    count: 0,
    ranked: new Uint32Array(FIRST_CAPACITY),
    oldestUs: 0,
  }
}

/** Takes in an order; the first to have arrived of `capacity` makes room for it. */
export function remember(memory: SizeMemory, capacity: number, timeUs: Us, size: number): void {
  memory.oldestUs = memory.count === 0 ? timeUs : Math.min(memory.oldestUs, timeUs)
  const full = memory.count === capacity
  if (!full && memory.count === memory.times.length) grow(memory)
  const slot = full ? memory.head : memory.count
  const vacant = full ? rankOfSlot(memory, slot) : memory.count
  const among = rankOf(memory, timeUs, size)
  put(memory.ranked, slot, among > vacant ? among - 1 : among, vacant)
  memory.times[slot] = timeUs
  memory.sizes[slot] = size
  if (full) memory.head = (slot + 1) % capacity
  else memory.count += 1
}

/** How many orders are later than a time. */
export function countAfter(memory: SizeMemory, cutUs: Us): number {
  const { count, times, oldestUs } = memory
  if (oldestUs > cutUs) return count
  let after = 0
  for (let slot = 0; slot < count; slot++) if (times[slot]! > cutUs) after += 1
  return after
}

/** The nearest-rank quantile of the sizes of the orders later than a time; `undefined` when there are none. */
export function quantileAfter(memory: SizeMemory, share: number, cutUs: Us): number | undefined {
  const { count, times, sizes, ranked } = memory
  const after = countAfter(memory, cutUs)
  if (after === 0) return undefined
  let above = after - rankAt(share, after)
  if (after === count) return sizes[ranked[count - 1 - above]!]
  for (let rank = count - 1; rank >= 0; rank--) {
    const slot = ranked[rank]!
    if (times[slot]! <= cutUs) continue
    if (above === 0) return sizes[slot]
    above -= 1
  }
  return undefined
}

/** Looks up how old the oldest order is, so that orders which made room for others are no longer looked for. */
export function findOldest(memory: SizeMemory): void {
  const { count, times } = memory
  let oldestUs = times[0]!
  for (let slot = 1; slot < count; slot++) if (times[slot]! < oldestUs) oldestUs = times[slot]!
  memory.oldestUs = oldestUs
}

/** How many orders are smaller, or as large and earlier. */
function rankOf({ count, times, sizes, ranked }: SizeMemory, timeUs: Us, size: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    const slot = ranked[middle]!
    if (sizes[slot]! < size || (sizes[slot] === size && times[slot]! < timeUs)) low = middle + 1
    else high = middle
  }
  return low
}

/** The rank of an order that is in memory, among others of its size and time. */
function rankOfSlot(memory: SizeMemory, slot: number): number {
  let rank = rankOf(memory, memory.times[slot]!, memory.sizes[slot]!)
  while (memory.ranked[rank] !== slot) rank += 1
  return rank
}

/** Puts a value at a rank; all values between there and the vacant place move over by one. */
function put(column: Uint32Array, value: number, rank: number, vacant: number): void {
  if (rank > vacant) column.copyWithin(vacant, vacant + 1, rank + 1)
  else column.copyWithin(rank + 1, rank, vacant)
  column[rank] = value
}

function grow(memory: SizeMemory): void {
  // The ring has not turned yet: it grows only while it is filled for the first time.
  memory.times = doubled(memory.times)
  memory.sizes = doubled(memory.sizes)
  const ranked = new Uint32Array(2 * memory.ranked.length)
  ranked.set(memory.ranked)
  memory.ranked = ranked
}

function doubled(column: Float64Array): Float64Array {
  const grown = new Float64Array(2 * column.length)
  grown.set(column)
  return grown
}
