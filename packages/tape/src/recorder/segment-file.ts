import { createHash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { constants, createGzip, type Gzip } from 'node:zlib'

/** A segment that was written to its end. */
export interface FinishedFile {
  readonly bytes: number
  readonly sha256: string
}

// On frames as quick as level 1, and smaller.
const LEVEL = 3

/** A gzip file that grows, of which everything flushed can be read even if it is never finished. */
export class SegmentFile {
  readonly #path: string
  readonly #file: FileHandle
  readonly #gzip: Gzip = createGzip({ level: LEVEL })
  readonly #hash = createHash('sha256')
  #chunks: Uint8Array[] = []
  #bytes = 0
  #isFinished = false
  #onError: (error: Error) => void = () => undefined

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
    this.#gzip.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk))
    this.#gzip.on('error', (error) => this.#onError(error))
  }

  /** Begins a file where there was none. */
  static async create(path: string): Promise<SegmentFile> {
    return new SegmentFile(path, await open(path, 'wx'))
  }

  /** How much of it is in the file. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether it was written to its end. */
  get isFinished(): boolean {
    return this.#isFinished
  }

  /** Takes bytes in; they may stay in memory until they are flushed. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#zip((done) => this.#gzip.write(bytes, done))
    await this.#store()
  }

  /** Brings everything taken in to the file, where it outlasts the end of this process. */
  async flush(): Promise<void> {
    await this.#zip((done) => this.#gzip.flush(constants.Z_SYNC_FLUSH, done))
    await this.#store()
  }

  /** Brings the file to the disk, where it outlasts the end of the machine. Throws when the file has lost its name. */
  async sync(): Promise<void> {
    await this.#file.datasync()
    // A file that was removed can still be written to, and nobody will ever read it.
    await stat(this.#path)
  }

  /** Ends the stream and closes the file. */
  async finish(): Promise<FinishedFile> {
    await this.#zip((done) => this.#gzip.once('end', done).end())
    await this.#store()
    await this.sync()
    await this.release()
    this.#isFinished = true
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Closes the file as it is. */
  async release(): Promise<void> {
    this.#gzip.destroy()
    await this.#file.close()
  }

  #zip(step: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onError = reject
      step((error) => (error === undefined || error === null ? resolve() : reject(error)))
    })
  }

  async #store(): Promise<void> {
    // What the stream may still hold back is handed to the listener by reading it.
    while (this.#gzip.read() !== null);
    const chunks = this.#chunks
    this.#chunks = []
    for (const chunk of chunks) {
      this.#hash.update(chunk)
      for (let at = 0; at < chunk.length;) {
        const { bytesWritten } = await this.#file.write(chunk, at)
        at += bytesWritten
        this.#bytes += bytesWritten
      }
    }
  }
}
