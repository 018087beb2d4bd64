import type { Us } from '@of/core'
import type { TapeInput } from './bytes/feed.ts'
import type { FileHashes } from './bytes/file-hashes.ts'
import type { TapeEntry } from './entry.ts'
import { TapeError } from './errors.ts'
import { inflatedAhead } from './inflated.ts'
import { Meter, type TapeProgress } from './meter.ts'
import { partsOf } from './recording/parts.ts'
import type { Stretch } from './recording/stretch.ts'

/** How recordings are read. */
export interface TapeOptions {
  /** Ends the reading; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal
  /** Called each time bytes were read, and at the end. */
  readonly onProgress?: (progress: TapeProgress) => void
  /** Segments of a recording that begin after this time are left out; whatever is read is read to its end. A recording without segments is read whole. */
  readonly untilUs?: Us
  /** Takes in what is read, so that a result can say of what it is. */
  readonly hashes?: FileHashes
}

/** How one recording is read. */
export interface OneTapeOptions extends TapeOptions {
  /**
   * The number of the segment to begin with; those before it are left out. What had been opened and received before is known to whoever kept it: see
   * `readCheckpoint`. Throws a `RangeError` when read if the recording has no such segment.
   */
  readonly fromSegment?: number
}

/**
 * The entries of recordings, in batches. While one is worked on, the next are read and inflated, up to some 8 MiB. Memory does not grow with the length.
 *
 * What stands before a damage is delivered; then the iteration throws a `TapeError`.
 */
export interface Tape extends AsyncIterable<readonly TapeEntry[]> {
  /** How many lines have been passed over because they say nothing this reader knows. */
  readonly skippedLines: number
  /** How many segments were left out because they were not asked for: above zero, what was read is a part of the recording. */
  readonly leftOutSegments: number
}

/**
 * Opens a recording, whatever its name: compression (gzip, zstd) and format are told by its content. A directory with a manifest is read segment by
 * segment, each held against its hash.
 */
export function openTape(input: TapeInput, options: OneTapeOptions = {}): Tape {
  return new Recordings([input], options, options)
}

/** Opens several recordings as one, in the given order; a header entry begins each file and each segment. A missing file is noticed before the first is read. */
export function openTapes(inputs: readonly TapeInput[], options: TapeOptions = {}): Tape {
  return new Recordings(inputs, options, { untilUs: options.untilUs })
}

class Recordings implements Tape {
  readonly #inputs: readonly TapeInput[]
  readonly #options: TapeOptions
  readonly #stretch: Stretch
  #skippedLines = 0
  #leftOutSegments = 0

  constructor(inputs: readonly TapeInput[], options: TapeOptions, stretch: Stretch) {
    this.#inputs = inputs
    this.#options = options
    this.#stretch = stretch
  }

  get skippedLines(): number {
    return this.#skippedLines
  }

  get leftOutSegments(): number {
    return this.#leftOutSegments
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly TapeEntry[], void, undefined> {
    const { hashes, signal, onProgress } = this.#options
    signal?.throwIfAborted()
    const found = await Promise.all(this.#inputs.map((input) => partsOf(input, this.#stretch, hashes)))
    const parts = found.flatMap((recording) => recording.parts)
    this.#leftOutSegments = found.reduce((sum, { leftOut }) => sum + leftOut, 0)
    const sizes = parts.flatMap((part) => (part.kind === 'bytes' ? [part.sizeBytes] : []))
    const meter = new Meter(sizes, onProgress)
    this.#skippedLines = 0
    let skippedBefore = 0
    for await (const { reader, piece, takenBytes } of inflatedAhead(parts, { meter, hashes }, signal)) {
      const { entries, fault } = reader.read(piece)
      this.#skippedLines = skippedBefore + reader.skippedLines
      meter.report(takenBytes, reader.lines)
      signal?.throwIfAborted()
      if (entries.length > 0) yield entries
      if (fault !== undefined) throw new TapeError(fault)
      if (piece !== 'end') continue
      meter.finish(takenBytes, reader.lines)
      skippedBefore = this.#skippedLines
    }
  }
}
