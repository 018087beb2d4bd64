/** Consecutive ids, both ends included. */
export interface IdRange {
  from: number
  to: number
}

/** Ids that are waited for: disjoint ranges, ascending. The oldest are forgotten beyond a bound. */
export interface IdRanges {
  readonly ranges: IdRange[]
  /** Ids that were forgotten, which nobody waits for any more. */
  forgotten: number
}

const MOST_RANGES = 10_000

/** No ids. */
export function noIds(): IdRanges {
  return { ranges: [], forgotten: 0 }
}

/** Adds ids that are above all others. */
export function appendIds(ids: IdRanges, from: number, to: number): void {
  ids.ranges.push({ from, to })
  forgetOldest(ids)
}

/** Adds ids none of which is in, wherever they belong. */
export function insertIds(ids: IdRanges, from: number, to: number): void {
  ids.ranges.splice(rankOf(ids.ranges, from), 0, { from, to })
  forgetOldest(ids)
}

/** Takes an id out, and says whether it was in. */
export function takeId(ids: IdRanges, id: number): boolean {
  const { ranges } = ids
  const at = rankOf(ranges, id)
  const range = ranges[at]
  if (range === undefined || id < range.from) return false
  if (range.from === range.to) ranges.splice(at, 1)
  else if (id === range.from) range.from += 1
  else if (id === range.to) range.to -= 1
  else {
    ranges.splice(at + 1, 0, { from: id + 1, to: range.to })
    range.to = id - 1
    forgetOldest(ids)
  }
  return true
}

/** The rank of the first range that ends at or above an id. */
function rankOf(ranges: readonly IdRange[], id: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ranges[middle]!.to < id) low = middle + 1
    else high = middle
  }
  return low
}

function forgetOldest(ids: IdRanges): void {
  if (ids.ranges.length <= MOST_RANGES) return
  const oldest = ids.ranges.shift()!
  ids.forgotten += oldest.to - oldest.from + 1
}
