import { isUtf8 } from 'node:buffer'
import { CARRIAGE_RETURN, CLOSING_BRACE, DELETE, LINE_FEED, OPENING_BRACE, SPACE } from './bytes/ascii.ts'
import { asBuffer } from './bytes/as-buffer.ts'
import type { Break } from './bytes/piece.ts'
import type { TapeEntry } from './entry.ts'
import type { TapeFault } from './errors.ts'
import type { LineDecoder } from './line-decoder.ts'
import { Lines } from './lines.ts'
import { recognise } from './recognise.ts'

/** The entries that some bytes of a recording complete, and the fault behind which nothing can be read. */
export interface Batch {
  readonly entries: readonly TapeEntry[]
  readonly fault: TapeFault | undefined
}

/** How long a line may be, in bytes: the first one, which is a header, and any other. */
export interface LineLimits {
  readonly headerBytes: number
  readonly lineBytes: number
}

const MEBIBYTE = 1_048_576
const BYTE_ORDER_MARK = '\ufeff'

/** Turns the bytes of one recording into entries, and damage into the place where it lies. */
export class EntryReader {
  readonly #name: string
  readonly #limits: LineLimits
  readonly #lines = new Lines()
  #decoder: LineDecoder | undefined
  /** Whether all lines of the current chunk are known to be UTF-8 but for what an earlier chunk has of them. */
  #isChunkUtf8 = false

  constructor(name: string, limits: LineLimits = { headerBytes: MEBIBYTE, lineBytes: 256 * MEBIBYTE }) {
    this.#name = name
    this.#limits = limits
  }

  /** How many lines have been read. */
  get lines(): number {
    return this.#lines.number - 1
  }

  /** How many of them said nothing this reader knows. */
  get skippedLines(): number {
    return this.#decoder?.skippedLines ?? 0
  }

  /** Reads on. Frames look into the memory of the bytes, which must not change any more. */
  push(bytes: Uint8Array): Batch {
    const entries: TapeEntry[] = []
    const lines = this.#lines
    lines.push(bytes)
    this.#isChunkUtf8 = isUtf8(bytes.subarray(0, asBuffer(bytes).lastIndexOf(LINE_FEED) + 1))
    while (lines.next()) {
      const fault = this.#read(entries)
      if (fault !== undefined) return { entries, fault }
    }
    return { entries, fault: lines.heldBytes > this.#limitBytes() ? this.#tooLong() : undefined }
  }

  /** The bytes have come to their end. A last line without a line feed counts if it shows that it is whole. */
  end(): Batch {
    const entries: TapeEntry[] = []
    while (this.#lines.flush()) {
      const fault = this.#read(entries)
      const isCut = fault === undefined ? !entries.every((entry) => this.#decoder?.isWhole(entry)) : isCutOff(this.#lines, fault)
      if (isCut) return { entries: [], fault: this.#at('truncated', 'no line feed ends it') }
      if (fault !== undefined) return { entries: [], fault }
    }
    return { entries, fault: this.#decoder === undefined ? { kind: 'empty', name: this.#name } : undefined }
  }

  /** The bytes cannot be read further. */
  stop({ kind, detail }: Break): TapeFault {
    if (kind === 'unsupported') return { kind: 'unsupported-compression', name: this.#name, detail }
    return this.#at(kind, kind === 'damaged' ? `cannot be read: ${detail}` : detail)
  }

  /** Reads the current line, without a carriage return at its end. */
  #read(entries: TapeEntry[]): TapeFault | undefined {
    const { bytes, from, to, isJoined } = this.#lines
    if (to - from > this.#limitBytes()) return this.#tooLong()
    const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to
    const isText = (this.#isChunkUtf8 && !isJoined) || isUtf8(bytes.subarray(from, end))
    const first = bytes[from]!
    const isUsual = isText && end > from && first > SPACE && first < DELETE && this.#decoder !== undefined
    return isUsual ? this.#decode(this.#decoder!, from, end, entries) : this.#readUnusual(isText, end, entries)
  }

  /** Reads a line that is the first, is no text, is blank or begins with a byte order mark. */
  #readUnusual(isText: boolean, end: number, entries: TapeEntry[]): TapeFault | undefined {
    const { bytes, from } = this.#lines
    const isMarked = bytes.toString('utf8', from, Math.min(end, from + 3)) === BYTE_ORDER_MARK
    const start = isMarked ? from + 3 : from
    const text = isText ? bytes.toString('utf8', start, end) : undefined
    if (text?.trim() === '') return undefined
    this.#decoder ??= text === undefined ? undefined : recognise(text)
    if (this.#decoder === undefined) return this.#unknown('the first line is no header of a recording')
    if (text === undefined) return this.#at('damaged', 'is not UTF-8')
    return this.#decode(this.#decoder, start, end, entries)
  }

  #decode(decoder: LineDecoder, from: number, to: number, entries: TapeEntry[]): TapeFault | undefined {
    const fault = decoder.decode(this.#lines.bytes, from, to, entries)
    return fault?.kind === 'damaged' ? this.#at('damaged', fault.detail) : fault && { ...fault, name: this.#name }
  }

  #limitBytes(): number {
    return this.#decoder === undefined ? this.#limits.headerBytes : this.#limits.lineBytes
  }

  #tooLong(): TapeFault {
    const detail = `is longer than ${this.#limitBytes()} bytes`
    return this.#decoder === undefined ? this.#unknown(`the first line ${detail}`) : this.#at('damaged', detail)
  }

  #unknown(detail: string): TapeFault {
    return { kind: 'unknown-format', name: this.#name, detail }
  }

  #at(kind: 'truncated' | 'damaged', detail: string): TapeFault {
    return { kind, name: this.#name, line: this.#lines.number, byteOffset: this.#lines.startByte, detail }
  }
}

/** Whether what is wrong with a line that no line feed ended may be no more than its missing end. */
function isCutOff({ bytes, from, to }: Lines, fault: TapeFault): boolean {
  return fault.kind === 'damaged' || (fault.kind === 'unknown-format' && bytes[from] === OPENING_BRACE && bytes[to - 1] !== CLOSING_BRACE)
}
