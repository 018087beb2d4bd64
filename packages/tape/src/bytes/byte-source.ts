const NOTHING = new Uint8Array(0)

/** Bytes pulled on demand, as many as asked for, wherever the borders of the chunks fall. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Uint8Array = NOTHING

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** So many bytes; fewer only where the stream ends. */
  async take(count: number): Promise<Uint8Array> {
    const first = await this.some(count)
    if (first.length === count) return first
    const parts = [first]
    let missing = count - first.length
    while (missing > 0) {
      const part = await this.some(missing)
      if (part.length === 0) break
      parts.push(part)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }

  /** The bytes at hand, at least one and at most `limit`; none only at the end of the stream. */
  async some(limit: number): Promise<Uint8Array> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next()
      if (next.done === true) return NOTHING
      this.#held = next.value
    }
    const bytes = this.#held.subarray(0, limit)
    this.#held = this.#held.subarray(bytes.length)
    return bytes
  }

  /** Puts bytes back, to be taken again. */
  unread(bytes: Uint8Array): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([bytes, this.#held])
  }

  /** The next bytes, left where they are. */
  async peek(count: number): Promise<Uint8Array> {
    const bytes = await this.take(count)
    this.unread(bytes)
    return bytes
  }

  /** Lets go of what the bytes come from. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
