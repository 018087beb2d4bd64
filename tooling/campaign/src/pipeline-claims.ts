import { type Arrival, FrameReader } from '@of/coinbase'
import { Pipeline } from '@of/pipeline'
import type { BookClaim } from './judge.ts'

/** A pipeline that is fed what the client was, and what it claims of its books. */
export class PipelineClaims {
  readonly #pipeline = new Pipeline()
  readonly #reader = new FrameReader()
  /** The newest frame in order of each connection. */
  readonly #newest = new Map<string, number>()
  readonly #carriers = new Map<string, string>()

  push(arrival: Arrival): void {
    this.#pipeline.push(arrival)
    if (arrival.kind === 'opened') this.#newest.delete(arrival.connection)
    if (arrival.kind !== 'frame') return
    const frame = this.#reader.read(arrival.frame)
    if (frame.kind === 'error' || frame.sequence === undefined) return
    const { connection } = arrival
    this.#newest.set(connection, Math.max(frame.sequence, this.#newest.get(connection) ?? 0))
    if (frame.kind === 'level2') for (const { product } of frame.events) this.#carriers.set(product, connection)
  }

  /** The book of a product; `undefined` while the pipeline does not believe it. */
  of(product: string): BookClaim | undefined {
    const book = this.#pipeline.view(product)?.book
    const connection = this.#carriers.get(product)
    const sequence = connection === undefined ? undefined : this.#newest.get(connection)
    return book === undefined || connection === undefined || sequence === undefined ? undefined : { product, connection, sequence, book }
  }
}
