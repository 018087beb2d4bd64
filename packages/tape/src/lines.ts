const LINE_FEED = 10
const NOTHING = new Uint8Array(0)

/** Cuts bytes into lines, keeping the pieces of an unfinished line apart until it is whole, and knows where it stands. */
export class Lines {
  #parts: Uint8Array[] = []
  #heldBytes = 0
  #number = 1
  #startByte = 0

  /** The number of the current line, counted from one. */
  get number(): number {
    return this.#number
  }

  /** Where the current line starts. */
  get startByte(): number {
    return this.#startByte
  }

  /** How much of the current line is held. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /** The lines that bytes complete, without their line feeds. While one is handed out, it is the current line. */
  *cut(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
    let from = 0
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      this.#hold(bytes.subarray(from, end))
      from = end + 1
      yield* this.#current()
    }
    if (from < bytes.length) this.#hold(bytes.subarray(from))
  }

  /** The last line, if no line feed ended it. */
  *flush(): Generator<Uint8Array, void, undefined> {
    if (this.#heldBytes > 0) yield* this.#current()
  }

  *#current(): Generator<Uint8Array, void, undefined> {
    const [first = NOTHING, ...others] = this.#parts
    const line = others.length === 0 ? first : Buffer.concat(this.#parts, this.#heldBytes)
    this.#parts = []
    this.#heldBytes = 0
    yield line
    this.#number += 1
    this.#startByte += line.length + 1
  }

  #hold(part: Uint8Array): void {
    this.#parts.push(part)
    this.#heldBytes += part.length
  }
}
