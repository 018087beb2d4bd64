import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Origin } from '@of/api'
import type { Arrival } from '@of/coinbase'
import { openTapes, type TapeEntry, type TapeHeader } from '@of/tape'
import type { MarketSource, SourceBatch } from './source.ts'

/** Which recording, and how fast it goes by. */
export interface RecordingOptions {
  readonly path: string
  /** How many times faster than it was received. */
  readonly speed: number
}

/** A timer cannot be trusted to less. */
const SHORTEST_WAIT_MS = 2

/** A recording, as fast as it was received or some times faster. */
export function recordingSource(options: RecordingOptions): MarketSource {
  return new Recording(options)
}

class Recording implements MarketSource {
  readonly canFollow = false
  readonly #options: RecordingOptions
  readonly #closed = new AbortController()
  readonly #pace: { startUs: number | undefined; startMs: number } = { startUs: undefined, startMs: 0 }
  #part: Pick<TapeHeader, 'session' | 'segment'> = {}
  #simulated = false

  constructor(options: RecordingOptions) {
    this.#options = options
  }

  origin(): Origin {
    const { path, speed } = this.#options
    return { kind: 'replay', words: `${basename(path)}, ${speed}× as fast as received`, simulated: this.#simulated }
  }

  health(): undefined {
    return undefined
  }

  nowUs(): undefined {
    return undefined
  }

  async run(take: (batch: SourceBatch) => void): Promise<void> {
    const { signal } = this.#closed
    try {
      for await (const entries of openTapes([{ path: this.#options.path }], { signal })) await this.#hand(entries, take)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  follow(): void {
    throw new RangeError('recording: expected no product besides its own')
  }

  unfollow(): void {
    // What a recording holds comes in any case.
  }

  close(): Promise<void> {
    this.#closed.abort()
    return Promise.resolve()
  }

  /** Hands entries on, none before its time. */
  async #hand(entries: readonly TapeEntry[], take: (batch: SourceBatch) => void): Promise<void> {
    let due: Arrival[] = []
    const flush = (): void => {
      if (due.length > 0) take({ arrivals: due, events: [] })
      due = []
    }
    for (const entry of entries) {
      if (entry.kind === 'header') {
        flush()
        if (this.#begins(entry.header)) take({ arrivals: [], events: [], reopens: true })
        continue
      }
      const aheadMs = this.#aheadMs(entry.receivedUs)
      if (aheadMs >= SHORTEST_WAIT_MS) {
        flush()
        await wait(aheadMs, undefined, { signal: this.#closed.signal })
      }
      due.push(entry)
    }
    flush()
  }

  /** Whether a header begins something else than what came before it. */
  #begins(header: TapeHeader): boolean {
    if (header.source !== 'coinbase') throw new Error(`recording: expected one of coinbase, received one of ${header.source}`)
    this.#simulated ||= header.simulated
    const before = this.#part
    this.#part = header
    const goesOn =
      header.session !== undefined &&
      header.session === before.session &&
      (header.segment === undefined || before.segment === undefined || header.segment === before.segment + 1)
    return header.format === 'of-frames' && !goesOn
  }

  #aheadMs(receivedUs: number): number {
    const pace = this.#pace
    if (pace.startUs === undefined) {
      pace.startUs = receivedUs
      pace.startMs = performance.now()
    }
    return (receivedUs - pace.startUs) / 1_000 / this.#options.speed - (performance.now() - pace.startMs)
  }
}
