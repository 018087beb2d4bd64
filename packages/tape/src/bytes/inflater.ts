import type { Transform } from 'node:stream'

/** A decompressing stream of Node: it works on a thread of its own, one piece after the other. */
export interface ZlibStream extends Transform {
  readonly bytesWritten: number
}

/** What came of one slice of a compressed stream. */
export interface Inflated {
  readonly chunks: readonly Uint8Array[]
  /** What follows the end of the compressed stream, once that is reached. */
  readonly rest: Uint8Array | undefined
  /** What Node says of a stream it cannot follow. */
  readonly complaint: string | undefined
}

/** One compressed stream, fed slice by slice; nothing is done ahead of the slice. */
export class Inflater {
  readonly #zlib: ZlibStream
  #fed = 0
  #chunks: Uint8Array[] = []
  #onError: (error: Error) => void = () => undefined

  constructor(zlib: ZlibStream) {
    this.#zlib = zlib
    zlib.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk))
    zlib.on('error', (error) => this.#onError(error))
  }

  /** Inflates a slice as far as it goes. The end is only seen by feeding a byte beyond it. */
  async push(slice: Uint8Array): Promise<Inflated> {
    const complaint = await new Promise<string | undefined>((resolve) => {
      this.#onError = (error) => resolve(error.message)
      this.#zlib.write(slice, (error) => resolve(error?.message))
    })
    const chunks = this.#takeChunks()
    this.#fed += slice.length
    const unused = this.#fed - this.#zlib.bytesWritten
    return { chunks, rest: complaint === undefined && unused > 0 ? slice.subarray(slice.length - unused) : undefined, complaint }
  }

  #takeChunks(): Uint8Array[] {
    // What the stream may still hold back is handed to the listener by reading it.
    while (this.#zlib.read() !== null);
    const chunks = this.#chunks
    this.#chunks = []
    return chunks
  }

  /** Frees the stream's memory. */
  close(): void {
    this.#zlib.destroy()
  }
}
