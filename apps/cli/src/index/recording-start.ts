import type { Us } from '@of/core'
import { readCheckpoint, readManifest, type SegmentInfo, segmentNumber } from '@of/tape'
import { analysisCode } from './analysis-code.ts'
import { decodeState, type KeptState } from './kept-state.ts'

/** Where in a recording the reading can begin: at a segment, with what is known of those before. */
export interface RecordingStart {
  readonly segment: number
  readonly state: KeptState
  /** The same as bytes, for other threads. */
  readonly bytes: Uint8Array
}

/** Where the reading of a recording begins, and how much that saves or could. */
export interface Beginning {
  readonly start: RecordingStart | undefined
  readonly segments: number
  /** Of the segments that lie wholly before the time asked for and must be read nevertheless, compressed. */
  readonly warmUpBytes: number
  /** Whether there are states of it that cannot be used: another version of this program made them, or the recording has changed since. */
  readonly isOutdated: boolean
}

/** Where the reading of a recording in segments can begin so that what comes from a time on is known as if all had been read; `undefined` for any other recording. */
export async function beginningOf(directory: string, fromUs: Us): Promise<Beginning | undefined> {
  const segments = (await readManifest(directory))?.segments
  if (segments === undefined) return undefined
  const code = await analysisCode()
  let isOutdated = false
  for (let at = before(segments, fromUs); at > 0; at--) {
    const segment = segmentNumber(segments[at]!.file)
    const reading = await readCheckpoint({ directory, segment, code })
    isOutdated ||= reading.kind !== 'usable' && reading.kind !== 'missing'
    if (reading.kind !== 'usable') continue
    const { bytes } = reading
    const state = decodeState(bytes)
    // Times of receipt may go back: what was received before the segment must all be from before the time.
    if (state.pipeline.receivedUs >= fromUs) continue
    const warmUpBytes = sizeOf(segments.slice(at, before(segments, fromUs)))
    return { start: { segment, state, bytes }, segments: segments.length, warmUpBytes, isOutdated: false }
  }
  return { start: undefined, segments: segments.length, warmUpBytes: sizeOf(segments.slice(0, before(segments, fromUs))), isOutdated }
}

/** The index of the last segment that begins no later than a time, 0 where none does. */
function before(segments: readonly SegmentInfo[], timeUs: Us): number {
  return Math.max(
    0,
    segments.findLastIndex(({ firstUs }) => firstUs !== null && firstUs <= timeUs),
  )
}

function sizeOf(segments: readonly SegmentInfo[]): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0)
}
