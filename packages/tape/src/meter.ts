/** How far the reading has come. */
export interface TapeProgress {
  /** Bytes of which the entries were handed on, before decompression. */
  readonly bytesRead: number
  /** Bytes there are to read, before decompression; `undefined` when the size of an input is unknown. */
  readonly totalBytes: number | undefined
  readonly lines: number
}

/** Counts what is read of several recordings, one after the other. */
export class Meter {
  readonly #totalBytes: number | undefined
  readonly #onProgress: ((progress: TapeProgress) => void) | undefined
  #takenBytes = 0
  #reportedBytes = 0
  #finishedLines = 0

  constructor(sizes: readonly (number | undefined)[], onProgress: ((progress: TapeProgress) => void) | undefined) {
    this.#totalBytes = sizes.reduce((total, size) => (total === undefined || size === undefined ? undefined : total + size), 0)
    this.#onProgress = onProgress
  }

  /** How many bytes have been taken so far; what comes of them may still wait. */
  get takenBytes(): number {
    return this.#takenBytes
  }

  /** Hands chunks through and counts their bytes. */
  async *counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      this.#takenBytes += chunk.length
      yield chunk
    }
  }

  /** Tells how far the current recording is, if more of it was read since it was last told. */
  report(bytesRead: number, lines: number): void {
    if (bytesRead === this.#reportedBytes) return
    this.#tell(bytesRead, lines)
  }

  /** Ends the current recording. */
  finish(bytesRead: number, lines: number): void {
    this.#tell(bytesRead, lines)
    this.#finishedLines += lines
  }

  #tell(bytesRead: number, lines: number): void {
    this.#reportedBytes = bytesRead
    this.#onProgress?.({ bytesRead, totalBytes: this.#totalBytes, lines: this.#finishedLines + lines })
  }
}
