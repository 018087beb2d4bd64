import type { Us } from '@of/core'
import type { ConnectionInfo, SegmentInfo } from '../recording/manifest.ts'
import type { RecordedEntry } from './entry.ts'

type Counts = Omit<SegmentInfo, 'file' | 'state' | 'bytes' | 'sha256'>

/** Counts what is written, segment by segment. The numbers that connections must go on with outlast a segment. */
export class SegmentTally {
  #entries = 0
  #frames = 0
  #firstUs: Us | null = null
  #lastUs: Us | null = null
  #connections = new Map<string, Mutable<ConnectionInfo>>()
  readonly #next = new Map<string, number>()

  /** When the first entry of the segment was received; `null` before it. */
  get firstUs(): Us | null {
    return this.#firstUs
  }

  /** Counts an entry. */
  add(entry: RecordedEntry): void {
    this.#entries += 1
    this.#firstUs ??= entry.receivedUs
    this.#lastUs = entry.receivedUs
    if (entry.kind === 'opened' || entry.kind === 'closed') this.#next.delete(entry.connection)
    if (entry.kind === 'frame') this.#addFrame(entry.connection, entry.sequence)
  }

  /** The counts of the segment. */
  get counts(): Counts {
    return {
      entries: this.#entries,
      frames: this.#frames,
      firstUs: this.#firstUs,
      lastUs: this.#lastUs,
      connections: Object.fromEntries(Array.from(this.#connections, ([name, info]) => [name, { ...info }])),
    }
  }

  /** Begins the next segment. */
  restart(): void {
    this.#entries = 0
    this.#frames = 0
    this.#firstUs = null
    this.#lastUs = null
    this.#connections = new Map()
  }

  #addFrame(connection: string, sequence: number | undefined): void {
    this.#frames += 1
    const info = this.#infoOf(connection)
    info.frames += 1
    if (sequence === undefined) return
    const expected = this.#next.get(connection) ?? sequence
    // A number below the expected one is a late frame or a repeated one: it fills no gap and makes none.
    if (sequence >= expected) this.#next.set(connection, sequence + 1)
    if (sequence > expected) {
      info.gaps += 1
      info.lostFrames += sequence - expected
    }
    info.firstSequence ??= sequence
    info.lastSequence = sequence
  }

  #infoOf(connection: string): Mutable<ConnectionInfo> {
    let info = this.#connections.get(connection)
    if (info === undefined) {
      info = { frames: 0, firstSequence: null, lastSequence: null, gaps: 0, lostFrames: 0 }
      this.#connections.set(connection, info)
    }
    return info
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
