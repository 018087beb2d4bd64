import type { Product } from '@of/core'
import { quoteOf } from './quote.ts'

/** The venue of what does not say where it was traded. */
export const UNKNOWN_VENUE = 'unknown'

/** What is found out about recordings while they are read. */
export class VenueFacts {
  readonly #products = new Map<string, Product>()
  readonly #venueOf = new Map<string, string>()
  readonly #samplings = new Map<string, Set<string>>()
  /** Trades whose side nothing told, so that it was inferred by the tick rule. */
  inferredSides = 0
  /** Trades without a side before any that a rule could infer one from: left out. */
  sidelessTrades = 0
  /** Auctions, which have no aggressor: left out. */
  auctionTrades = 0
  /** Lines that say nothing this reader knows. */
  skippedLines = 0

  /** By name, in the order in which they were met. */
  get products(): ReadonlyMap<string, Product> {
    return this.#products
  }

  /** The venues of the products, in lower case; `unknown` where nothing tells. */
  get venues(): readonly string[] {
    return [...new Set(this.#venueOf.values())]
  }

  /** How books are sampled, as reports say it: none where there is no book. */
  get samplings(): readonly string[] {
    return [...new Set([...this.#samplings.values()].flatMap((ways) => [...ways]))]
  }

  /**
   * A product is met. Returns the venue it is of, which is another where two recordings have different products of one name; one that does not say takes
   * what the other says.
   */
  meet(id: string, venue: string, rest: Omit<Partial<Product>, 'id'> = {}): string {
    const known = this.#venueOf.get(id)
    if (known !== undefined && (known !== UNKNOWN_VENUE || venue === UNKNOWN_VENUE)) return known
    this.#venueOf.set(id, venue)
    this.#products.set(id, { id, quote: quoteOf(id), ...rest })
    return venue
  }

  /** The book of a product is told in a way. Returns in how many ways it has been told so far. */
  sampled(product: string, how: string): number {
    let ways = this.#samplings.get(product)
    if (ways === undefined) this.#samplings.set(product, (ways = new Set()))
    return ways.add(how).size
  }
}
