import { CARRIAGE_RETURN, SPACE } from '../../bytes/ascii.ts'
import { decompress } from '../../bytes/decompress.ts'
import type { FileHashes } from '../../bytes/file-hashes.ts'
import { feed, nameOf, type TapeInput } from '../../bytes/feed.ts'
import type { Piece } from '../../bytes/piece.ts'
import { TapeError, type TapeFault } from '../../errors.ts'
import { Lines } from '../../lines.ts'
import type { Meter } from '../../meter.ts'

const MEBIBYTE = 1_048_576
/** A book of 5,000 levels a side in one line is far below. */
const MOST_LINE_BYTES = 16 * MEBIBYTE
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const

/** How the lines of an input are read. */
export interface TextLinesOptions {
  readonly meter: Meter
  readonly signal: AbortSignal
  readonly hashes?: FileHashes | undefined
}

/** The lines of one text, plain or compressed, as they are asked for: blank ones and the ends of lines are left out, and every place is known. */
export class TextLines {
  readonly name: string
  readonly #lines = new Lines()
  readonly #pieces: AsyncGenerator<Piece, void, undefined>
  #end = 0
  #isEnded = false
  #isUnended = false

  constructor(input: TapeInput, { hashes, meter, signal }: TextLinesOptions) {
    this.name = nameOf(input)
    const chunks = feed(input, signal)
    this.#pieces = decompress(meter.counted(hashes?.seen(input, chunks) ?? chunks))
  }

  /** How many lines have been read. */
  get count(): number {
    return this.#lines.number - 1
  }

  /** The memory of the current line, which begins at `from` and ends before `to`. */
  get bytes(): Buffer {
    return this.#lines.bytes
  }

  get from(): number {
    const { bytes, from, number } = this.#lines
    const isMarked = number === 1 && BYTE_ORDER_MARK.every((byte, at) => bytes[from + at] === byte)
    return isMarked ? from + BYTE_ORDER_MARK.length : from
  }

  get to(): number {
    return this.#end
  }

  /** The current line. */
  get text(): string {
    return this.bytes.toString('utf8', this.from, this.#end)
  }

  /** Goes on to the next line of what has been read; false where more must be read first. */
  next(): boolean {
    const lines = this.#lines
    while (this.#isEnded ? !this.#isUnended && lines.flush() : lines.next()) {
      this.#isUnended = this.#isEnded
      if (lines.to - lines.from > MOST_LINE_BYTES) throw this.#tooLong()
      this.#end = lines.to > lines.from && lines.bytes[lines.to - 1] === CARRIAGE_RETURN ? lines.to - 1 : lines.to
      if (!this.#isBlank()) return true
    }
    return false
  }

  /** Reads on, once `next` has found no more lines; false at the end. Throws a `TapeError` where the input cannot be read. */
  async more(): Promise<boolean> {
    if (this.#isEnded) return false
    const { done, value: piece } = await this.#pieces.next()
    if (done === true) {
      this.#isEnded = true
      return true
    }
    if (piece instanceof Uint8Array) {
      this.#lines.push(piece)
      if (this.#lines.heldBytes > MOST_LINE_BYTES) throw this.#tooLong()
      return true
    }
    if (piece.kind === 'unsupported') throw new TapeError({ kind: 'unsupported-compression', name: this.name, detail: piece.detail })
    throw this.error(piece.kind, piece.kind === 'damaged' ? `cannot be read: ${piece.detail}` : piece.detail)
  }

  /** Goes on to the next line, reading as far as it takes; false at the end. */
  async advance(): Promise<boolean> {
    while (!this.next()) if (!(await this.more())) return false
    return true
  }

  /** What is wrong with the current line. `detail` goes on from the words "line 7". */
  error(kind: Extract<TapeFault['kind'], 'truncated' | 'damaged'>, detail: string): TapeError {
    const { number, startByte } = this.#lines
    return new TapeError({ kind, name: this.name, line: number, byteOffset: startByte, detail })
  }

  /** The same of what a reader of lines finds. What is wrong with a last line that no line feed ended may be no more than its missing end. */
  complaint(detail: string): TapeError {
    return this.#isUnended ? this.error('truncated', 'no line feed ends it') : this.error('damaged', detail)
  }

  /** Lets go of the input. */
  async close(): Promise<void> {
    await this.#pieces.return()
  }

  #isBlank(): boolean {
    const { bytes } = this
    for (let at = this.from; at < this.#end; at++) if (bytes[at]! > SPACE || bytes[at] === 0) return false
    return true
  }

  #tooLong(): TapeError {
    return this.error('damaged', `is longer than ${MOST_LINE_BYTES} bytes`)
  }
}
