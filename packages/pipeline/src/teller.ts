import type { FeedFault, ProductTrade } from '@of/coinbase'
import type { Trade, Us } from '@of/core'
import type { DueEvent, PipelineEvent } from './pipeline-event.ts'
import type { ProductFeed } from './product-feed.ts'

const NOTHING: readonly PipelineEvent[] = []

/** Where a fault was found. */
interface FaultPlace {
  readonly connection: string | undefined
  readonly timeUs: Us
}

/** Collects what is told of one arrival: what falls due always; what becomes known besides only while everything is told. */
export class Teller {
  /** Whether everything is told. */
  all: boolean
  readonly #follows: (product: string) => boolean
  #events: PipelineEvent[] = []
  readonly #trades = new Map<string, Trade[]>()
  readonly #touched = new Set<ProductFeed>()

  constructor(all: boolean, follows: (product: string) => boolean) {
    this.all = all
    this.#follows = follows
  }

  /** Something fell due. */
  due(event: DueEvent): void {
    this.#events.push(event)
  }

  /** A trade that a connection brought was met for the first time. It is copied: frames are overwritten. */
  trade(trade: ProductTrade): void {
    if (!this.all) return
    const trades = this.#trades.get(trade.product)
    if (trades === undefined) this.#trades.set(trade.product, [{ ...trade }])
    else trades.push({ ...trade })
  }

  /** Trades that were asked for have come. */
  backfill(product: string, trades: readonly Trade[]): void {
    if (this.all && trades.length > 0) this.#events.push({ kind: 'trades', product, trades, origin: 'backfill' })
  }

  /** Something was found wrong. That of a product which is not followed is for others to tell. */
  fault(fault: FeedFault, { connection, timeUs }: FaultPlace): void {
    if (!this.all || ('product' in fault && !this.#follows(fault.product))) return
    this.#events.push({ kind: 'fault', connection, ...('product' in fault ? { product: fault.product } : {}), fault, timeUs })
  }

  /** The book of a product may stand otherwise once the arrival has been taken in. */
  touch(feed: ProductFeed): void {
    if (this.all) this.#touched.add(feed)
  }

  /** Tells where the book of a product stands at a time, unless it was told last. */
  bookState(feed: ProductFeed, timeUs: Us): void {
    const state = feed.toldState(timeUs)
    if (!this.all || state === feed.state.told) return
    feed.state.told = state
    const reason = feed.bookReason(timeUs)
    this.#events.push({ kind: 'book-state', product: feed.id, state, timeUs, ...(reason === null ? {} : { reason }) })
  }

  /** All that is to be told, once. */
  take(nowUs: Us): readonly PipelineEvent[] {
    if (this.all) this.#tellRest(nowUs)
    if (this.#events.length === 0) return NOTHING
    const events = this.#events
    this.#events = []
    return events
  }

  #tellRest(nowUs: Us): void {
    for (const [product, trades] of this.#trades) this.#events.push({ kind: 'trades', product, trades, origin: 'live' })
    for (const feed of this.#touched) this.bookState(feed, nowUs)
    this.#trades.clear()
    this.#touched.clear()
  }
}
