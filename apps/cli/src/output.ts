import { once } from 'node:events'

/** Standard output as the place of the result: it waits for slow readers. */
export class Output {
  readonly #stream: NodeJS.WriteStream
  readonly #signal: AbortSignal
  readonly #spell: (text: string) => string

  /** `spell` puts what is written into the characters that the reader knows. */
  constructor(stream: NodeJS.WriteStream, signal: AbortSignal, spell: (text: string) => string) {
    this.#stream = stream
    this.#signal = signal
    this.#spell = spell
  }

  /** Whether a person is looking. */
  get isTerminal(): boolean {
    return this.#stream.isTTY
  }

  /** Columns of the terminal; 80 where there is none, or it does not know. */
  get columns(): number {
    return this.isTerminal && this.#stream.columns > 0 ? this.#stream.columns : 80
  }

  /** Writes, and waits while the reader has more than it can take. */
  async write(text: string): Promise<void> {
    this.#signal.throwIfAborted()
    if (text !== '' && !this.#stream.write(this.#spell(text))) await once(this.#stream, 'drain', { signal: this.#signal })
  }

  /** Waits until everything is written, or can no longer be. */
  async flush(): Promise<void> {
    if (this.#stream.writable) await new Promise<void>((resolve) => void this.#stream.write('', () => resolve()))
  }
}
