import type { Us } from '@of/core'
import type { TapeHeader } from '../entry.ts'
import type { Manifest, RecordedDigest } from '../recording/manifest.ts'
import type { RecordedEntry } from './entry.ts'

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
