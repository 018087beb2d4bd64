import { type Arrival, type Frame, readFrame } from '@of/coinbase'
import type { Us } from '@of/core'
import { Pipeline, type PipelineEvent, type PipelineOptions } from '@of/pipeline'
import { openTapes, TapeError, type TapeEntry, type TapeHeader, type TapeInput, type TapeProgress } from '@of/tape'
import { CliError } from '../errors.ts'
import { paced } from './pace.ts'

/** A span of receive time, the start included, the end not. */
export interface TimeRange {
  /** What arrives before only warms up books and windows. */
  readonly fromUs?: Us
  /** Reading stops at the first arrival of this time or later. */
  readonly toUs?: Us
}

/** What is replayed, and how. */
export interface ReplayOptions extends Pick<PipelineOptions, 'ruleSet' | 'sampleEveryUs' | 'keepDecisions' | 'tell'> {
  readonly recordings: readonly TapeInput[]
  readonly range: TimeRange
  readonly signal: AbortSignal
  readonly onProgress: (progress: TapeProgress) => void
  /** How many times faster than it was received a recording goes by, from the start of the range on; at once unless given. */
  readonly speed?: number | undefined
}

/** What was taken in at once, and what fell due with it. */
export interface ReplayBatch {
  /** Each with what was read of it, for arrivals that are frames. */
  readonly arrivals: readonly { readonly arrival: Arrival; readonly frame: Frame | undefined }[]
  readonly events: readonly PipelineEvent[]
}

/** Recordings on their way through a pipeline, as far as they can be read. */
export class Replay {
  readonly pipeline: Pipeline
  readonly #options: ReplayOptions
  #simulated = false
  #part: Pick<TapeHeader, 'session' | 'segment'> = {}
  #firstUs: Us | undefined
  #lastUs: Us | undefined
  #skippedLines = 0
  #damage: TapeError | CliError | undefined

  constructor(options: ReplayOptions) {
    const { keepDecisions, range, ruleSet, sampleEveryUs, tell } = options
    this.#options = options
    this.pipeline = new Pipeline({
      ...(ruleSet === undefined ? {} : { ruleSet }),
      ...(sampleEveryUs === undefined ? {} : { sampleEveryUs }),
      ...(range.fromUs === undefined ? {} : { countFromUs: range.fromUs }),
      ...(keepDecisions === undefined ? {} : { keepDecisions }),
      ...(tell === undefined ? {} : { tell }),
    })
  }

  /** Whether a simulator made any of what was read so far. */
  get simulated(): boolean {
    return this.#simulated
  }

  /** Receive times of the first and the last arrival in range; `undefined` when there was none. */
  get span(): readonly [firstUs: Us, lastUs: Us] | undefined {
    return this.#firstUs === undefined || this.#lastUs === undefined ? undefined : [this.#firstUs, this.#lastUs]
  }

  /** Whether a part of the recordings was asked for. */
  get isRanged(): boolean {
    const { fromUs, toUs } = this.#options.range
    return fromUs !== undefined || toUs !== undefined
  }

  /** Lines that say nothing this program knows. */
  get skippedLines(): number {
    return this.#skippedLines
  }

  /** Why the recordings could not be read to their end. */
  get damage(): TapeError | CliError | undefined {
    return this.#damage
  }

  /** What falls due while the recordings are read, in batches. Ends before a damage, which it keeps; throws what the signal was aborted with. */
  async *events(): AsyncGenerator<readonly PipelineEvent[], void, undefined> {
    for await (const { events } of this.batches()) yield events
  }

  /** The same, with what was taken in. */
  async *batches(): AsyncGenerator<ReplayBatch, void, undefined> {
    const { onProgress, range, recordings, signal, speed } = this.#options
    const tape = openTapes(recordings, { signal, onProgress })
    try {
      for await (const entries of speed === undefined ? tape : paced(tape, { speed, signal, fromUs: range.fromUs })) {
        const batch: Filling = { arrivals: [], events: [] }
        const ended = this.#take(entries, batch)
        yield batch
        if (ended) return
      }
    } catch (error) {
      if (!(error instanceof TapeError)) throw error
      this.#damage = error
    } finally {
      this.#skippedLines = tape.skippedLines
    }
  }

  /** Takes entries in; `true` when what follows is out of reach. */
  #take(entries: readonly TapeEntry[], { arrivals, events }: Filling): boolean {
    const { fromUs = -Infinity, toUs = Infinity } = this.#options.range
    for (const entry of entries) {
      if (entry.kind === 'header') {
        const { format, simulated, source } = entry.header
        if (source !== 'coinbase') {
          this.#damage = new CliError({ kind: 'foreign-venue', venue: source })
          return true
        }
        // A capture says itself which connections open; its parts follow each other.
        if (format === 'of-frames' && !follows(entry.header, this.#part)) this.pipeline.reopen()
        this.#part = entry.header
        this.#simulated ||= simulated
        continue
      }
      if (entry.receivedUs >= toUs) return true
      if (entry.receivedUs >= fromUs) {
        this.#firstUs ??= entry.receivedUs
        this.#lastUs = entry.receivedUs
      }
      const frame = entry.kind === 'frame' ? readFrame(entry.frame) : undefined
      arrivals.push({ arrival: entry, frame })
      for (const event of this.pipeline.push(entry, frame)) events.push(event)
    }
    return false
  }
}

interface Filling {
  readonly arrivals: ReplayBatch['arrivals'][number][]
  readonly events: PipelineEvent[]
}

/** Whether what begins with a header goes on where the part before it stopped. */
function follows({ session, segment }: Pick<TapeHeader, 'session' | 'segment'>, before: Pick<TapeHeader, 'session' | 'segment'>): boolean {
  if (session === undefined || session !== before.session) return false
  return segment === undefined || before.segment === undefined || segment === before.segment + 1
}
