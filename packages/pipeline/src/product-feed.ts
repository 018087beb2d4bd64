import {
  advanceTickers,
  type BookEvent,
  type BookOwner,
  bookState,
  describeFault,
  dropTickers,
  type FeedFault,
  forgetConnection,
  type MergedTrades,
  mergeTrade,
  onBackfill,
  onBookCrossed,
  onBookUncrossed,
  onTicker,
  onTouch,
  onTrades,
  type Ticker,
} from '@of/coinbase'
import {
  Analyzer,
  auditedSources,
  type BestLevels,
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
import { type FeedCheckpoint, type FeedStart, type FeedState, restartFeed, type ToldState } from './feed-state.ts'
import { withBelievableTradeTimes } from './frame-time.ts'
import type { ReportedBookState } from './report.ts'
import { bookHealth, tradesHealth } from './source-health.ts'

// Filled anew at every reading, and read at once.
const touch: BestLevels = { bidPrice: 0, bidSize: 0, askPrice: 0, askSize: 0 }

/** Everything known of one product: its analyzer, and where its book and its trades come from. */
export class ProductFeed {
  readonly id: string
  readonly analyzer: Analyzer
  readonly state: FeedState
  readonly #connections: ReadonlyMap<string, Connection>
  /** The connections that the state names: where the book and the trades come from, and which was met last. */
  #bookFrom: Connection | undefined
  #tradesFrom: Connection | undefined
  #carrier: Connection | undefined

  /** A feed over the connections there are. What it starts with belongs to it from now on. */
  constructor(product: Product, connections: ReadonlyMap<string, Connection>, { state, analyzer }: FeedStart) {
    this.id = product.id
    this.#connections = connections
    this.analyzer = new Analyzer(product, analyzer)
    this.state = state
    this.#bookFrom = state.bookFrom === undefined ? undefined : connections.get(state.bookFrom)
    this.#tradesFrom = state.tradesFrom === undefined ? undefined : connections.get(state.tradesFrom)
  }

  /** Where the book stands; `absent` when none was ever configured. */
  get bookState(): ReportedBookState {
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
  onCarrier(carrier: Connection, nowUs: Us): void {
    this.state.startUs ??= nowUs
    if (carrier === this.#carrier) return
    this.#carrier = carrier
    this.state.connections.add(carrier.name)
  }

  /** Takes note of what the venue says is subscribed. */
  expect(source: 'book' | 'trades'): void {
    if (source === 'book') this.state.bookWanted = true
    else this.state.tradesWanted = true
  }

  /** Counts a book event, before anything is known of its worth. */
  onBookEvent({ changes }: BookEvent): void {
    const { counts } = this.state
    this.state.bookWanted = true
    counts.bookMessages += 1
    counts.levelUpdates += changes.to - changes.from
  }

  /** Counts changes of a book that no snapshot stands under. */
  countUnsynced(): void {
    this.state.counts.unsyncedUpdates += 1
  }

  /** Replaces the book by a snapshot of a connection, which it follows from now on. */
  replaceBook({ timeUs, changes }: BookEvent, from: Connection, sentUs: Us): void {
    const { state } = this
    state.bookFrom = from.name
    this.#bookFrom = from
    state.bookLostBy = undefined
    dropTickers(state.tickers)
    this.analyzer.onSnapshot(timeUs ?? sentUs, changes)
  }

  /** Changes the book. A product that two connections carry follows the one whose snapshot came last. */
  changeBook({ timeUs, changes }: BookEvent, from: Connection, sentUs: Us): void {
    if (from === this.#bookFrom) this.analyzer.onChanges(timeUs ?? sentUs, changes)
  }

  /** Drops the book, if it is that of the connection. */
  dropBook(fault: FeedFault, from: Connection, timeUs: Us): void {
    if (from === this.#bookFrom) this.#loseBook(describeFault(fault), timeUs)
  }

  /** Checks the book once all changes of a frame have been applied: a crossed one is not believed. Returns whether it is that of the connection, and not crossed. */
  checkBook(from: Connection, timeUs: Us, owner: BookOwner): boolean {
    if (from !== this.#bookFrom) return false
    const { state } = this
    const twoSided = this.analyzer.book.readTouch(touch)
    if (twoSided && touch.bidPrice >= touch.askPrice) {
      state.crossed = true
      state.counts.crossedStates += 1
      onBookCrossed(from.sync, this.id, timeUs, owner)
      return false
    }
    if (state.crossed) {
      state.crossed = false
      onBookUncrossed(from.sync, this.id)
    }
    if (twoSided) onTouch(state.tickers, timeUs, touch)
    return true
  }

  /** A connection brings trades of the product. */
  onTradesUp(from: Connection, sentUs: Us): void {
    const { state } = this
    if (from !== this.#tradesFrom) {
      state.tradesFrom = from.name
      this.#tradesFrom = from
    }
    state.tradesWanted = true
    state.tradesLostBy = undefined
    this.analyzer.onTradesUp(sentUs)
  }

  /** Takes in candles of the venue, a minute wide. */
  onCandles(candles: readonly Candle[]): void {
    for (const candle of candles) this.analyzer.onCandle(candle)
  }

  /** Merges a trade of the product by its id, hands it on if it is met for the first time, and says so. */
  onTrade(trade: Trade): boolean {
    const { counts, merge } = this.state
    if (!mergeTrade(merge, trade.id, counts.merged)) return false
    this.analyzer.onTrade(trade)
    return true
  }

  /** Merges the latest trades as a connection shows them, hands on what is new, and returns it. */
  onTradeSnapshot<Shown extends Trade>(shown: readonly Shown[], from: Connection): readonly Shown[] {
    const { counts, merge } = this.state
    const merged = onTrades(merge, from.name, 'snapshot', shown)
    counts.merged.late += merged.late
    counts.merged.duplicates += merged.duplicates
    this.#countMissing(merged)
    for (const trade of merged.fresh) this.analyzer.onTrade(trade)
    return merged.fresh
  }

  /** Takes those of the trades that were missed, and returns them. They say nothing of what is received now. */
  onBackfill(trades: readonly Trade[], nowUs: Us): readonly Trade[] {
    const { counts, merge } = this.state
    const merged = onBackfill(merge, withBelievableTradeTimes(trades, nowUs))
    this.#countMissing(merged)
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
    if (connection === this.#tradesFrom) {
      state.tradesLostBy = reason
      this.analyzer.onTradesLost(lostUs)
    }
    if (connection === this.#bookFrom) this.#loseBook(reason, lostUs)
  }

  /** Nothing came from the connection for longer than it lives without: what it carries was not covered meanwhile. */
  onSilence(connection: Connection, fromUs: Us, untilUs: Us): void {
    if (connection === this.#bookFrom) this.analyzer.onSilence('book', fromUs, untilUs)
    if (connection === this.#tradesFrom) this.analyzer.onSilence('trades', fromUs, untilUs)
  }

  /** Moves the product's clock. */
  advance(nowUs: Us): void {
    const from = this.#bookFrom
    this.analyzer.advance(nowUs, from === undefined ? Infinity : aliveUntilUs(from))
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
    const from = source === 'book' ? this.#bookFrom : this.#tradesFrom
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

  /** Everything that is remembered, to be copied at once: another feed resumes from a copy bit for bit. */
  get memory(): FeedCheckpoint {
    return { id: this.id, state: this.state, analyzer: this.analyzer.memory }
  }

  #countMissing({ missing, historic }: Pick<MergedTrades<Trade>, 'missing' | 'historic'>): void {
    const { merged } = this.state.counts
    merged.missing += missing
    merged.historic += historic
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
    return tradesHealth({ from: this.#tradesFrom, lostBy: this.state.tradesLostBy }, nowUs)
  }
}
