import { VIEW } from './byte-window.ts'

const WORD_BYTES = 8
const MOST_BYTES = 32

/**
 * A text of 8 to 32 ASCII characters that is looked for in the window.
 *
 * It is compared in words of eight bytes, the later ones overlapping, each taken for a double: those of ASCII are neither NaN nor
 * zero, so they are equal to the same bytes and to no others.
 */
export class Literal {
  readonly length: number
  readonly first: number
  readonly second: number
  readonly third: number
  readonly fourth: number
  readonly secondAt: number
  readonly thirdAt: number
  readonly fourthAt: number

  /** Throws a `RangeError` for a text of another length. */
  constructor(text: string) {
    const { length } = text
    if (length < WORD_BYTES || length > MOST_BYTES) throw new RangeError(`expected 8 to 32 characters, received ${length}`)
    const last = length - WORD_BYTES
    this.length = length
    this.secondAt = Math.min(8, last)
    this.thirdAt = Math.min(16, last)
    this.fourthAt = last
    this.first = wordAt(text, 0)
    this.second = wordAt(text, this.secondAt)
    this.third = wordAt(text, this.thirdAt)
    this.fourth = wordAt(text, last)
  }

  /** Whether it is at a place of the window. */
  isAt(at: number): boolean {
    return (
      VIEW.getFloat64(at, true) === this.first &&
      VIEW.getFloat64(at + this.secondAt, true) === this.second &&
      VIEW.getFloat64(at + this.thirdAt, true) === this.third &&
      VIEW.getFloat64(at + this.fourthAt, true) === this.fourth
    )
  }
}

/** Four ASCII characters as the window shows them. */
export function fourBytes(text: string): number {
  return bytesOf(text).getUint32(0, true)
}

function wordAt(text: string, at: number): number {
  return bytesOf(text).getFloat64(at, true)
}

function bytesOf(text: string): DataView {
  return new DataView(Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer)
}
