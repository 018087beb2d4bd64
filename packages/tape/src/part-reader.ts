import { nameOf } from './bytes/feed.ts'
import type { Piece } from './bytes/piece.ts'
import { type Batch, EntryReader } from './entry-reader.ts'
import type { Part } from './recording/parts.ts'
import { SegmentCheck } from './recording/segment-check.ts'

/** Turns what is inflated of one part of a recording into entries, and holds a segment against what the manifest says of it. */
export class PartReader {
  readonly #reader: EntryReader
  readonly #check: SegmentCheck | undefined

  constructor({ input, member }: Extract<Part, { kind: 'bytes' }>) {
    this.#reader = new EntryReader(nameOf(input))
    this.#check = member === undefined ? undefined : new SegmentCheck(member)
  }

  /** How many lines have been read. */
  get lines(): number {
    return this.#reader.lines
  }

  /** How many of them said nothing this reader knows. */
  get skippedLines(): number {
    return this.#reader.skippedLines
  }

  /** Hands the chunks of the file through, as it lies on the disk. */
  seen(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    return this.#check?.seen(chunks) ?? chunks
  }

  /** Reads on; `'end'` is behind the last piece. */
  read(piece: Piece | 'end'): Batch {
    const { entries, fault } = this.#batchOf(piece)
    this.#check?.take(entries)
    if (fault !== undefined) return { entries, fault: this.#check?.meaningOf(fault) ?? fault }
    return piece === 'end' ? { entries, fault: this.#check?.end(this.#reader) } : { entries, fault: undefined }
  }

  #batchOf(piece: Piece | 'end'): Batch {
    if (piece === 'end') return this.#reader.end()
    return piece instanceof Uint8Array ? this.#reader.push(piece) : { entries: [], fault: this.#reader.stop(piece) }
  }
}
