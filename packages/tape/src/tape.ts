import { decompress } from './bytes/decompress.ts'
import { feed, nameOf, sizeOf, type TapeInput } from './bytes/feed.ts'
import type { TapeEntry } from './entry.ts'
import { EntryReader, type Batch } from './entry-reader.ts'
import { TapeError } from './errors.ts'
import { Meter, type TapeProgress } from './meter.ts'

/** How recordings are read. */
export interface TapeOptions {
  /** Ends the reading; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal
  /** Called each time bytes were read, and at the end. */
  readonly onProgress?: (progress: TapeProgress) => void
}

/**
 * The entries of recordings, in batches, read while they are asked for. Memory does not grow with the length.
 *
 * What stands before a damage is delivered; then the iteration throws a `TapeError`.
 */
export interface Tape extends AsyncIterable<readonly TapeEntry[]> {
  /** How many lines have been passed over because they say nothing this reader knows. */
  readonly skippedLines: number
}

/** Opens a recording, whatever its name: compression (gzip, zstd) and format are told by its content. */
export function openTape(input: TapeInput, options: TapeOptions = {}): Tape {
  return new Recordings([input], options)
}

/** Opens several recordings as one, in the given order; a header entry begins each. A missing file is noticed before the first is read. */
export function openTapes(inputs: readonly TapeInput[], options: TapeOptions = {}): Tape {
  return new Recordings(inputs, options)
}

class Recordings implements Tape {
  readonly #inputs: readonly TapeInput[]
  readonly #options: TapeOptions
  #skippedLines = 0

  constructor(inputs: readonly TapeInput[], options: TapeOptions) {
    this.#inputs = inputs
    this.#options = options
  }

  get skippedLines(): number {
    return this.#skippedLines
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly TapeEntry[], void, undefined> {
    const { signal, onProgress } = this.#options
    signal?.throwIfAborted()
    const sizes = await Promise.all(this.#inputs.map(sizeOf))
    const meter = new Meter(sizes, onProgress)
    let skippedBefore = 0
    for (const input of this.#inputs) {
      const reader = new EntryReader(nameOf(input))
      for await (const { entries, fault } of batches(reader, meter.counted(feed(input, signal)))) {
        this.#skippedLines = skippedBefore + reader.skippedLines
        meter.report(reader.lines)
        signal?.throwIfAborted()
        if (entries.length > 0) yield entries
        if (fault !== undefined) throw new TapeError(fault)
      }
      skippedBefore = this.#skippedLines
      meter.finish(reader.lines)
    }
  }
}

async function* batches(reader: EntryReader, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Batch, void, undefined> {
  for await (const piece of decompress(chunks)) {
    yield piece instanceof Uint8Array ? reader.push(piece) : { entries: [], fault: reader.stop(piece) }
  }
  yield reader.end()
}
