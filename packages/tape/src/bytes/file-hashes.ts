import { createHash, type Hash } from 'node:crypto'
import { nameOf, restOf, type TapeInput } from './feed.ts'

/** A file that was read, or a stream, by what it holds. */
export interface ReadFile {
  /** Its path as it was given; of a recording in segments that of its manifest, which holds the hash of each segment. */
  readonly name: string
  /** Of its bytes as they lie on the disk, in lower-case hexadecimal; `null` of a stream that was not read to its end. */
  readonly sha256: string | null
  /** As many as were hashed; `null` where there is no hash. */
  readonly bytes: number | null
}

interface Hashing {
  readonly input: TapeInput
  readonly hash: Hash
  bytes: number
  isEnded: boolean
}

/** Hashes files while they are read. Given to those that read, then asked what they read: for one reading alone. */
export class FileHashes {
  readonly #hashings: Hashing[] = []

  /** Hands the chunks of an input through. */
  seen(input: TapeInput, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    const hashing: Hashing = { input, hash: createHash('sha256'), bytes: 0, isEnded: false }
    this.#hashings.push(hashing)
    return handedThrough(chunks, hashing)
  }

  /** Takes in what was read at once. */
  whole(input: TapeInput, bytes: Uint8Array): void {
    const hashing: Hashing = { input, hash: createHash('sha256'), bytes: 0, isEnded: true }
    take(hashing, bytes)
    this.#hashings.push(hashing)
  }

  /**
   * What was read, in the order in which it was opened; to be asked once. A file whose end nobody wanted is read on to it, so that its hash does not tell
   * of how far. Throws a `TapeError` where that fails.
   */
  async files(signal: AbortSignal): Promise<ReadFile[]> {
    const files: ReadFile[] = []
    for (const hashing of this.#hashings) {
      const { hash, input } = hashing
      if (!hashing.isEnded && 'path' in input) await readOn(hashing, input.path, signal)
      const read = hashing.isEnded ? { sha256: hash.digest('hex'), bytes: hashing.bytes } : { sha256: null, bytes: null }
      files.push({ name: nameOf(input), ...read })
    }
    return files
  }
}

async function* handedThrough(chunks: AsyncIterable<Uint8Array>, hashing: Hashing): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    take(hashing, chunk)
    yield chunk
  }
  hashing.isEnded = true
}

async function readOn(hashing: Hashing, path: string, signal: AbortSignal): Promise<void> {
  for await (const chunk of restOf({ path }, hashing.bytes, signal)) take(hashing, chunk)
  hashing.isEnded = true
}

function take(hashing: Hashing, chunk: Uint8Array): void {
  hashing.hash.update(chunk)
  hashing.bytes += chunk.length
}
