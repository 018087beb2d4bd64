import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Origin, Replay, ReplayChange } from '@of/api'
import type { Arrival } from '@of/coinbase'
import type { Us } from '@of/core'
import { openTapes, readManifest, type TapeEntry, type TapeHeader } from '@of/tape'
import { ReplayPace } from './replay-pace.ts'
import type { MarketSource, SourceBatch } from './source.ts'

/** Which recording, and how fast it goes by. */
export interface RecordingOptions {
  readonly path: string
  /** How many times faster than it was received. */
  readonly speed: number
}

/** A recording, as fast as it was received or some times faster. */
export function recordingSource(options: RecordingOptions): MarketSource {
  return new Recording(options)
}

class Recording implements MarketSource {
  readonly canFollow = false
  readonly #options: RecordingOptions
  readonly #closed = new AbortController()
  readonly #pace: ReplayPace
  #span: { readonly fromUs: Us | null; readonly toUs: Us | null } = { fromUs: null, toUs: null }
  #hasEnded = false
  #part: Pick<TapeHeader, 'session' | 'segment'> = {}
  #simulated = false

  constructor(options: RecordingOptions) {
    this.#options = options
    this.#pace = new ReplayPace(options.speed)
  }

  origin(): Origin {
    const words = `${basename(this.#options.path)}, ${this.#pace.speed}× as fast as received`
    return { kind: 'replay', words, simulated: this.#simulated }
  }

  replay(): Replay {
    const { state, ...rest } = this.#pace.state
    return { ...this.#span, ...rest, state: this.#hasEnded ? 'ended' : state }
  }

  changeReplay(change: ReplayChange): Replay {
    this.#pace.change(change)
    return this.replay()
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
      this.#span = await spanOf(this.#options.path)
      for await (const entries of openTapes([{ path: this.#options.path }], { signal })) await this.#hand(entries, take)
      this.#hasEnded = true
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  readonly request = undefined

  follow(): Promise<void> {
    return Promise.reject(new RangeError('recording: expected no product besides its own'))
  }

  unfollow(): void {
    // What a recording holds comes in any case.
  }

  close(): Promise<void> {
    this.#closed.abort()
    this.#pace.close()
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
      if (this.#pace.isAhead(entry.receivedUs)) {
        flush()
        if (!(await this.#pace.until(entry.receivedUs))) return
      }
      this.#pace.passed(entry.receivedUs)
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
}

/** When a recording begins and ends, where it is a directory that says so. */
async function spanOf(path: string): Promise<{ readonly fromUs: Us | null; readonly toUs: Us | null }> {
  const isDirectory = await stat(path).then(
    (file) => file.isDirectory(),
    () => false,
  )
  const segments = (isDirectory ? await readManifest(path) : undefined)?.segments ?? []
  return {
    fromUs: segments.find(({ firstUs }) => firstUs !== null)?.firstUs ?? null,
    toUs: segments.findLast(({ lastUs }) => lastUs !== null)?.lastUs ?? null,
  }
}
