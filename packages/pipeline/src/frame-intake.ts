import { type BookCommand, type Frame, onFrame, type ProductTrade } from '@of/coinbase'
import type { Us } from '@of/core'
import { type Connection, countFault, countFrame, staleSeconds } from './connection.ts'
import type { Feeds } from './feeds.ts'
import { newestTimeUs } from './frame-time.ts'
import type { Teller } from './teller.ts'
import type { Timekeeper } from './timekeeper.ts'

/** Who has a part in taking in a frame. */
export interface IntakeParts {
  readonly feeds: Feeds
  readonly timekeeper: Timekeeper
  readonly teller: Teller
}

/** Takes in frames: moves the clock, verifies, and hands each product its own. */
export class FrameIntake {
  readonly #feeds: Feeds
  readonly #timekeeper: Timekeeper
  readonly #teller: Teller

  constructor({ feeds, timekeeper, teller }: IntakeParts) {
    this.#feeds = feeds
    this.#timekeeper = timekeeper
    this.#teller = teller
  }

  /** Takes in a frame of a connection, whose times can be believed. */
  onFrame(connection: Connection, frame: Frame): void {
    countFrame(connection, frame)
    const timeUs = 'timeUs' in frame ? frame.timeUs : undefined
    const newestUs = newestTimeUs(frame)
    if (newestUs !== undefined) this.#timekeeper.advance(newestUs)
    const { verdict, commands } = onFrame(connection.sync, frame)
    const late = verdict === 'late'
    if (timeUs !== undefined && !late) this.#hear(connection, timeUs)
    if (frame.kind === 'heartbeats') connection.heartbeats = true
    this.#timekeeper.onHeard(connection)
    const atUs = timeUs ?? this.#feeds.nowUs
    if (frame.kind === 'level2' && !late) {
      for (const event of frame.events) this.#feeds.of(event.product, connection).onBookEvent(event)
    }
    for (const command of commands) this.#obey(command, connection, atUs)
    if (frame.kind === 'level2' && !late) this.#checkBooks(frame, connection, atUs)
    if (frame.kind === 'trades') this.#mergeTrades(frame, connection)
    if (!late) this.#deliver(frame, connection)
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

  #obey(command: BookCommand, connection: Connection, atUs: Us): void {
    switch (command.do) {
      case 'count':
        countFault(connection, command.fault)
        this.#tell(command, connection)
        if (command.fault.kind === 'unsynced-update') this.#feeds.of(command.fault.product, connection).onCommand(command, connection, atUs)
        return
      case 'drop-book':
        this.#feeds.of(command.product, connection).onCommand(command, connection, atUs)
        return
      case 'replace-book':
      case 'change-book':
        this.#feeds.of(command.event.product, connection).onCommand(command, connection, atUs)
    }
  }

  /** A book is looked at once a frame, however many events of it the frame holds. */
  #checkBooks({ events }: Extract<Frame, { readonly kind: 'level2' }>, connection: Connection, atUs: Us): void {
    const changed = new Map(events.map(({ product, timeUs }) => [product, timeUs ?? atUs]))
    for (const [product, eventUs] of changed) {
      for (const command of this.#feeds.of(product, connection).checkBook(connection, eventUs)) this.#tell(command, connection)
    }
  }

  /** Trades of a late frame count like any other: they are merged by id. */
  #mergeTrades({ events, timeUs }: Extract<Frame, { readonly kind: 'trades' }>, connection: Connection): void {
    for (const { type, trades } of events) {
      for (const [product, own] of byProduct(trades)) {
        const fresh = this.#feeds.of(product, connection).onTrades(type, own, connection, timeUs)
        this.#teller.trades(product, fresh, 'live')
      }
    }
  }

  /** Hands on what is neither book nor trades. */
  #deliver(frame: Frame, connection: Connection): void {
    if (frame.kind === 'ticker') {
      for (const { tickers } of frame.events)
        for (const ticker of tickers) this.#feeds.of(ticker.product, connection).onTicker(ticker, frame.timeUs)
    }
    if (frame.kind === 'subscriptions') {
      for (const { products } of frame.events) {
        for (const product of products['level2'] ?? []) this.#feeds.of(product, connection).expect('book')
        for (const product of products['market_trades'] ?? []) this.#feeds.of(product, connection).expect('trades')
      }
    }
  }

  #tell(command: BookCommand, { name: connection }: Connection): void {
    if (command.do === 'count') this.#teller.fault(command.fault, { connection, timeUs: this.#feeds.nowUs })
  }
}

function byProduct(trades: readonly ProductTrade[]): Map<string, ProductTrade[]> {
  const groups = new Map<string, ProductTrade[]>()
  for (const trade of trades) {
    const group = groups.get(trade.product)
    if (group === undefined) groups.set(trade.product, [trade])
    else group.push(trade)
  }
  return groups
}
