import type { Arrival } from '@of/coinbase'
import type { Us } from '@of/core'
import {
  type FileHashes,
  openTape,
  openTapes,
  type Tape,
  TapeError,
  type TapeEntry,
  type TapeHeader,
  type TapeInput,
  type TapeProgress,
} from '@of/tape'
import { CliError } from '../errors.ts'
import { paced } from './pace.ts'

/** A span of receive time, the start included, the end not. */
export interface TimeRange {
  /** What arrives before only warms up books and windows. */
  readonly fromUs?: Us
  /** Reading stops at the first arrival of this time or later. */
  readonly toUs?: Us
}

/** What parts of one recording have in common, and which of them one is. */
export type PartName = Pick<TapeHeader, 'session' | 'segment'>

/** A segment to begin with, and what of those before it must be known to read on. */
export interface ReadingStart {
  readonly segment: number
  readonly part: PartName
  readonly simulated: boolean
}

/** What is read, and how. */
export interface ReadingOptions {
  readonly recordings: readonly TapeInput[]
  readonly range: TimeRange
  readonly signal: AbortSignal
  readonly onProgress: (progress: TapeProgress) => void
  /** How many times faster than it was received a recording goes by, from the start of the range on; at once unless given. */
  readonly speed?: number | undefined
  /** Where to begin, in a recording in segments that is read alone; at the beginning unless given. */
  readonly start?: ReadingStart | undefined
  /** Takes in what is read; nothing unless given. */
  readonly hashes?: FileHashes | undefined
}

/** What a recording brings: something that arrived, or a part that begins. */
export type Step = Arrival | PartStep

/** A part of a recording begins. */
export interface PartStep {
  readonly kind: 'part'
  readonly name: PartName
  /** What it says of itself. */
  readonly header: TapeHeader
  readonly simulated: boolean
  /** Whether it goes on where the part before it stopped; if not, connections are as good as opened anew. */
  readonly isContinuing: boolean
}

/** Recordings on their way in, as far as they can be read. */
export class Reading implements AsyncIterable<readonly Step[]> {
  readonly #options: ReadingOptions
  #simulated: boolean
  #part: PartName
  #firstUs: Us | undefined
  #lastUs: Us | undefined
  #skippedLines = 0
  #damage: TapeError | CliError | undefined

  constructor(options: ReadingOptions) {
    this.#options = options
    this.#simulated = options.start?.simulated ?? false
    this.#part = options.start?.part ?? {}
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

  /** What the recordings bring, in batches. Ends before a damage, which it keeps; throws what the signal was aborted with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Step[], void, undefined> {
    const { range, signal, speed } = this.#options
    const tape = this.#open()
    try {
      for await (const entries of speed === undefined ? tape : paced(tape, { speed, signal, fromUs: range.fromUs })) {
        const steps: Step[] = []
        const hasEnded = this.#take(entries, steps)
        yield steps
        if (hasEnded) return
      }
    } catch (error) {
      if (!(error instanceof TapeError)) throw error
      this.#damage = error
    } finally {
      this.#skippedLines = tape.skippedLines
    }
  }

  #open(): Tape {
    const { hashes, onProgress, range, recordings, signal, start } = this.#options
    const options = {
      signal,
      onProgress,
      ...(range.toUs === undefined ? {} : { untilUs: range.toUs }),
      ...(hashes === undefined ? {} : { hashes }),
    }
    const [only] = recordings
    return start === undefined || only === undefined
      ? openTapes(recordings, options)
      : openTape(only, { ...options, fromSegment: start.segment })
  }

  /** Takes entries in; `true` when what follows is out of reach. */
  #take(entries: readonly TapeEntry[], steps: Step[]): boolean {
    const { fromUs = -Infinity, toUs = Infinity } = this.#options.range
    for (const entry of entries) {
      if (entry.kind === 'header') {
        if (entry.header.source !== 'coinbase') {
          this.#damage = new CliError({ kind: 'foreign-venue', venue: entry.header.source })
          return true
        }
        steps.push(this.#begin(entry.header))
        continue
      }
      if (entry.receivedUs >= toUs) return true
      if (entry.receivedUs >= fromUs) {
        this.#firstUs ??= entry.receivedUs
        this.#lastUs = entry.receivedUs
      }
      steps.push(entry)
    }
    return false
  }

  #begin(header: TapeHeader): PartStep {
    // A capture says itself which connections open; its parts follow each other.
    const isContinuing = header.format !== 'of-frames' || follows(header, this.#part)
    const { segment, session, simulated } = header
    this.#part = { ...(session === undefined ? {} : { session }), ...(segment === undefined ? {} : { segment }) }
    this.#simulated ||= simulated
    return { kind: 'part', name: this.#part, header, simulated, isContinuing }
  }
}

/** Whether what begins with a header goes on where the part before it stopped. */
function follows({ session, segment }: PartName, before: PartName): boolean {
  if (session === undefined || session !== before.session) return false
  return segment === undefined || before.segment === undefined || segment === before.segment + 1
}
