import { DAY_US, SECOND_US, type Us } from '@of/core'
import { candlePages, candlesPath } from '../rest/candle-pages.ts'
import { readCandles, widthOf } from '../rest/candles.ts'
import type { IdRange } from '../sync/id-ranges.ts'
import { BookComparison } from './book-comparison.ts'
import { CheckCounts } from './check-counts.ts'
import { planConnections } from './connection-plan.ts'
import { FeedConnection } from './feed-connection.ts'
import type { FeedEvent } from './feed-event.ts'
import type { FeedHealth, LiveBook, ProductHealth } from './feed-health.ts'
import { COINBASE_WS_URL, type FeedOptions, requestedChannels, requestedProducts, requireNumbers } from './feed-options.ts'
import type { FeedPorts } from './feed-ports.ts'
import { Fetcher } from './fetcher.ts'
import { LiveProducts } from './live-products.ts'
import { LiveTrades } from './live-trades.ts'
import { PacedQueue } from './paced-queue.ts'
import { Runtime } from './runtime.ts'

/** New connections of one address, below what any page of the venue allows. */
const DIALS = { most: 1, perUs: SECOND_US }

/** Messages over all connections: the venue takes eight a second, and the network bunches them together. */
const MESSAGES = { most: 7, perUs: SECOND_US }

/** How long the venue is waited for to say what products are called. */
const NAMES_US: Us = 3 * SECOND_US

const HISTORY_ATTEMPTS = 8

/** A live feed without a world: everything it does goes through its ports, and everything it learns is told to `emit`. */
export class FeedDriver {
  readonly #options: FeedOptions
  readonly #runtime: Runtime
  readonly #checks = new CheckCounts()
  readonly #products: LiveProducts
  readonly #fetcher: Fetcher
  readonly #trades: LiveTrades
  readonly #comparison: BookComparison | undefined
  readonly #channels: readonly string[]
  readonly #dials: PacedQueue
  readonly #outbox: PacedQueue
  readonly #connections: FeedConnection[] = []
  #plan: readonly (readonly string[])[] = []
  #connecting = false

  /** Throws a `RangeError` for options that cannot be. */
  constructor(options: FeedOptions, ports: FeedPorts, emit: (events: readonly FeedEvent[]) => void) {
    requireNumbers(options)
    const { arrivals = false, compareBookEveryUs } = options
    const runtime = new Runtime(ports, emit)
    this.#options = options
    this.#runtime = runtime
    this.#products = new LiveProducts(requestedProducts(options))
    this.#channels = requestedChannels(options)
    this.#dials = new PacedQueue(runtime, DIALS)
    this.#outbox = new PacedQueue(runtime, MESSAGES)
    this.#fetcher = new Fetcher(runtime, arrivals)
    this.#trades = new LiveTrades(runtime, this.#checks, this.#fetcher)
    if (compareBookEveryUs === undefined) return
    const shared = { runtime, checks: this.#checks, fetcher: this.#fetcher }
    this.#comparison = new BookComparison(shared, compareBookEveryUs, {
      book: (product) => this.#connectionOf(product)?.books.get(product),
      suspect: (product, detail) => this.#connectionOf(product)?.books.suspect(product, 'rest-book', detail),
    })
  }

  /** Asks what the products are called, then connects. */
  start(): void {
    this.#runtime.enter(() => {
      this.#products.learn(this.#fetcher, {
        onChanged: () => {
          if (this.#connecting) this.#arrange()
        },
        onSettled: () => this.#connect(),
      })
      this.#runtime.after(NAMES_US, () => this.#connect())
    })
  }

  /** Ends every connection, timer and request. Nothing is told any more. */
  stop(): void {
    for (const connection of this.#connections) connection.stop()
    this.#runtime.stop()
  }

  /**
   * What was told so far is void: every book is replaced. `undelivered` are the ids of trades that were told and that nobody saw, by product;
   * they are asked for again.
   */
  resync(reason: string, undelivered: ReadonlyMap<string, readonly IdRange[]> = new Map()): void {
    this.#runtime.enter(() => {
      for (const connection of this.#connections) connection.books.replaceAll(reason)
      for (const [product, ranges] of undelivered) this.#trades.onUndelivered(product, ranges)
    })
  }

  /** Follows a product no more, under any of its names: the venue is told so. */
  unfollow(product: string): void {
    this.#runtime.enter(() => {
      this.#products.drop(this.#products.nameOf(product))
      if (this.#connecting) this.#arrange()
    })
  }

  /** How the feed is; what waits for its consumer is not known here. */
  health(): FeedHealth {
    return {
      connections: this.#connections.map((connection) => connection.health()),
      products: this.#plan.flatMap((products, index) => products.map((product) => this.#healthOf(product, this.#connections[index]!))),
      checks: this.#checks.read(),
      overruns: 0,
      queue: { batches: 0, bytes: 0 },
    }
  }

  /** The book of a product, under any of its names; `undefined` for a product that is not followed. */
  book(product: string): LiveBook | undefined {
    const canonical = this.#products.nameOf(product)
    const connection = this.#connectionOf(canonical)
    const followed = connection?.books.get(canonical)
    if (connection === undefined || followed === undefined) return undefined
    const { state, book } = followed
    return { product: canonical, state, connection: connection.name, sequence: connection.books.sequence, book }
  }

  #connect(): void {
    if (this.#connecting) return
    this.#connecting = true
    this.#arrange()
    if (this.#options.history === 'day') for (const product of this.#plan.flat()) this.#askForDay(product)
  }

  /** Brings the connections to what is known of the products' names. */
  #arrange(): void {
    const { connections, added, removed } = planConnections(this.#plan, this.#products.canonical)
    this.#plan = connections
    for (const { connection, product } of removed) {
      this.#connections[connection]!.remove(product)
      this.#trades.remove(product)
      this.#comparison?.remove(product)
    }
    for (const { product } of added) {
      this.#trades.add(product)
      this.#comparison?.add(product)
    }
    for (const { connection, product } of added) this.#connections[connection]?.add(product)
    for (let index = this.#connections.length; index < connections.length; index++) this.#open(`ws${index + 1}`, connections[index]!)
  }

  #open(name: string, products: readonly string[]): void {
    const { arrivals = false, url = COINBASE_WS_URL } = this.#options
    const connection = new FeedConnection(name, products, {
      runtime: this.#runtime,
      checks: this.#checks,
      dials: this.#dials,
      outbox: this.#outbox,
      trades: this.#trades,
      url,
      channels: this.#channels,
      arrivals,
      onBook: (book) => this.#comparison?.onBook(book),
    })
    this.#connections.push(connection)
    connection.start()
  }

  #askForDay(product: string): void {
    const { nowUs } = this.#runtime
    const granularity = 'ONE_MINUTE'
    for (const page of candlePages({ fromUs: nowUs - DAY_US, toUs: nowUs, granularity }).toReversed()) {
      this.#fetcher.ask({
        path: candlesPath(product, page),
        attempts: HISTORY_ATTEMPTS,
        onBody: (body) => {
          const answer = readCandles(body)
          if (!answer.ok) return answer.fault.issues
          this.#runtime.tell({
            kind: 'candles',
            product,
            candles: answer.value,
            widthUs: widthOf(granularity),
            timeUs: this.#runtime.nowUs,
          })
          return undefined
        },
      })
    }
  }

  #healthOf(product: string, { name, books }: FeedConnection): ProductHealth {
    const followed = books.get(product)
    const { missing, backfilled } = this.#trades.counts(product)
    return {
      product,
      requested: this.#products.requestedAs(product),
      connection: name,
      book: followed?.state ?? 'empty',
      sinceUs: followed?.sinceUs ?? 0,
      bidLevels: followed?.book.bids.depth ?? 0,
      askLevels: followed?.book.asks.depth ?? 0,
      resyncs: followed?.resyncs ?? 0,
      ...(followed?.lastHealUs === undefined ? {} : { lastHealUs: followed.lastHealUs }),
      missingTrades: missing,
      backfilledTrades: backfilled,
    }
  }

  #connectionOf(product: string): FeedConnection | undefined {
    const index = this.#plan.findIndex((products) => products.includes(product))
    return index < 0 ? undefined : this.#connections[index]
  }
}
