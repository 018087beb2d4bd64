/** How far the reading has come. */
export interface TapeProgress {
  /** Bytes read, before decompression. */
  readonly bytesRead: number
  /** Bytes there are, before decompression; `undefined` when the size of an input is unknown. */
  readonly totalBytes: number | undefined
  readonly lines: number
}

/** Counts what is read of several recordings, one after the other. */
export class Meter {
  readonly #totalBytes: number | undefined
  readonly #onProgress: ((progress: TapeProgress) => void) | undefined
  #bytesRead = 0
  #reportedBytes = 0
  #finishedLines = 0

  constructor(sizes: readonly (number | undefined)[], onProgress: ((progress: TapeProgress) => void) | undefined) {
    this.#totalBytes = sizes.reduce((total, size) => (total === undefined || size === undefined ? undefined : total + size), 0)
    this.#onProgress = onProgress
  }

  /** Hands chunks through and counts their bytes. */
  async *counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      this.#bytesRead += chunk.length
      yield chunk
    }
  }

  /** Tells how far the current recording is, if more of it was read since it was last told. */
  report(lines: number): void {
    if (this.#bytesRead === this.#reportedBytes) return
    this.#tell(lines)
  }

  /** Ends the current recording. */
  finish(lines: number): void {
    this.#tell(lines)
    this.#finishedLines += lines
  }

  #tell(lines: number): void {
    this.#reportedBytes = this.#bytesRead
    this.#onProgress?.({ bytesRead: this.#bytesRead, totalBytes: this.#totalBytes, lines: this.#finishedLines + lines })
  }
}
