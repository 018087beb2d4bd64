import {
  CHECK_NAMES,
  type CheckCount,
  type CheckName,
  type Feed,
  type FeedEvent,
  type FeedHealth,
  type FeedOptions,
  openFeed,
} from '@of/coinbase'
import { recordOf } from '@of/core'
import type { SourceArrival, SourceBatch } from './source.ts'

type Options = Omit<FeedOptions, 'products' | 'arrivals'>

/** Where products are followed, if elsewhere than the others. */
export type Elsewhere = Pick<FeedOptions, 'url'>

interface Followed {
  readonly feed: Feed
  products: readonly string[]
  /** What its connections are called besides: their names are unique within a feed alone. */
  readonly prefix: string
}

/** A feed of the products that were asked for at first, and one more for each that was asked for later. */
export class LiveFeeds {
  readonly #options: Options
  readonly #feeds = new Set<Followed>()
  #take: ((batch: SourceBatch) => void) | undefined
  #opened = 0
  #ended: (error?: unknown) => void = () => undefined
  #isClosed = false

  /** Throws a `RangeError` for products that cannot be. */
  constructor(products: readonly string[], options: Options) {
    this.#options = options
    this.#open(products)
  }

  async run(take: (batch: SourceBatch) => void): Promise<void> {
    this.#take = take
    if (this.#isClosed) return
    await new Promise<void>((resolve, reject) => {
      this.#ended = (error) => (error === undefined ? resolve() : reject(error))
      for (const followed of this.#feeds) void this.#pump(followed)
    })
  }

  /** Follows another product, unless its frames come already. Throws a `RangeError` for one that no product is called. */
  follow(product: string, elsewhere: Elsewhere = {}): void {
    if (this.carries(product)) return
    const followed = this.#open([product], elsewhere)
    if (this.#take !== undefined) void this.#pump(followed)
  }

  /** Whether frames of a product come. */
  carries(product: string): boolean {
    return [...this.#feeds].some(({ products }) => products.includes(product))
  }

  /** Follows a product no more, under any of its names. */
  unfollow(product: string): void {
    for (const followed of this.#feeds) {
      const { feed, products } = followed
      const known = feed.health().products.find((health) => health.product === product || health.requested.includes(product))
      const names = new Set([product, ...(known?.requested ?? [])])
      const left = products.filter((name) => !names.has(name))
      if (left.length === products.length) continue
      followed.products = left
      if (left.length > 0) feed.unfollow(product)
      else {
        this.#feeds.delete(followed)
        void feed.close()
      }
    }
  }

  health(): FeedHealth {
    const all = [...this.#feeds].map(({ feed, prefix }) => {
      const health = feed.health()
      const connections = health.connections.map((connection) => ({ ...connection, name: prefix + connection.name }))
      return {
        ...health,
        connections,
        products: health.products.map((product) => ({ ...product, connection: prefix + product.connection })),
      }
    })
    return {
      connections: all.flatMap(({ connections }) => connections),
      products: all.flatMap(({ products }) => products),
      checks: sumOfChecks(all.map(({ checks }) => checks)),
      overruns: all.reduce((sum, { overruns }) => sum + overruns, 0),
      queue: {
        batches: all.reduce((sum, { queue }) => sum + queue.batches, 0),
        bytes: all.reduce((sum, { queue }) => sum + queue.bytes, 0),
      },
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#feeds].map(({ feed }) => feed.close()))
    this.#ended()
  }

  #open(products: readonly string[], elsewhere: Elsewhere = {}): Followed {
    const prefix = this.#opened === 0 ? '' : `${this.#opened + 1}:`
    const followed = { feed: openFeed({ ...this.#options, ...elsewhere, products, arrivals: true }), products, prefix }
    this.#opened += 1
    this.#feeds.add(followed)
    return followed
  }

  async #pump({ feed, prefix }: Followed): Promise<void> {
    try {
      for await (const events of feed) this.#take?.(batchOf(prefix === '' ? events : events.map((event) => renamed(event, prefix))))
    } catch (error) {
      this.#ended(error)
    }
  }
}

function batchOf(events: readonly FeedEvent[]): SourceBatch {
  return {
    arrivals: events.flatMap((event) => (event.kind === 'arrival' ? [arrivalOf(event)] : [])),
    events: events.filter((event) => event.kind !== 'arrival'),
  }
}

function arrivalOf({ arrival, sequence }: Extract<FeedEvent, { kind: 'arrival' }>): SourceArrival {
  return sequence === undefined ? arrival : { ...arrival, sequence }
}

function renamed(event: FeedEvent, prefix: string): FeedEvent {
  if (event.kind === 'arrival') {
    const { arrival } = event
    return arrival.kind === 'rest' ? event : { ...event, arrival: { ...arrival, connection: prefix + arrival.connection } }
  }
  return 'connection' in event ? { ...event, connection: prefix + event.connection } : event
}

function sumOfChecks(all: readonly FeedHealth['checks'][]): FeedHealth['checks'] {
  const sumOf = (name: CheckName): CheckCount =>
    all
      .map((checks) => checks[name])
      .reduce<CheckCount>(
        (sum, { checked, failed, note, passed }) => ({
          ...sum,
          ...(note === undefined ? {} : { note }),
          checked: sum.checked + checked,
          passed: sum.passed + passed,
          failed: sum.failed + failed,
        }),
        { checked: 0, passed: 0, failed: 0 },
      )
  return recordOf(CHECK_NAMES, sumOf)
}
