import type { ProductTrade } from '@of/coinbase'
import type { FeatureSnapshot, MarketEvent, Sources, Trade, Us } from '@of/core'
import type { ProductFeed } from './product-feed.ts'

/** Tells somebody outside what is seen of the market while it is taken in, from when on it counts. */
export class Witness {
  readonly #tell: (event: MarketEvent) => void
  readonly #believed = new Set<ProductFeed>()
  #counts: boolean
  #receivedUs: Us = 0

  constructor(tell: (event: MarketEvent) => void, counts: boolean) {
    this.#tell = tell
    this.#counts = counts
  }

  /** What is seen from now on counts. */
  startCounting(): void {
    this.#counts = true
  }

  /** What is told from now on was received at this time. */
  onArrival(receivedUs: Us): void {
    this.#receivedUs = receivedUs
  }

  /** The book of a product after one message of it. */
  book(feed: ProductFeed, timeUs: Us, isSnapshot: boolean): void {
    if (!this.#counts) return
    this.#believed.add(feed)
    this.#tell({ kind: 'book', product: feed.id, timeUs, receivedUs: this.#receivedUs, book: feed.analyzer.book, isSnapshot })
  }

  /** A trade that was met for the first time. It is copied: frames are overwritten. */
  trade({ id, timeUs, price, size, aggressor, product }: ProductTrade): void {
    if (!this.#counts) return
    const trade: Trade = { id, timeUs, price, size, aggressor }
    this.#tell({ kind: 'trade', product, receivedUs: this.#receivedUs, trade, isHidden: false })
  }

  /** A moment of decision has passed. */
  due(feed: ProductFeed, timeUs: Us, { features, sources }: { readonly features: FeatureSnapshot; readonly sources: Sources }): void {
    this.#look(feed, timeUs)
    this.#tell({ kind: 'due', product: feed.id, timeUs, receivedUs: this.#receivedUs, features, sources })
  }

  /** Tells which books have been lost by a time. */
  take(nowUs: Us): void {
    for (const feed of this.#believed) this.#look(feed, nowUs)
  }

  #look(feed: ProductFeed, timeUs: Us): void {
    if (!this.#believed.has(feed)) return
    const reason = feed.bookReason(timeUs)
    if (reason === null) return
    this.#believed.delete(feed)
    this.#tell({ kind: 'book-lost', product: feed.id, timeUs, receivedUs: this.#receivedUs, reason })
  }
}
