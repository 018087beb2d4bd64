import { type BookOwner, onClosed, openedConnection } from '@of/coinbase'
import type { Us } from '@of/core'
import { type Connection, openConnection, zeroCounts } from './connection.ts'
import { emptyFeed, type FeedCheckpoint } from './feed-state.ts'
import { ProductFeed } from './product-feed.ts'
import type { ReferenceData } from './reference-data.ts'
import type { Teller } from './teller.ts'

/** What the feeds of a session are made from. */
export interface FeedsOptions {
  /** What is known of products; it goes on learning. */
  readonly reference: Pick<ReferenceData, 'describe'>
  readonly teller: Teller
  /** How many products there may be at most. */
  readonly mostProducts: number
  /** Whether a product is followed; the others are only known by name. */
  readonly follows: (product: string) => boolean
}

/** Nobody obeys where every feed is told what it has lost. */
const nobody: BookOwner = { replaceBook() {}, changeBook() {}, dropBook() {}, count() {} }

/** What is remembered of them. */
export interface FeedsCheckpoint {
  /** The greatest exchange time seen, 0 before the first. */
  readonly nowUs: Us
  readonly connections: Map<string, Connection>
  readonly products: readonly FeedCheckpoint[]
  /** The names of those that were met and are not followed. */
  readonly passedOver: readonly string[]
}

/** All products of a session, the connections that carry them, and the exchange clock they share. */
export class Feeds {
  readonly mostProducts: number
  /** The greatest exchange time seen, 0 before the first. */
  nowUs: Us
  readonly #connections: Map<string, Connection>
  readonly #byProduct = new Map<string, ProductFeed>()
  readonly #passedOver: Set<string>
  readonly #reference: Pick<ReferenceData, 'describe'>
  readonly #teller: Teller
  readonly #follows: (product: string) => boolean
  /** The feed and the connection that were asked for last: they often are again. */
  #lastFeed: ProductFeed | undefined
  #lastConnection: Connection | undefined

  /** Resumes from a checkpoint, which then belongs to it. Throws a RangeError if it knows nothing but the name of a product that is followed. */
  constructor({ reference, teller, mostProducts, follows }: FeedsOptions, checkpoint: FeedsCheckpoint) {
    this.mostProducts = mostProducts
    this.#follows = follows
    this.nowUs = checkpoint.nowUs
    this.#connections = checkpoint.connections
    this.#reference = reference
    this.#teller = teller
    this.#passedOver = new Set(checkpoint.passedOver)
    for (const product of checkpoint.passedOver) {
      if (follows(product)) throw new RangeError(`checkpoint: expected all that is known of ${product}, received its name`)
    }
    for (const feed of checkpoint.products) {
      if (follows(feed.id)) this.#byProduct.set(feed.id, new ProductFeed(reference.describe(feed.id), this.#connections, feed))
      else this.#passedOver.add(feed.id)
    }
  }

  /** How many products were met, followed or not. */
  get size(): number {
    return this.#byProduct.size + this.#passedOver.size
  }

  /** Those that are followed, by product, in the order of its first event. */
  get products(): ReadonlyMap<string, ProductFeed> {
    return this.#byProduct
  }

  /** By name. */
  get connections(): ReadonlyMap<string, Connection> {
    return this.#connections
  }

  /** Whether a product was met. */
  has(product: string): boolean {
    return this.#byProduct.has(product) || this.#passedOver.has(product)
  }

  /** Whether a product was met, or there is room for it. */
  admits(product: string): boolean {
    return this.size < this.mostProducts || this.has(product)
  }

  /** The feed of a product as it is; `undefined` for one that is not followed or was never met. */
  find(product: string): ProductFeed | undefined {
    const last = this.#lastFeed
    if (last !== undefined && last.id === product) return last
    return (this.#lastFeed = this.#byProduct.get(product))
  }

  /**
   * The feed of a product that is met, brought to now: clocks move before the events that carry their time; products that nothing happens to
   * catch up when read. `undefined` for one that is not followed.
   */
  of(product: string, carrier?: Connection): ProductFeed | undefined {
    const feed = this.find(product) ?? this.#meet(product)
    if (feed === undefined) return undefined
    feed.advance(this.nowUs)
    if (carrier !== undefined) feed.onCarrier(carrier, this.nowUs)
    this.#teller.touch(feed)
    return feed
  }

  /** Takes in what has become known of products. */
  learn(): void {
    for (const feed of this.#byProduct.values()) feed.analyzer.learn(this.#reference.describe(feed.id))
  }

  /** The connection of that name; one that is not known has just opened. */
  connection(name: string): Connection {
    const last = this.#lastConnection
    if (last !== undefined && last.name === name) return last
    let connection = this.#connections.get(name)
    if (connection === undefined) this.#connections.set(name, (connection = openConnection(name)))
    this.#lastConnection = connection
    return connection
  }

  /** A connection opens, maybe anew: its numbers begin again, and what it carried is no longer there. */
  open(name: string): void {
    const known = this.#connections.get(name)
    if (known === undefined) {
      this.#connections.set(name, openConnection(name))
      return
    }
    // What has closed has lost everything already.
    if (known.open) this.#lose(known, 'connection opened anew')
    known.sync = openedConnection()
    known.open = true
    known.lastUs = this.nowUs
  }

  /** A connection closes: what it carried cannot be believed from now on. */
  close(name: string): void {
    const connection = this.connection(name)
    onClosed(connection.sync, nobody)
    connection.open = false
    this.#lose(connection, 'connection closed')
  }

  /** Begins all counts anew. */
  restartCounts(): void {
    for (const feed of this.#byProduct.values()) feed.restartCounts(this.nowUs)
    for (const connection of this.#connections.values()) connection.counts = zeroCounts()
  }

  /** Everything that is remembered, to be copied at once. */
  get memory(): FeedsCheckpoint {
    const products = [...this.#byProduct.values()].map((feed) => feed.memory)
    return { nowUs: this.nowUs, connections: this.#connections, products, passedOver: [...this.#passedOver] }
  }

  #meet(product: string): ProductFeed | undefined {
    if (this.#passedOver.has(product)) return undefined
    if (!this.#follows(product)) {
      this.#passedOver.add(product)
      return undefined
    }
    const state = emptyFeed(this.size)
    const feed = new ProductFeed(this.#reference.describe(product), this.#connections, { state })
    this.#byProduct.set(product, feed)
    return feed
  }

  #lose(connection: Connection, reason: string): void {
    for (const feed of this.#byProduct.values()) {
      feed.onLost(connection, reason, this.nowUs)
      this.#teller.touch(feed)
    }
  }
}
