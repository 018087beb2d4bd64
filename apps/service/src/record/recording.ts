import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Health } from '@of/api'
import { DAY_US, type Us } from '@of/core'
import { openRecorder, readManifest, type Recorder } from '@of/tape'
import type { SourceArrival } from '../source/source.ts'
import { version } from '../version.ts'

/** Where and how raw frames are recorded. */
export interface RecordingOptions {
  /** Folder of the recordings of this origin; each run has one of its own in it. */
  readonly dir: string
  readonly simulated: boolean
  readonly segmentBytes: number
  readonly segmentUs: Us
  /** For how many days recordings of earlier runs are kept. */
  readonly keepDays: number | undefined
  readonly nowUs: Us
  readonly onFailure: (why: string) => void
}

/** What may wait for a slow disk, in bytes of frames. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024

/** Raw frames on their way to disk. A disk that is slow or full ends the recording, and never holds up the feed. */
export class Recording {
  readonly path: string
  readonly #recorder: Recorder
  readonly #onFailure: (why: string) => void
  #waitingBytes = 0
  #failure: string | undefined
  #isClosed = false

  private constructor(path: string, recorder: Recorder, onFailure: (why: string) => void) {
    this.path = path
    this.#recorder = recorder
    this.#onFailure = onFailure
  }

  /** Begins a recording, and lets go of those that are kept no longer. Rejects with a `TapeError` where it cannot be written. */
  static async open(options: RecordingOptions): Promise<Recording> {
    const { dir, keepDays, nowUs, onFailure, segmentBytes, segmentUs, simulated } = options
    if (keepDays !== undefined) await forgetRecordings(dir, nowUs - keepDays * DAY_US)
    const path = join(dir, new Date(nowUs / 1_000).toISOString().replaceAll(/[:.]/g, '-'))
    const code = { name: '@of/service', version }
    const recorder = await openRecorder({ directory: path, header: { source: 'coinbase', simulated }, code, segmentBytes, segmentUs })
    return new Recording(path, recorder, onFailure)
  }

  get health(): NonNullable<Health['recording']> {
    const bytes = this.#recorder.manifest.segments.reduce((sum, segment) => sum + segment.bytes, 0)
    const state = this.#failure !== undefined ? 'failed' : this.#isClosed ? 'off' : 'on'
    return { path: this.path, bytes, state, reason: this.#failure ?? null }
  }

  /** Takes in what arrived; frames are never changed once they were handed over. */
  take(arrivals: readonly SourceArrival[]): void {
    if (this.#failure !== undefined || this.#isClosed || arrivals.length === 0) return
    const bytes = arrivals.reduce((sum, arrival) => sum + sizeOf(arrival), 0)
    this.#waitingBytes += bytes
    if (this.#waitingBytes > MOST_WAITING_BYTES) {
      this.#fail(`the disk is too slow: ${MOST_WAITING_BYTES / 1_048_576} MB waited`)
      return
    }
    this.#recorder.write(arrivals).then(
      () => (this.#waitingBytes -= bytes),
      (error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)),
    )
  }

  /** Writes the rest; a recording into which nothing came leaves nothing behind. Never rejects: what could not be written is told by `health`. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    try {
      const { segments } = await this.#recorder.close()
      if (segments.every(({ entries }) => entries === 0)) await this.#recorder.discard()
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error))
    }
  }

  #fail(why: string): void {
    if (this.#failure !== undefined) return
    this.#failure = why
    this.#onFailure(why)
  }
}

/** Lets go of recordings that end before a time. What is no recording stays. */
async function forgetRecordings(dir: string, beforeUs: Us): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const path = join(dir, entry.name)
    const manifest = await readManifest(path).catch(() => undefined)
    if (manifest === undefined) continue
    const lastUs = manifest.segments.reduce((latestUs, segment) => Math.max(latestUs, segment.lastUs ?? 0), manifest.startedUs)
    if (lastUs < beforeUs) await rm(path, { recursive: true })
  }
}

function sizeOf(arrival: SourceArrival): number {
  if (arrival.kind === 'frame') return arrival.frame.byteLength
  return arrival.kind === 'rest' ? arrival.body.length : 0
}
