import type { Us } from '@of/core'
import { Pipeline, type PipelineEvent, type PipelineOptions } from '@of/pipeline'
import { openTapes, TapeError, type TapeEntry, type TapeInput, type TapeProgress } from '@of/tape'
import { CliError } from '../errors.ts'

/** A span of receive time, the start included, the end not. */
export interface TimeRange {
  /** What arrives before only warms up books and windows. */
  readonly fromUs?: Us
  /** Reading stops at the first arrival of this time or later. */
  readonly toUs?: Us
}

/** What is replayed, and how. */
export interface ReplayOptions extends Pick<PipelineOptions, 'ruleSet' | 'sampleEveryUs'> {
  readonly recordings: readonly TapeInput[]
  readonly range: TimeRange
  readonly signal: AbortSignal
  readonly onProgress: (progress: TapeProgress) => void
}

/** Recordings on their way through a pipeline, as far as they can be read. */
export class Replay {
  readonly pipeline: Pipeline
  readonly #options: ReplayOptions
  #simulated = false
  #session: string | undefined
  #firstUs: Us | undefined
  #lastUs: Us | undefined
  #skippedLines = 0
  #damage: TapeError | CliError | undefined

  constructor(options: ReplayOptions) {
    const { range, ruleSet, sampleEveryUs } = options
    this.#options = options
    this.pipeline = new Pipeline({
      ...(ruleSet === undefined ? {} : { ruleSet }),
      ...(sampleEveryUs === undefined ? {} : { sampleEveryUs }),
      ...(range.fromUs === undefined ? {} : { countFromUs: range.fromUs }),
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
    const { recordings, signal, onProgress } = this.#options
    const tape = openTapes(recordings, { signal, onProgress })
    try {
      for await (const entries of tape) {
        const events: PipelineEvent[] = []
        const ended = this.#take(entries, events)
        yield events
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
  #take(entries: readonly TapeEntry[], events: PipelineEvent[]): boolean {
    const { fromUs = -Infinity, toUs = Infinity } = this.#options.range
    for (const entry of entries) {
      if (entry.kind === 'header') {
        const { format, session, simulated, source } = entry.header
        if (source !== 'coinbase') {
          this.#damage = new CliError({ kind: 'foreign-venue', venue: source })
          return true
        }
        // A capture says itself which connections open; its parts follow each other.
        if (format === 'of-frames' && (session === undefined || session !== this.#session)) this.pipeline.reopen()
        this.#session = session
        this.#simulated ||= simulated
        continue
      }
      if (entry.receivedUs >= toUs) return true
      if (entry.receivedUs >= fromUs) {
        this.#firstUs ??= entry.receivedUs
        this.#lastUs = entry.receivedUs
      }
      for (const event of this.pipeline.push(entry)) events.push(event)
    }
    return false
  }
}
