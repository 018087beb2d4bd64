import { onClosed, openedConnection } from '@of/coinbase'
import type { Us } from '@of/core'
import { type Connection, openConnection, zeroCounts } from './connection.ts'
import type { FeedCheckpoint } from './feed-state.ts'
import { ProductFeed } from './product-feed.ts'
import type { ReferenceData } from './reference-data.ts'
import type { Teller } from './teller.ts'

/** What the feeds of a session are made from. */
export interface FeedsOptions {
  /** What is known of products; it goes on learning. */
  readonly reference: ReferenceData
  readonly teller: Teller
  /** How many products are followed at most. */
  readonly mostProducts: number
}

/** What is remembered of them. */
export interface FeedsCheckpoint {
  /** The greatest exchange time seen, 0 before the first. */
  readonly nowUs: Us
  readonly connections: Map<string, Connection>
  readonly products: readonly FeedCheckpoint[]
}

/** All products of a session, the connections that carry them, and the exchange clock they share. */
export class Feeds {
  readonly mostProducts: number
  /** The greatest exchange time seen, 0 before the first. */
  nowUs: Us
  readonly #connections: Map<string, Connection>
  readonly #byProduct = new Map<string, ProductFeed>()
  readonly #reference: ReferenceData
  readonly #teller: Teller

  /** Resumes from a checkpoint, which then belongs to it. */
  constructor({ reference, teller, mostProducts }: FeedsOptions, checkpoint: FeedsCheckpoint) {
    this.mostProducts = mostProducts
    this.nowUs = checkpoint.nowUs
    this.#connections = checkpoint.connections
    this.#reference = reference
    this.#teller = teller
    for (const feed of checkpoint.products) {
      this.#byProduct.set(feed.id, new ProductFeed(reference.describe(feed.id), this.#connections, feed))
    }
  }

  /** By product, in the order of its first event. */
  get products(): ReadonlyMap<string, ProductFeed> {
    return this.#byProduct
  }

  /** By name. */
  get connections(): ReadonlyMap<string, Connection> {
    return this.#connections
  }

  /** Whether a product is followed, or can be. */
  follows(product: string): boolean {
    return this.#byProduct.has(product) || this.#byProduct.size < this.mostProducts
  }

  /** The feed of a product, brought to now: clocks move before the events that carry their time; products that nothing happens to catch up when read. */
  of(product: string, carrier?: Connection): ProductFeed {
    let feed = this.#byProduct.get(product)
    if (feed === undefined) {
      feed = new ProductFeed(this.#reference.describe(product), this.#connections)
      this.#byProduct.set(product, feed)
    }
    feed.advance(this.nowUs)
    if (carrier !== undefined) feed.onCarrier(carrier.name, this.nowUs)
    this.#teller.touch(feed)
    return feed
  }

  /** Takes in what has become known of products. */
  learn(): void {
    for (const feed of this.#byProduct.values()) feed.analyzer.learn(this.#reference.describe(feed.id))
  }

  /** The connection of that name; one that is not known has just opened. */
  connection(name: string): Connection {
    let connection = this.#connections.get(name)
    if (connection === undefined) this.#connections.set(name, (connection = openConnection(name)))
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
    onClosed(connection.sync)
    connection.open = false
    this.#lose(connection, 'connection closed')
  }

  /** Begins all counts anew. */
  restartCounts(): void {
    for (const feed of this.#byProduct.values()) feed.restartCounts(this.nowUs)
    for (const connection of this.#connections.values()) connection.counts = zeroCounts()
  }

  /** Everything that is remembered; connections are not copied. */
  checkpoint(): FeedsCheckpoint {
    const products = [...this.#byProduct.values()].map((feed) => feed.checkpoint())
    return { nowUs: this.nowUs, connections: this.#connections, products }
  }

  #lose(connection: Connection, reason: string): void {
    for (const feed of this.#byProduct.values()) {
      feed.onLost(connection, reason, this.nowUs)
      this.#teller.touch(feed)
    }
  }
}
