import type { Side, Us } from '@of/core'
import type { TickBook } from '../market/book.ts'
import { Market, type MarketListener } from '../market/market.ts'
import type { Print } from '../market/print.ts'
import type { ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'
import { level2, type BookBatch } from '../wire/level2.ts'
import { marketTrades } from '../wire/market-trades.ts'
import { ticker } from '../wire/ticker.ts'
import type { Connection } from './connection.ts'
import { Level2Batches } from './level2-batches.ts'

/** The longest that a frame of the book is behind the engine. */
const longestLagUs: Us = 58_000

/** How far behind the engine the frames of trades are sent: behind the first frames of a subscription. */
const printLagUs: Us = 42_000

/** How long after the frame of a batch its ticker leaves. */
const tickerLagUs: Us = 1_000

/** Who is shown the book as it stood when a frame of it was made. */
export type BatchWitness = (product: string, book: TickBook) => void

/** What the venue publishes about one product on one connection. Each channel begins with a snapshot and goes on from it. */
export class ProductFeed {
  readonly market: Market
  readonly #connection: Connection
  readonly #random: Random
  readonly #witness: BatchWitness
  readonly #batches: Level2Batches = new Level2Batches()
  #prints: Print[] = []
  #isBookLive = false
  #areTradesLive = false
  #isTickerLive = false
  #isTickerDue = false

  constructor(options: {
    readonly spec: ProductSpec
    readonly seed: number
    readonly startUs: Us
    readonly connection: Connection
    readonly random: Random
    readonly witness: BatchWitness
  }) {
    this.#connection = options.connection
    this.#random = options.random
    this.#witness = options.witness
    this.market = new Market({ spec: options.spec, seed: options.seed, startUs: options.startUs, listener: this.#listener() })
  }

  /** Whether the snapshot of the book has been sent. */
  get isBookLive(): boolean {
    return this.#isBookLive
  }

  /** Sends the changes of the book since the last time, the whole book the first time. Says when the frame leaves, if there is one. */
  sendBook(nowUs: Us): Us | undefined {
    const { book } = this.market
    const batch: BookBatch | undefined = this.#isBookLive ? this.#batches.update(book) : this.#batches.snapshot(book)
    this.#isBookLive = true
    if (batch === undefined) return undefined
    const leaveUs = nowUs + 30_000 + this.#random.below(3000)
    this.#connection.send(leaveUs, level2(this.market.spec, batch, Math.max(this.#batches.changedUs, leaveUs - longestLagUs)))
    this.#witness(this.market.spec.id, book)
    if (this.#isTickerLive && this.#isTickerDue) this.#connection.send(leaveUs + tickerLagUs, ticker(this.market, 'update'))
    this.#isTickerDue = false
    return leaveUs
  }

  /** Sends the last hundred prints; those that follow are sent as updates. */
  sendTradesSnapshot(leaveUs: Us): void {
    this.#areTradesLive = true
    this.#connection.send(leaveUs, marketTrades(this.market.spec, 'snapshot', this.market.recent))
  }

  /** Sends the prints since the last time, if there are any. */
  sendTrades(nowUs: Us): void {
    if (this.#prints.length === 0) return
    this.#connection.send(nowUs + printLagUs + this.#random.below(3000), marketTrades(this.market.spec, 'update', this.#prints))
    this.#prints = []
  }

  /** Sends the ticker; from now on every batch in which something traded is followed by one, which shows the same best quotes. */
  sendTickerSnapshot(leaveUs: Us): void {
    this.#isTickerLive = true
    this.#connection.send(leaveUs, ticker(this.market, 'snapshot'))
  }

  #listener(): MarketListener {
    return {
      onLevel: (side: Side, tick: number, timeUs: Us) => this.#batches.touch(side, tick, timeUs),
      onPrint: (print) => {
        if (this.#areTradesLive) this.#prints.push(print)
      },
      onOrder: () => {
        this.#isTickerDue = true
      },
    }
  }
}
