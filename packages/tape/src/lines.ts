import { LINE_FEED } from './bytes/ascii.ts'
import { asBuffer } from './bytes/as-buffer.ts'

const NOTHING = Buffer.alloc(0)

/**
 * Cuts bytes into lines and knows where it stands. After `next` the current line is `bytes`, from `from` up to `to`: where a chunk has the whole of it,
 * in the memory of that chunk. The pieces of a line that no chunk has whole are kept apart until its end is there, and then joined.
 */
export class Lines {
  /** The memory of the current line. */
  bytes: Buffer = NOTHING
  from = 0
  to = 0
  /** The number of the current line, counted from one; after the last one, that of the line which would follow. */
  number = 1
  /** Where that line starts. */
  startByte = 0
  /** Whether pieces of several chunks were joined for the current line. */
  isJoined = false
  #chunk: Buffer = NOTHING
  #at = 0
  #parts: Buffer[] = []
  #heldBytes = 0
  #isInLine = false

  /** How much is held of a line whose end is not there. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /** Takes the next chunk; those before must have been cut to their end. */
  push(chunk: Uint8Array): void {
    this.#chunk = asBuffer(chunk)
    this.#at = 0
  }

  /** Goes on to the next line that has its line feed; false where there is none. */
  next(): boolean {
    this.#leave()
    const end = this.#chunk.indexOf(LINE_FEED, this.#at)
    if (end === -1) {
      this.#hold(this.#chunk.subarray(this.#at))
      this.#chunk = NOTHING
      this.#at = 0
      return false
    }
    const start = this.#at
    this.#at = end + 1
    this.#isInLine = true
    if (this.#heldBytes > 0) {
      this.#hold(this.#chunk.subarray(start, end))
      this.#join()
    } else {
      this.bytes = this.#chunk
      this.from = start
      this.to = end
      this.isJoined = false
    }
    return true
  }

  /** Goes on to the last line, if no line feed ended it; false if there is none. */
  flush(): boolean {
    this.#leave()
    if (this.#heldBytes === 0) return false
    this.#isInLine = true
    this.#join()
    return true
  }

  #leave(): void {
    if (!this.#isInLine) return
    this.#isInLine = false
    this.number += 1
    this.startByte += this.to - this.from + 1
  }

  #hold(part: Buffer): void {
    if (part.length === 0) return
    this.#parts.push(part)
    this.#heldBytes += part.length
  }

  #join(): void {
    this.bytes = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts, this.#heldBytes)
    this.from = 0
    this.to = this.#heldBytes
    this.isJoined = true
    this.#parts = []
    this.#heldBytes = 0
  }
}
