import type { Product, Us, VenueEvent } from '@of/core'
import {
  type FileHashes,
  openVenueTape,
  type RecognisedInput,
  TapeError,
  type TapeProgress,
  type VenueOrigin,
  type VenueTape,
} from '@of/tape'
import type { SeenProducts } from '../input/products.ts'
import type { TimeRange } from '../input/reading.ts'

/** What is read of recordings of events, and how. */
export interface VenueReadingOptions {
  readonly recognised: readonly RecognisedInput[]
  readonly range: TimeRange
  /** Products asked for; all when empty. One alone is what a recording is taken to be of that does not say. */
  readonly products: readonly string[]
  readonly signal: AbortSignal
  readonly onProgress: (progress: TapeProgress) => void
  /** Takes in what is read; nothing unless given. */
  readonly hashes?: FileHashes | undefined
}

/** Recordings of events on their way in, as far as they can be read. */
export class VenueReading implements AsyncIterable<readonly VenueEvent[]> {
  readonly #options: VenueReadingOptions
  readonly #tape: VenueTape
  #firstUs: Us | undefined
  #lastUs: Us | undefined
  #damage: TapeError | undefined

  constructor(options: VenueReadingOptions) {
    this.#options = options
    const { hashes, onProgress, products, recognised, signal } = options
    const [only, ...others] = products
    this.#tape = openVenueTape(recognised, {
      signal,
      onProgress,
      ...(only === undefined || others.length > 0 ? {} : { product: only }),
      ...(hashes === undefined ? {} : { hashes }),
    })
  }

  /** Where it all comes from, as far as it was read. */
  get origin(): VenueOrigin {
    return this.#tape.origin
  }

  /** Receive times of the first and the last event in range; `undefined` when there was none. */
  get span(): readonly [firstUs: Us, lastUs: Us] | undefined {
    return this.#firstUs === undefined || this.#lastUs === undefined ? undefined : [this.#firstUs, this.#lastUs]
  }

  /** Whether a part of the recordings was asked for. */
  get isRanged(): boolean {
    const { fromUs, toUs } = this.#options.range
    return fromUs !== undefined || toUs !== undefined
  }

  /** Why the recordings could not be read to their end. */
  get damage(): TapeError | undefined {
    return this.#damage
  }

  /** What is known of a product that was met. */
  describe(product: string): Product | undefined {
    return this.#tape.products.get(product)
  }

  /** Every product that was met: each has one name alone. */
  get seen(): SeenProducts {
    return { products: [...this.#tape.products.keys()], canonical: new Map() }
  }

  /** The events, in batches. Ends before a damage, which it keeps; throws what the signal was aborted with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<readonly VenueEvent[], void, undefined> {
    const { fromUs = -Infinity, toUs = Infinity } = this.#options.range
    try {
      for await (const events of this.#tape) {
        const end = events.findIndex(({ receivedUs }) => receivedUs >= toUs)
        const reached = end === -1 ? events : events.slice(0, end)
        const first = reached.find(({ receivedUs }) => receivedUs >= fromUs)
        if (first !== undefined) {
          this.#firstUs ??= first.receivedUs
          this.#lastUs = reached.at(-1)?.receivedUs
        }
        yield reached
        if (end !== -1) return
      }
    } catch (error) {
      if (!(error instanceof TapeError)) throw error
      this.#damage = error
    }
  }
}
