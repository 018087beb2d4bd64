import { byProduct, type Frame, isLate, type ProductTrade, type Ticker, type TradesFrame } from '@of/coinbase'
import type { Us } from '@of/core'
import { BookKeeper, type BookKeeperParts } from './book-keeper.ts'
import { type Connection, countFrame, staleSeconds } from './connection.ts'
import type { Feeds } from './feeds.ts'
import type { FrameTimes } from './frame-time.ts'
import type { ProductFeed } from './product-feed.ts'
import type { Teller } from './teller.ts'
import type { Timekeeper } from './timekeeper.ts'
import type { Witness } from './witness.ts'

/** Who has a part in taking in a frame. */
export interface IntakeParts extends BookKeeperParts {
  readonly timekeeper: Timekeeper
}

/** Takes in frames: moves the clock, verifies, and hands each product its own. */
export class FrameIntake {
  readonly #feeds: Feeds
  readonly #timekeeper: Timekeeper
  readonly #teller: Teller
  readonly #witness: Witness | undefined
  readonly #books: BookKeeper

  constructor({ feeds, timekeeper, teller, witness }: IntakeParts) {
    this.#feeds = feeds
    this.#timekeeper = timekeeper
    this.#teller = teller
    this.#witness = witness
    this.#books = new BookKeeper({ feeds, teller, witness })
  }

  /**
   * Takes in a frame of a connection, whose times can be believed and whose products are admitted. Nothing of it is kept.
   */
  onFrame(connection: Connection, frame: Frame, { sentUs, newestUs }: FrameTimes): void {
    countFrame(connection, frame)
    const isTimed = !Number.isNaN(sentUs)
    if (isTimed) this.#timekeeper.advance(newestUs > sentUs ? newestUs : sentUs)
    const late = isLate(connection.sync, frame)
    if (isTimed && !late) this.#hear(connection, sentUs)
    if (frame.kind === 'heartbeats') connection.heartbeats = true
    this.#timekeeper.onHeard(connection)
    this.#books.atUs = isTimed ? sentUs : this.#feeds.nowUs
    if (frame.kind === 'level2' && !late) {
      this.#books.countEvents(frame, connection)
      this.#books.onFrame(connection, frame)
      this.#books.checkBooks(frame)
      return
    }
    this.#books.onFrame(connection, frame)
    if (frame.kind === 'trades') this.#mergeTrades(frame, connection)
    else if (!late) this.#deliver(frame, connection)
  }

  /** Late frames say nothing of a connection's life: one that brings nothing else is as good as dead. */
  #hear(connection: Connection, timeUs: Us): void {
    const { lastUs } = connection
    if (lastUs !== undefined && staleSeconds(connection, timeUs) !== undefined) {
      for (const feed of this.#feeds.products.values()) {
        // What fell due in the silence is taken while the connection still counts as silent.
        feed.advance(this.#feeds.nowUs)
        feed.onSilence(connection, lastUs, timeUs)
        this.#teller.touch(feed)
      }
    }
    connection.open = true
    if (lastUs === undefined || timeUs > lastUs) connection.lastUs = timeUs
  }

  /** Trades of a late frame count like any other: they are merged by id. */
  #mergeTrades({ events, timeUs }: TradesFrame, connection: Connection): void {
    for (const { type, trades } of events) {
      if (type === 'update') this.#mergeUpdate(trades, connection, timeUs)
      else for (const [product, shown] of byProduct(trades)) this.#mergeSnapshot(product, shown, connection, timeUs)
    }
  }

  /** Trades that an update brings are merged one by one, and nothing is made of them. */
  #mergeUpdate(trades: readonly ProductTrade[], connection: Connection, sentUs: Us): void {
    let product: string | undefined
    let feed: ProductFeed | undefined
    for (const trade of trades) {
      if (trade.product !== product) {
        product = trade.product
        feed = this.#feeds.of(product, connection)
        feed?.onTradesUp(connection, sentUs)
      }
      if (feed?.onTrade(trade) === true) this.#tell(trade)
    }
  }

  #mergeSnapshot(product: string, shown: readonly ProductTrade[], connection: Connection, sentUs: Us): void {
    const feed = this.#feeds.of(product, connection)
    if (feed === undefined) return
    feed.onTradesUp(connection, sentUs)
    for (const trade of feed.onTradeSnapshot(shown, connection)) this.#tell(trade)
  }

  #tell(trade: ProductTrade): void {
    this.#teller.trade(trade)
    this.#witness?.trade(trade)
  }

  /** Hands on what is neither book nor trades. */
  #deliver(frame: Frame, connection: Connection): void {
    if (frame.kind === 'ticker') {
      for (const { tickers } of frame.events) for (const ticker of tickers) this.#onTicker(ticker, connection, frame.timeUs)
    } else if (frame.kind === 'subscriptions') {
      for (const { products } of frame.events) {
        for (const product of products['level2'] ?? []) this.#feeds.of(product, connection)?.expect('book')
        for (const product of products['market_trades'] ?? []) this.#feeds.of(product, connection)?.expect('trades')
      }
    }
  }

  #onTicker(ticker: Ticker, connection: Connection, sentUs: Us): void {
    this.#feeds.of(ticker.product, connection)?.onTicker(ticker, sentUs)
  }
}
