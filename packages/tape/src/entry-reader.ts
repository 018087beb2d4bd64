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
const CARRIAGE_RETURN = 13
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Turns the bytes of one recording into entries, and damage into the place where it lies. */
export class EntryReader {
  readonly #name: string
  readonly #limits: LineLimits
  readonly #lines = new Lines()
  #decoder: LineDecoder | undefined

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

  /** Reads on. */
  push(bytes: Uint8Array): Batch {
    const entries: TapeEntry[] = []
    for (const line of this.#lines.cut(bytes)) {
      const fault = this.#read(line, entries)
      if (fault !== undefined) return { entries, fault }
    }
    return { entries, fault: this.#lines.heldBytes > this.#limitBytes() ? this.#tooLong() : undefined }
  }

  /** The bytes have come to their end. A last line without a line feed counts if it shows that it is whole. */
  end(): Batch {
    const entries: TapeEntry[] = []
    for (const line of this.#lines.flush()) {
      const fault = this.#read(line, entries)
      const isCut = fault === undefined ? !entries.every((entry) => this.#decoder?.isWhole(entry)) : isCutOff(line, fault)
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

  #read(line: Uint8Array, entries: TapeEntry[]): TapeFault | undefined {
    if (line.length > this.#limitBytes()) return this.#tooLong()
    const text = this.#textOf(line)
    if (text?.trim() === '') return undefined
    this.#decoder ??= text === undefined ? undefined : recognise(text)
    if (this.#decoder === undefined) return this.#unknown('the first line is no header of a recording')
    if (text === undefined) return this.#at('damaged', 'is not UTF-8')
    const fault = this.#decoder.decode(text, entries)
    return fault?.kind === 'damaged' ? this.#at('damaged', fault.detail) : fault && { ...fault, name: this.#name }
  }

  /** A line as text, without a carriage return at its end and a byte order mark before it; `undefined` when it is not UTF-8. */
  #textOf(line: Uint8Array): string | undefined {
    const end = line.at(-1) === CARRIAGE_RETURN ? line.length - 1 : line.length
    try {
      return utf8.decode(line.subarray(0, end))
    } catch {
      return undefined
    }
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
function isCutOff(line: Uint8Array, fault: TapeFault): boolean {
  return fault.kind === 'damaged' || (fault.kind === 'unknown-format' && line[0] === OPENING_BRACE && line.at(-1) !== CLOSING_BRACE)
}
