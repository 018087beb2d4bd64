import {
  advanceTickers,
  type BookCommand,
  type BookEvent,
  type BookState,
  bookState,
  describeFault,
  dropTickers,
  emptyTradeMerge,
  forgetConnection,
  onBookChecked,
  onTicker,
  onTouch,
  onTrades,
  type Ticker,
  tickerCheck,
  type TickerCheck,
  type TradeMerge,
} from '@of/coinbase'
import {
  Analyzer,
  auditedSources,
  type Candle,
  DAY_US,
  type FeatureSnapshot,
  type Product,
  type SourceHealth,
  type Sources,
  type Trade,
  type Us,
} from '@of/core'
import { aliveUntilUs, type Connection, staleSeconds } from './connection.ts'
import type { Decision } from './report.ts'

/** What is counted of a product. */
export interface ProductCounts {
  /** Book events received, and their level entries, whether or not the book was synced. */
  bookMessages: number
  levelUpdates: number
  crossedStates: number
  unsyncedUpdates: number
  missingTradeIds: number
  historicTradeIds: number
  lateTrades: number
  duplicateTrades: number
}

/** Everything known of one product: its analyzer, and where its book and its trades come from. */
export class ProductFeed {
  readonly id: string
  readonly analyzer: Analyzer
  readonly decisions: Decision[] = []
  /** Every connection that has carried the product. */
  readonly connections: Set<Connection> = new Set()
  counts: ProductCounts = zeroProductCounts()
  tickers: TickerCheck = tickerCheck()
  /** The first exchange time of the product. */
  startUs: Us | undefined
  readonly #merge: TradeMerge = emptyTradeMerge()
  #bookFrom: Connection | undefined
  #tradesFrom: Connection | undefined
  #bookWanted = false
  #tradesWanted = false
  #bookLostBy: string | undefined

  constructor(product: Product) {
    this.id = product.id
    this.analyzer = new Analyzer(product)
  }

  /** Where the book stands; `absent` when none was ever configured. */
  get bookState(): BookState | 'absent' {
    if (this.#bookFrom === undefined) return this.#bookWanted ? 'empty' : 'absent'
    return bookState(this.#bookFrom.sync, this.id)
  }

  /** Takes note of what the venue says is subscribed. */
  expect(source: 'book' | 'trades'): void {
    if (source === 'book') this.#bookWanted = true
    else this.#tradesWanted = true
  }

  /** Counts a book event, before anything is known of its worth. */
  onBookEvent(event: BookEvent): void {
    this.#bookWanted = true
    this.counts.bookMessages += 1
    this.counts.levelUpdates += event.changes.length
  }

  /** Obeys the synchronisation: replaces, changes or drops the book. */
  onCommand(command: BookCommand, from: Connection, envelopeUs: Us): void {
    switch (command.do) {
      case 'replace-book':
        this.#bookFrom = from
        this.#bookLostBy = undefined
        dropTickers(this.tickers)
        this.analyzer.onSnapshot(command.event.timeUs ?? envelopeUs, command.event.changes)
        return
      case 'change-book':
        // A product that two connections carry follows the one whose snapshot came last.
        if (this.#bookFrom === from) this.analyzer.onChanges(command.event.timeUs ?? envelopeUs, command.event.changes)
        return
      case 'drop-book':
        if (this.#bookFrom !== from) return
        this.#bookLostBy = describeFault(command.fault)
        dropTickers(this.tickers)
        this.analyzer.onBookLost(envelopeUs)
        return
      case 'count':
        if (command.fault.kind === 'unsynced-update') this.counts.unsyncedUpdates += 1
    }
  }

  /** Checks the book once a frame's commands have been obeyed: a crossed one is not believed. */
  checkBook(from: Connection, timeUs: Us): void {
    if (this.#bookFrom !== from) return
    const { book } = this.analyzer
    const crossed = book.isCrossed
    if (crossed) this.counts.crossedStates += 1
    for (const command of onBookChecked(from.sync, this.id, crossed, timeUs)) this.onCommand(command, from, timeUs)
    const { bestPrice: bidPrice } = book.bids
    const { bestPrice: askPrice } = book.asks
    if (!crossed && bidPrice !== undefined && askPrice !== undefined) onTouch(this.tickers, { timeUs, bidPrice, askPrice })
  }

  /** Merges trades of the product by id and hands on what is new. */
  onTrades(type: 'snapshot' | 'update', trades: readonly Trade[], from: Connection, envelopeUs: Us): void {
    this.#tradesFrom = from
    this.#tradesWanted = true
    this.analyzer.onTradesUp(envelopeUs)
    const merged = onTrades(this.#merge, from.name, type, trades)
    const { counts } = this
    counts.missingTradeIds += merged.missing
    counts.historicTradeIds += merged.historic
    counts.lateTrades += merged.late
    counts.duplicateTrades += merged.duplicates
    for (const trade of merged.fresh) this.analyzer.onTrade(trade)
  }

  /** Holds a ticker's best prices against the book, if there is one to hold them against. */
  onTicker({ bidPrice, askPrice }: Ticker, timeUs: Us): void {
    if (this.bookState !== 'synced' || bidPrice === undefined || askPrice === undefined) this.tickers.unchecked += 1
    else onTicker(this.tickers, { timeUs, bidPrice, askPrice })
  }

  /** A one-minute candle of the venue. */
  onCandle(candle: Candle): void {
    this.analyzer.onCandle(candle)
  }

  /** The connection was opened anew: what it carried is no longer there. */
  onReopened(connection: Connection, nowUs: Us): void {
    forgetConnection(this.#merge, connection.name)
    if (this.#tradesFrom === connection) this.analyzer.onTradesLost(connection.lastUs ?? nowUs)
    if (this.#bookFrom !== connection) return
    this.#bookLostBy = 'connection opened anew'
    dropTickers(this.tickers)
    this.analyzer.onBookLost(connection.lastUs ?? nowUs)
  }

  /** Nothing came from the connection for longer than it lives without: what it carries was not covered meanwhile. */
  onSilence(connection: Connection, fromUs: Us, untilUs: Us): void {
    if (this.#bookFrom === connection) this.analyzer.onSilence('book', fromUs, untilUs)
    if (this.#tradesFrom === connection) this.analyzer.onSilence('trades', fromUs, untilUs)
  }

  /** Moves the product's clock. */
  advance(nowUs: Us): void {
    this.analyzer.advance(nowUs, this.#bookFrom && aliveUntilUs(this.#bookFrom))
    advanceTickers(this.tickers, nowUs)
  }

  /** The health of the product's sources as a signal must see them. */
  sources(nowUs: Us): Sources {
    return auditedSources(this.#received(nowUs), this.analyzer.audit())
  }

  /** Every feature as of a time. */
  features(nowUs: Us): FeatureSnapshot {
    return this.analyzer.features(this.#received(nowUs))
  }

  /** Share of the time since the product's first frame, at most a day, in which a source was received; one that is silent now, until it was last heard. */
  coverage(source: 'book' | 'trades', nowUs: Us): number {
    const from = source === 'book' ? this.#bookFrom : this.#tradesFrom
    const silent = from !== undefined && staleSeconds(from, nowUs) !== undefined
    const widthUs = Math.min(DAY_US, Math.max(1, nowUs - (this.startUs ?? nowUs)))
    return this.analyzer.coverage(source, widthUs, silent ? from.lastUs : nowUs)
  }

  /** Why the book's numbers are missing; `null` when none is. */
  bookReason(nowUs: Us): string | null {
    const health = this.#bookHealth(nowUs)
    if (health.state === 'absent') return 'no book configured'
    return health.state === 'unhealthy' ? health.reason : null
  }

  /** Begins all counts anew. */
  restartCounts(nowUs: Us): void {
    this.startUs = nowUs > 0 ? nowUs : undefined
    this.analyzer.restartTotals()
    this.counts = zeroProductCounts()
    this.tickers = { ...this.tickers, agreed: 0, disagreed: 0, unchecked: 0 }
    this.decisions.length = 0
  }

  #received(nowUs: Us): Sources {
    return { book: this.#bookHealth(nowUs), trades: this.#tradesHealth(nowUs) }
  }

  #bookHealth(nowUs: Us): SourceHealth {
    const state = this.bookState
    if (state === 'absent') return { state: 'absent' }
    if (state === 'empty') return { state: 'unhealthy', reason: 'book empty: no snapshot yet' }
    if (state === 'suspect') return { state: 'unhealthy', reason: 'book suspect: best bid at or above best ask' }
    if (state === 'resyncing') return { state: 'unhealthy', reason: `book resyncing: ${this.#bookLostBy ?? 'lost'}` }
    return staleHealth(this.#bookFrom, nowUs)
  }

  #tradesHealth(nowUs: Us): SourceHealth {
    if (!this.#tradesWanted) return { state: 'absent' }
    return staleHealth(this.#tradesFrom, nowUs)
  }
}

/** Nothing counted yet. */
function zeroProductCounts(): ProductCounts {
  return {
    bookMessages: 0,
    levelUpdates: 0,
    crossedStates: 0,
    unsyncedUpdates: 0,
    missingTradeIds: 0,
    historicTradeIds: 0,
    lateTrades: 0,
    duplicateTrades: 0,
  }
}

function staleHealth(from: Connection | undefined, nowUs: Us): SourceHealth {
  const seconds = from === undefined ? undefined : staleSeconds(from, nowUs)
  return seconds === undefined ? { state: 'healthy' } : { state: 'unhealthy', reason: `stale: nothing received for ${seconds} s` }
}
