/** How many levels a page can hold. */
export const PAGE_LEVELS = 64

/** A page spans as many numbers as these bits count, 64 keys and 64 sizes: a slot without its last bits is the number of its page. */
export const PAGE_BITS = 7

/** The key that is looked for. A number handed from function to function may have to be allocated, one that lies here never. */
export const sought: Float64Array<ArrayBuffer> = new Float64Array(1)

/** The bits of the sought key, as two integers. */
export const soughtWords: Int32Array<ArrayBuffer> = new Int32Array(sought.buffer)

/** Pages without a row. */
export function emptyPages(pages: number): Float64Array<ArrayBuffer> {
  return new Float64Array(pages << PAGE_BITS).fill(NaN)
}

/** A page is searched by the last keys of stretches of so many, a power of two, and then within one of them. */
const STRETCH_BITS = 3
const STRETCH = 1 << STRETCH_BITS

/**
 * The first slot of the page that begins at `start` with a key not below the sought one, that after its last row when there is
 * none: what no row has is below nothing.
 *
 * The keys that are below are counted. That is more comparisons than halving takes, but none that a processor would have to
 * guess, as often wrong as right.
 */
export function firstNotBelow(rows: Float64Array, start: number): number {
  const key = sought[0]!
  let slot = start
  for (let last = start + STRETCH - 1; last < start + PAGE_LEVELS - 1; last += STRETCH) slot += Number(rows[last]! < key) << STRETCH_BITS
  let below = 0
  for (let rank = 0; rank < STRETCH; rank++) below += Number(rows[slot + rank]! < key)
  return slot + below
}

/**
 * Puts the sought key, which belongs right before the row at `slot`, into a dead row: one that is there already, or the next one
 * after it, the rows between moving up. Returns its slot, −1 when there is no dead row from there to the end.
 */
export function openRow(rows: Float64Array, start: number, slot: number, end: number): number {
  const to = slot > start && rows[slot - 1 + PAGE_LEVELS] === 0 ? slot - 1 : slot
  let dead = to
  while (dead < end && rows[dead + PAGE_LEVELS] !== 0) dead += 1
  if (dead === end) return -1
  for (let row = dead; row > to; row--) {
    rows[row] = rows[row - 1]!
    rows[row + PAGE_LEVELS] = rows[row - 1 + PAGE_LEVELS]!
  }
  rows[to] = sought[0]!
  rows[to + PAGE_LEVELS] = 0
  return to
}

/** Moves the living of some rows to the slots from `to` on, which may be their own, and gives up the dead; returns how many lived. */
export function moveLiving(rows: Float64Array, start: number, end: number, to: number): number {
  let slot = to
  for (let row = start; row < end; row++) {
    const key = rows[row]!
    const size = rows[row + PAGE_LEVELS]!
    rows[row] = NaN
    if (size === 0) continue
    rows[slot] = key
    rows[slot + PAGE_LEVELS] = size
    slot += 1
  }
  return slot - to
}
