import type { Us } from '@of/core'
import { type SegmentInfo, segmentNumber } from './manifest.ts'

/** Which of a recording's segments are wanted; all, where nothing is said. */
export interface Stretch {
  /** The number of the first segment to read. */
  readonly fromSegment?: number | undefined
  /** Segments that begin after this time are not read: what is received goes into the file in its order. */
  readonly untilUs?: Us | undefined
}

/** Where a stretch lies in the list of segments: from one index up to another. Throws a `RangeError` when there is no such segment to begin with. */
export function placeOf(
  segments: readonly SegmentInfo[],
  { fromSegment, untilUs }: Stretch,
): { readonly from: number; readonly to: number } {
  const from = fromSegment === undefined ? 0 : segments.findIndex(({ file }) => segmentNumber(file) === fromSegment)
  if (from === -1) throw new RangeError(`tape: fromSegment must be the number of a segment, was ${fromSegment}`)
  return { from, to: untilUs === undefined ? segments.length : Math.max(from, firstAfter(segments, untilUs)) }
}

/** The first segment that begins after a time. One of which nothing is known yet begins no earlier than the one before it ends. */
function firstAfter(segments: readonly SegmentInfo[], untilUs: Us): number {
  let beforeUs = -Infinity
  for (const [at, { firstUs, lastUs }] of segments.entries()) {
    if ((firstUs ?? beforeUs) > untilUs) return at
    beforeUs = lastUs ?? beforeUs
  }
  return segments.length
}
