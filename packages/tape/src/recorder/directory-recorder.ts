import { randomUUID } from 'node:crypto'
import { rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HOUR_US, type Us } from '@of/core'
import { encodeEntry, encodeHeader } from '../encode.ts'
import type { TapeHeader } from '../entry.ts'
import { recorderError, type TapeError } from '../errors.ts'
import { FRAMES_VERSION } from '../format.ts'
import {
  type Manifest,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type RecordedDigest,
  segmentFile,
  type SegmentInfo,
} from '../recording/manifest.ts'
import { syncDirectory, writeManifest } from '../recording/manifest-file.ts'
import type { RecordedEntry } from './entry.ts'
import type { Recorder, RecorderOptions } from './recorder.ts'
import { SegmentFile } from './segment-file.ts'
import { SegmentTally } from './segment-tally.ts'

const MEBIBYTE = 1_048_576
/** Bytes of lines that may wait to be written. */
const MOST_WAITING = 4 * MEBIBYTE
/** Bytes of lines that are compressed in one go. */
const CHUNK = 65_536

interface Line {
  readonly entry: RecordedEntry
  readonly bytes: Uint8Array
}

/** What a recording begins with: the file of its first segment, and whether the directory was made for it. */
interface Beginning {
  readonly file: SegmentFile
  readonly isDirectoryNew: boolean
}

/** A recording that is being written to a directory, which is there and holds none. */
export class DirectoryRecorder implements Recorder {
  readonly #directory: string
  readonly #isDirectoryNew: boolean
  readonly #header: TapeHeader & { readonly session: string }
  readonly #code: Manifest['code']
  readonly #segmentBytes: number
  readonly #segmentUs: Us
  readonly #flushEveryMs: number
  readonly #startedUs: Us = Date.now() * 1_000
  readonly #finished: SegmentInfo[] = []
  readonly #tally = new SegmentTally()
  #file: SegmentFile
  /** Everything that touches the file, one after the other. Never rejects. */
  #steps: Promise<void> = Promise.resolve()
  #waiting = 0
  #flushTimer: ReturnType<typeof setTimeout> | undefined
  #syncing: Promise<void> | undefined
  #unsynced = false
  #failure: TapeError | undefined
  #closing: Promise<Manifest> | undefined
  #digest: RecordedDigest | undefined
  #isClosed = false

  constructor({ directory, header, code, segmentBytes, segmentUs, flushEveryMs }: RecorderOptions, { file, isDirectoryNew }: Beginning) {
    this.#directory = directory
    this.#isDirectoryNew = isDirectoryNew
    this.#header = { ...header, format: 'of-frames', version: FRAMES_VERSION, session: header.session ?? randomUUID() }
    this.#code = code
    this.#segmentBytes = segmentBytes ?? 256 * MEBIBYTE
    this.#segmentUs = segmentUs ?? HOUR_US
    this.#flushEveryMs = flushEveryMs ?? 500
    this.#file = file
  }

  get manifest(): Manifest {
    const isClosed = this.#isClosed && this.#failure === undefined
    const { source, simulated, session, note } = this.#header
    return {
      format: 'of-recording',
      version: MANIFEST_VERSION,
      source,
      simulated,
      session,
      ...(note === undefined ? {} : { note }),
      code: this.#code,
      startedUs: this.#startedUs,
      flushEveryMs: this.#flushEveryMs,
      state: isClosed ? 'closed' : 'open',
      segments: this.#isClosed ? this.#finished : [...this.#finished, this.#openSegment()],
      // What was lost is in the digest and not in the recording.
      ...(isClosed && this.#digest !== undefined ? { digest: this.#digest } : {}),
    }
  }

  /** Writes the beginning of the first segment and the first manifest. */
  async begin(): Promise<void> {
    try {
      await this.#beginSegment()
      await writeManifest(this.#directory, this.manifest)
    } catch (error) {
      await this.#file.release()
      throw error
    }
  }

  async write(entries: readonly RecordedEntry[]): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#closing !== undefined) throw new Error(`${this.#directory}: the recording was closed`)
    const lines = entries.map((entry): Line => ({ entry, bytes: encodeEntry(entry) }))
    const length = lines.reduce((sum, { bytes }) => sum + bytes.length, 0)
    this.#waiting += length
    const written = this.#then(async () => {
      await this.#put(lines)
      this.#waiting -= length
    })
    if (this.#waiting > MOST_WAITING) await written
    if (this.#failure !== undefined) throw this.#failure
  }

  close({ digest }: { readonly digest?: RecordedDigest } = {}): Promise<Manifest> {
    this.#digest ??= digest
    this.#closing ??= this.#close()
    return this.#closing
  }

  async discard(): Promise<void> {
    const { segments } = await this.close()
    try {
      for (const { file } of segments) await rm(join(this.#directory, file))
      await rm(join(this.#directory, MANIFEST_FILE))
      if (this.#isDirectoryNew) await rmdir(this.#directory)
    } catch (error) {
      throw recorderError(this.#directory, error)
    }
  }

  async #close(): Promise<Manifest> {
    await this.#then(async () => {
      clearTimeout(this.#flushTimer)
      await this.#finishSegment()
      this.#isClosed = true
      await writeManifest(this.#directory, this.manifest)
    })
    clearTimeout(this.#flushTimer)
    await this.#syncing
    if (this.#failure !== undefined) {
      await this.#file.release().catch(() => undefined)
      throw this.#failure
    }
    return this.manifest
  }

  /** Does a step after those before it, unless one of them failed. Resolves in any case. */
  #then(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#attempt(step, this.#steps)
    return this.#steps
  }

  async #attempt(step: () => Promise<void>, before: Promise<void>): Promise<void> {
    await before
    if (this.#failure !== undefined) return
    try {
      await step()
    } catch (error) {
      this.#failure ??= recorderError(this.#directory, error)
    }
  }

  async #put(lines: readonly Line[]): Promise<void> {
    let together: Uint8Array[] = []
    let length = 0
    for (const { entry, bytes } of lines) {
      const isFull = this.#isFullFor(entry)
      if (isFull || length >= CHUNK) {
        await this.#file.write(Buffer.concat(together, length))
        together = []
        length = 0
      }
      if (isFull) await this.#rotate()
      this.#tally.add(entry)
      together.push(bytes)
      length += bytes.length
    }
    await this.#file.write(Buffer.concat(together, length))
    this.#flushTimer ??= setTimeout(() => {
      this.#flushTimer = undefined
      void this.#then(() => this.#flush())
    }, this.#flushEveryMs)
  }

  async #flush(): Promise<void> {
    if (this.#isClosed) return
    await this.#file.flush()
    // A slow disk holds up what follows no longer than the file itself does.
    this.#unsynced = true
    this.#syncing ??= this.#sync()
  }

  async #sync(): Promise<void> {
    try {
      while (this.#unsynced) {
        this.#unsynced = false
        await this.#file.sync()
      }
    } catch (error) {
      this.#failure ??= recorderError(this.#directory, error)
    } finally {
      this.#syncing = undefined
    }
  }

  #isFullFor({ receivedUs }: RecordedEntry): boolean {
    const { firstUs } = this.#tally
    return firstUs !== null && (this.#file.bytes >= this.#segmentBytes || receivedUs - firstUs >= this.#segmentUs)
  }

  async #rotate(): Promise<void> {
    await this.#finishSegment()
    // The manifest names a segment before there is one: no crash leaves a file behind that nobody knows.
    await writeManifest(this.#directory, this.manifest)
    this.#file = await SegmentFile.create(join(this.#directory, segmentFile(this.#finished.length + 1)))
    await this.#beginSegment()
  }

  async #beginSegment(): Promise<void> {
    await this.#file.write(encodeHeader({ ...this.#header, segment: this.#finished.length + 1 }))
    await this.#file.flush()
    await syncDirectory(this.#directory)
  }

  async #finishSegment(): Promise<void> {
    await this.#syncing
    const { file, ...counts } = this.#openSegment()
    this.#finished.push({ file, ...counts, state: 'closed', ...(await this.#file.finish()) })
    this.#tally.restart()
  }

  #openSegment(): SegmentInfo {
    return {
      file: segmentFile(this.#finished.length + 1),
      state: 'open',
      bytes: this.#file.isFinished ? 0 : this.#file.bytes,
      ...this.#tally.counts,
    }
  }
}
