import {
  advanceTickers,
  type BookCommand,
  type BookEvent,
  type BookState,
  bookState,
  describeFault,
  dropTickers,
  forgetConnection,
  onBackfill,
  onBookChecked,
  onTicker,
  onTouch,
  onTrades,
  type Ticker,
} from '@of/coinbase'
import {
  Analyzer,
  auditedSources,
  DAY_US,
  type FeatureSnapshot,
  type Product,
  type SourceHealth,
  type Sources,
  type Trade,
  type Us,
} from '@of/core'
import { aliveUntilUs, type Connection, staleSeconds } from './connection.ts'
import { emptyFeed, type FeedCheckpoint, type FeedState, restartFeed, type ToldState } from './feed-state.ts'
import { withBelievableTradeTimes } from './frame-time.ts'
import { bookHealth, tradesHealth } from './source-health.ts'

/** Everything known of one product: its analyzer, and where its book and its trades come from. */
export class ProductFeed {
  readonly id: string
  readonly analyzer: Analyzer
  readonly state: FeedState
  readonly #connections: ReadonlyMap<string, Connection>

  /** Starts a feed over the connections there are, or resumes it from a checkpoint, which then belongs to it. */
  constructor(product: Product, connections: ReadonlyMap<string, Connection>, checkpoint?: FeedCheckpoint) {
    this.id = product.id
    this.#connections = connections
    this.analyzer = new Analyzer(product, checkpoint?.analyzer)
    this.state = checkpoint?.state ?? emptyFeed()
  }

  /** Where the book stands; `absent` when none was ever configured. */
  get bookState(): BookState | 'absent' {
    const from = this.#bookFrom
    if (from === undefined) return this.state.bookWanted ? 'empty' : 'absent'
    return bookState(from.sync, this.id)
  }

  /** Where the book stands as it is told. */
  toldState(nowUs: Us): ToldState {
    const { bookState: state } = this
    return state === 'synced' && this.bookReason(nowUs) !== null ? 'stale' : state
  }

  /** When the book becomes stale if nothing more comes from its connection; Infinity while it has none. */
  get staleFromUs(): Us {
    const from = this.#bookFrom
    return from === undefined ? Infinity : aliveUntilUs(from) + 1
  }

  /** Every connection that has carried the product. */
  get carriers(): readonly Connection[] {
    return [...this.state.connections].flatMap((name) => this.#connections.get(name) ?? [])
  }

  /** A connection carries the product. */
  onCarrier(name: string, nowUs: Us): void {
    this.state.startUs ??= nowUs
    this.state.connections.add(name)
  }

  /** Takes note of what the venue says is subscribed. */
  expect(source: 'book' | 'trades'): void {
    if (source === 'book') this.state.bookWanted = true
    else this.state.tradesWanted = true
  }

  /** Counts a book event, before anything is known of its worth. */
  onBookEvent(event: BookEvent): void {
    this.state.bookWanted = true
    this.state.counts.bookMessages += 1
    this.state.counts.levelUpdates += event.changes.length
  }

  /** Obeys the synchronisation: replaces, changes or drops the book. */
  onCommand(command: BookCommand, from: Connection, envelopeUs: Us): void {
    const { state } = this
    switch (command.do) {
      case 'replace-book':
        state.bookFrom = from.name
        state.bookLostBy = undefined
        dropTickers(state.tickers)
        this.analyzer.onSnapshot(command.event.timeUs ?? envelopeUs, command.event.changes)
        return
      case 'change-book':
        // A product that two connections carry follows the one whose snapshot came last.
        if (state.bookFrom === from.name) this.analyzer.onChanges(command.event.timeUs ?? envelopeUs, command.event.changes)
        return
      case 'drop-book':
        if (state.bookFrom === from.name) this.#loseBook(describeFault(command.fault), envelopeUs)
        return
      case 'count':
        if (command.fault.kind === 'unsynced-update') state.counts.unsyncedUpdates += 1
    }
  }

  /** Checks the book once a frame's commands have been obeyed: a crossed one is not believed. */
  checkBook(from: Connection, timeUs: Us): readonly BookCommand[] {
    if (this.state.bookFrom !== from.name) return []
    const { book } = this.analyzer
    const crossed = book.isCrossed
    if (crossed) this.state.counts.crossedStates += 1
    const commands = onBookChecked(from.sync, this.id, crossed, timeUs)
    for (const command of commands) this.onCommand(command, from, timeUs)
    const { bestPrice: bidPrice } = book.bids
    const { bestPrice: askPrice } = book.asks
    if (!crossed && bidPrice !== undefined && askPrice !== undefined) onTouch(this.state.tickers, { timeUs, bidPrice, askPrice })
    return commands
  }

  /** Merges trades of the product by id, hands on what is new, and returns it. */
  onTrades(type: 'snapshot' | 'update', trades: readonly Trade[], from: Connection, envelopeUs: Us): readonly Trade[] {
    const { counts, merge } = this.state
    this.state.tradesFrom = from.name
    this.state.tradesWanted = true
    this.state.tradesLostBy = undefined
    this.analyzer.onTradesUp(envelopeUs)
    const merged = onTrades(merge, from.name, type, trades)
    counts.missingTradeIds += merged.missing
    counts.historicTradeIds += merged.historic
    counts.lateTrades += merged.late
    counts.duplicateTrades += merged.duplicates
    for (const trade of merged.fresh) this.analyzer.onTrade(trade)
    return merged.fresh
  }

  /** Takes those of the trades that were missed, and returns them. They say nothing of what is received now. */
  onBackfill(trades: readonly Trade[], nowUs: Us): readonly Trade[] {
    const { counts, merge } = this.state
    const merged = onBackfill(merge, withBelievableTradeTimes(trades, nowUs))
    counts.missingTradeIds += merged.missing
    counts.historicTradeIds += merged.historic
    counts.backfilledTrades += merged.fresh.length
    for (const trade of merged.fresh) this.analyzer.onPastTrade(trade)
    return merged.fresh
  }

  /** Holds a ticker's best prices against the book, if there is one to hold them against. */
  onTicker({ bidPrice, askPrice }: Ticker, timeUs: Us): void {
    const { tickers } = this.state
    if (this.bookState !== 'synced' || bidPrice === undefined || askPrice === undefined) tickers.unchecked += 1
    else onTicker(tickers, { timeUs, bidPrice, askPrice })
  }

  /** What the connection carried is no longer there, since it was last heard: it has closed, or was opened anew. */
  onLost(connection: Connection, reason: string, nowUs: Us): void {
    const { state } = this
    const lostUs = connection.lastUs ?? nowUs
    forgetConnection(state.merge, connection.name)
    if (state.tradesFrom === connection.name) {
      state.tradesLostBy = reason
      this.analyzer.onTradesLost(lostUs)
    }
    if (state.bookFrom === connection.name) this.#loseBook(reason, lostUs)
  }

  /** Nothing came from the connection for longer than it lives without: what it carries was not covered meanwhile. */
  onSilence({ name }: Connection, fromUs: Us, untilUs: Us): void {
    if (this.state.bookFrom === name) this.analyzer.onSilence('book', fromUs, untilUs)
    if (this.state.tradesFrom === name) this.analyzer.onSilence('trades', fromUs, untilUs)
  }

  /** Moves the product's clock. */
  advance(nowUs: Us): void {
    const from = this.#bookFrom
    this.analyzer.advance(nowUs, from && aliveUntilUs(from))
    advanceTickers(this.state.tickers, nowUs)
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
    const from = this.#connectionOf(source === 'book' ? this.state.bookFrom : this.state.tradesFrom)
    const silent = from !== undefined && staleSeconds(from, nowUs) !== undefined
    const widthUs = Math.min(DAY_US, Math.max(1, nowUs - (this.state.startUs ?? nowUs)))
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
    this.analyzer.restartTotals()
    restartFeed(this.state, nowUs)
  }

  /** A copy of everything that is remembered, from which another feed resumes bit for bit. */
  checkpoint(): FeedCheckpoint {
    return { id: this.id, state: structuredClone(this.state), analyzer: this.analyzer.checkpoint() }
  }

  get #bookFrom(): Connection | undefined {
    return this.#connectionOf(this.state.bookFrom)
  }

  #connectionOf(name: string | undefined): Connection | undefined {
    return name === undefined ? undefined : this.#connections.get(name)
  }

  #loseBook(reason: string, timeUs: Us): void {
    this.state.bookLostBy = reason
    dropTickers(this.state.tickers)
    this.analyzer.onBookLost(timeUs)
  }

  #received(nowUs: Us): Sources {
    return { book: this.#bookHealth(nowUs), trades: this.#tradesHealth(nowUs) }
  }

  #bookHealth(nowUs: Us): SourceHealth {
    return bookHealth(this.bookState, { from: this.#bookFrom, lostBy: this.state.bookLostBy }, nowUs)
  }

  #tradesHealth(nowUs: Us): SourceHealth {
    if (!this.state.tradesWanted) return { state: 'absent' }
    return tradesHealth({ from: this.#connectionOf(this.state.tradesFrom), lostBy: this.state.tradesLostBy }, nowUs)
  }
}
