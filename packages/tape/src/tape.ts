import { decompress } from './bytes/decompress.ts'
import { feed, nameOf, type TapeInput } from './bytes/feed.ts'
import type { TapeEntry } from './entry.ts'
import { EntryReader, type Batch } from './entry-reader.ts'
import { TapeError } from './errors.ts'
import { Meter, type TapeProgress } from './meter.ts'
import { type Part, partsOf } from './recording/parts.ts'
import { SegmentCheck } from './recording/segment-check.ts'

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

/**
 * Opens a recording, whatever its name: compression (gzip, zstd) and format are told by its content. A directory with a manifest is read segment by
 * segment, each held against its hash.
 */
export function openTape(input: TapeInput, options: TapeOptions = {}): Tape {
  return new Recordings([input], options)
}

/** Opens several recordings as one, in the given order; a header entry begins each file and each segment. A missing file is noticed before the first is read. */
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
    const parts = (await Promise.all(this.#inputs.map(partsOf))).flat()
    const sizes = parts.flatMap((part) => (part.kind === 'bytes' ? [part.sizeBytes] : []))
    const meter = new Meter(sizes, onProgress)
    this.#skippedLines = 0
    for (const part of parts) {
      if (part.kind === 'fault') throw new TapeError(part.fault)
      yield* this.#read(part, meter)
    }
  }

  async *#read({ input, member }: Extract<Part, { kind: 'bytes' }>, meter: Meter): AsyncGenerator<readonly TapeEntry[], void, undefined> {
    const { signal } = this.#options
    const skippedBefore = this.#skippedLines
    const reader = new EntryReader(nameOf(input))
    const check = member === undefined ? undefined : new SegmentCheck(member)
    const chunks = feed(input, signal)
    for await (const { entries, fault } of batches(reader, meter.counted(check?.seen(chunks) ?? chunks))) {
      this.#skippedLines = skippedBefore + reader.skippedLines
      meter.report(reader.lines)
      signal?.throwIfAborted()
      check?.take(entries)
      if (entries.length > 0) yield entries
      if (fault !== undefined) throw new TapeError(check?.meaningOf(fault) ?? fault)
    }
    meter.finish(reader.lines)
    const fault = check?.end(reader)
    if (fault !== undefined) throw new TapeError(fault)
  }
}

async function* batches(reader: EntryReader, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Batch, void, undefined> {
  for await (const piece of decompress(chunks)) {
    yield piece instanceof Uint8Array ? reader.push(piece) : { entries: [], fault: reader.stop(piece) }
  }
  yield reader.end()
}
