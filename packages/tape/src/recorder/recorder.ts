import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Us } from '@of/core'
import type { TapeHeader } from '../entry.ts'
import { recorderError, TapeError } from '../errors.ts'
import { isSegmentFile, type Manifest, MANIFEST_FILE, type RecordedDigest, segmentFile } from '../recording/manifest.ts'
import { DirectoryRecorder } from './directory-recorder.ts'
import type { RecordedEntry } from './entry.ts'
import { SegmentFile } from './segment-file.ts'

/** Where and how a recording is written. */
export interface RecorderOptions {
  /** Made if it is not there. One that holds a recording is refused. */
  readonly directory: string
  /** What is recorded; the session gets a random name unless it has one. */
  readonly header: Omit<TapeHeader, 'format' | 'version' | 'segment'>
  /** The program that records. */
  readonly code: Manifest['code']
  /** Size from which the next segment is begun, compressed; 256 MiB unless given. */
  readonly segmentBytes?: number
  /** Span of receive time from which the next segment is begun; an hour unless given. */
  readonly segmentUs?: Us
  /** How often what was received is brought to the file; every 500 ms unless given. */
  readonly flushEveryMs?: number
}

/** A recording that is being written. */
export interface Recorder {
  /**
   * Takes entries in, in the order they were received. Resolves when there is room for more: whoever waits for it holds little memory while the disk is slow.
   *
   * Rejects with a `TapeError` once something could not be written, then and ever after; what was written before can be read. Rejects with a
   * `RangeError` for an entry that the format cannot carry, which leaves the recording as it was.
   */
  write(entries: readonly RecordedEntry[]): Promise<void>
  /** What the recording says of itself as of now. */
  readonly manifest: Manifest
  /** Writes the rest and closes the recording. Rejects with a `TapeError` when something could not be written. */
  close(extra?: { readonly digest?: RecordedDigest }): Promise<Manifest>
  /** Closes a recording that came to nothing and takes away what was written, with the directory if it was made for it. Rejects as `close` does. */
  discard(): Promise<void>
}

/**
 * Begins a recording: a directory with gzip segments, each a recording of its own, and a manifest. Throws a `TapeError` when that cannot be.
 *
 * Everything taken in is in the file half a second later, so a process that is killed loses no more than that and what it had not yet been handed.
 */
export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const { directory } = options
  let isDirectoryNew: boolean
  try {
    isDirectoryNew = (await mkdir(directory, { recursive: true })) !== undefined
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new TapeError({ kind: 'cannot-write', name: directory, detail }, { cause: error })
  }
  try {
    const names = await readdir(directory)
    if (names.some((name) => name === MANIFEST_FILE || isSegmentFile(name))) throw new TapeError({ kind: 'exists', name: directory })
    const file = await SegmentFile.create(join(directory, segmentFile(1)))
    const recorder = new DirectoryRecorder(options, { file, isDirectoryNew })
    await recorder.begin()
    return recorder
  } catch (error) {
    throw recorderError(directory, error)
  }
}
