import { Pipeline } from '@of/pipeline'
import {
  checkpointsOf,
  readCheckpoint,
  type SegmentInfo,
  segmentNumber,
  type TapeError,
  type TapeProgress,
  writeCheckpoint,
} from '@of/tape'
import type { CliError } from '../errors.ts'
import { type PartName, Reading } from '../input/reading.ts'
import { analysisCode } from './analysis-code.ts'
import { decodeState, encodeState, type KeptState } from './kept-state.ts'

/** The recording that is indexed. */
export interface IndexOptions {
  readonly directory: string
  readonly segments: readonly SegmentInfo[]
  readonly signal: AbortSignal
  readonly onProgress: (progress: TapeProgress) => void
}

/** What came of it. */
export interface IndexOutcome {
  /** How many states were written, and how many were there already. */
  readonly written: number
  readonly kept: number
  /** Of the states that were written. */
  readonly bytes: number
  readonly damage: TapeError | CliError | undefined
}

/** Keeps before each segment of a recording what is known by then. Goes on where it was left. */
export async function indexRecording({ directory, onProgress, segments, signal }: IndexOptions): Promise<IndexOutcome> {
  const code = await analysisCode()
  const usable = (await checkpointsOf({ directory, code })).filter(({ kind }) => kind === 'usable').map(({ segment }) => segment)
  const from = unbroken(segments, usable)
  const start = from === 0 ? undefined : await stateBefore(directory, segmentNumber(segments[from]!.file), code)
  const first = start === undefined ? 0 : from
  const reading = new Reading({
    recordings: [{ path: directory }],
    range: {},
    signal,
    onProgress,
    start: start && { segment: segmentNumber(segments[first]!.file), part: start.part, simulated: start.simulated },
  })
  // What never begins to count remembers nothing that depends on a question.
  const pipeline = new Pipeline({ countFromUs: Infinity }, start?.pipeline)
  let at = first - 1
  let part: PartName = start?.part ?? {}
  let written = 0
  let bytes = 0
  for await (const steps of reading) {
    for (const step of steps) {
      if (step.kind !== 'part') {
        pipeline.push(step)
        continue
      }
      at += 1
      if (at > first) {
        const state = await encodeState({ pipeline: pipeline.checkpoint(), simulated: reading.simulated, part })
        await writeCheckpoint({ directory, segment: segmentNumber(segments[at]!.file), code }, state)
        written += 1
        bytes += state.length
      }
      if (!step.isContinuing) pipeline.reopen()
      part = step.name
    }
  }
  return { written, kept: first, bytes, damage: reading.damage }
}

/** The index of the last segment up to which every one but the first has its state. */
function unbroken(segments: readonly SegmentInfo[], usable: readonly number[]): number {
  const missing = segments.findIndex(({ file }, at) => at > 0 && !usable.includes(segmentNumber(file)))
  return missing === -1 ? Math.max(0, segments.length - 1) : missing - 1
}

async function stateBefore(directory: string, segment: number, code: string): Promise<KeptState | undefined> {
  const reading = await readCheckpoint({ directory, segment, code })
  return reading.kind === 'usable' ? decodeState(reading.bytes) : undefined
}
