import type { LevelChanges } from '../book/level-changes.ts'
import { mid } from '../book/microprice.ts'
import type { BestLevels } from '../book/best-levels.ts'
import { OrderBook } from '../book/order-book.ts'
import { refreshTop, topLevels, type TopLevels } from '../book/top-levels.ts'
import type { FeatureSnapshot, Sources } from '../features/features.ts'
import { aggressorAudit, type AuditReading } from '../flow/aggressor-audit.ts'
import { compensatedSum } from '../indicator/compensated-sum.ts'
import { coverageOf, sourceDown, sourceUp } from '../indicator/coverage.ts'
import { type Candle, DAY_US, MINUTE_US, type Trade, type Us } from '../market.ts'
import type { RowRule, VolumeProfile } from '../profile/volume-profile.ts'
import type { Wall } from '../whale/wall.ts'
import { type AnalyzerCheckpoint, type AnalyzerState, initAnalyzer, type Product, usesDollars } from './analyzer-state.ts'
import { bookFeatures } from './book-features.ts'
import { bookFlow, RANKED_LEVELS } from './book-flow.ts'
import { flowFeatures } from './flow-features.ts'
import { history } from './history.ts'
import { type HistoryContext, historyFeatures, profileNow, profilePositionNow } from './history-features.ts'
import { gridAfter, rankFeatures, SAMPLE_EVERY_US, samples, takeBookSample } from './samples.ts'
import { withinShown } from './shown-levels.ts'
import { finerTick, inferredTick } from './tick.ts'
import { addTradeTotals, readTotals, type Totals, zeroTotals } from './totals.ts'
import { tradeFeatures } from './trade-features.ts'
import { tradeFlow } from './trade-flow.ts'
import { withHealth } from './health.ts'
import { wallFeatures } from './wall-features.ts'
import { findWalls, resizeWalls, WALL_HOLD_US, wallTracker } from './wall-levels.ts'

/** Every engine has it, but it belongs to none of the language's own libraries. */
declare const structuredClone: <Value>(value: Value) => Value

/** Levels under this notional are dust to the ranked-level measures, in quote currency. */
const DUST_NOTIONAL = 10

/** Samples of the book that a silence can hold; what lies further back has left every window. */
const SAMPLES_A_DAY = DAY_US / SAMPLE_EVERY_US

/** The venue's finest base increment, where the product's own is not known. */
const SMALLEST_LOT = 1e-8

const audit = aggressorAudit()

/**
 * All metrics of one product: routes its events to the indicators that listen to them and reads them as features.
 *
 * Works with a book, with trades, or with both. Events come in arrival order; `advance` moves the clock first, to the
 * greatest exchange time seen anywhere.
 */
export class Analyzer {
  readonly book: OrderBook
  #product: Product
  readonly #state: AnalyzerState
  readonly #touch: BestLevels = { bidPrice: 0, bidSize: 0, askPrice: 0, askSize: 0 }
  /** The best levels without dust, read anew whenever one of them has changed; the best one alone where notional floors have no meaning. */
  readonly #top: TopLevels
  readonly #dust: number
  readonly #noDollars: string | undefined
  /** Before this time the clock moves without anything coming of it. */
  #dueUs: Us = -Infinity

  /** Starts an analyzer, or resumes it from a checkpoint, which then belongs to it. */
  constructor(product: Product, checkpoint?: AnalyzerCheckpoint) {
    this.#product = product
    this.#state = checkpoint?.state ?? initAnalyzer()
    this.book = checkpoint ? OrderBook.resume(checkpoint.book) : new OrderBook()
    const dollars = usesDollars(product)
    this.#top = topLevels(dollars ? RANKED_LEVELS : 1)
    this.#dust = dollars ? DUST_NOTIONAL : 0
    this.#noDollars = dollars ? undefined : `notional floors are in dollars, quote currency is ${product.quote}`
    this.#readTop()
  }

  /** Takes in what has become known of the product's increments. Its quote currency does not change. */
  learn(product: Product): void {
    this.#product = product
  }

  /** The product's greatest exchange time so far. */
  get nowUs(): Us {
    return this.#state.nowUs
  }

  /** The whole book, which replaces what was there. */
  onSnapshot(timeUs: Us, changes: LevelChanges): void {
    this.#loseBook(timeUs)
    sourceUp(this.#state.bookCoverage, timeUs)
    this.book.replace(changes)
    findWalls(this.#state.walls, timeUs, changes, this.book)
    this.#readTop()
    this.#observe(timeUs)
  }

  /** Levels that changed together, one message of the venue: applied as one, then observed once. */
  onChanges(timeUs: Us, changes: LevelChanges): void {
    this.book.apply(changes)
    resizeWalls(this.#state.walls, timeUs, changes, this.book.replaced)
    if (!this.#readTop() && bookFlow.observeSame(this.#state.flow, timeUs)) audit.onSameQuote(this.#state.audit, timeUs)
    else this.#observe(timeUs)
  }

  /** The book cannot be believed from now on, until the next snapshot. */
  onBookLost(timeUs: Us): void {
    this.#loseBook(timeUs)
    sourceDown(this.#state.bookCoverage, timeUs)
  }

  /** One print, in the order of its arrival. */
  onTrade(trade: Trade): void {
    sourceUp(this.#state.tradeCoverage, trade.timeUs)
    this.onPastTrade(trade)
  }

  /** One print that was asked for after it had been missed: counted like any other, it says nothing of what is received now. */
  onPastTrade(trade: Trade): void {
    const state = this.#state
    tradeFlow.advance(state.trades, state.nowUs)
    tradeFlow.step(state.trades, trade)
    history.step(state.history, trade)
    addTradeTotals(state.totals, trade)
    if (state.trades.takers.open?.firstId === trade.id) audit.onFirstPrint(state.audit, trade)
    this.#dueUs = Math.min(this.#dueUs, tradeFlow.dueUs(state.trades))
    if (this.#product.tick === undefined) state.inferredDecimals = finerTick(state.inferredDecimals, trade.price)
  }

  /** Trades are being received from now on. */
  onTradesUp(timeUs: Us): void {
    sourceUp(this.#state.tradeCoverage, timeUs)
  }

  /** Trades are no longer received: what happens from now on is not known. */
  onTradesLost(timeUs: Us): void {
    sourceDown(this.#state.tradeCoverage, timeUs)
  }

  /** A one-minute candle of the venue. */
  onCandle(candle: Candle): void {
    history.onCandle(this.#state.history, candle)
  }

  /**
   * Moves the clock, never back. To be called before the events that carry this time. Nothing is sampled of a book past
   * the time until which its source is known to be alive.
   */
  advance(nowUs: Us, bookAliveUntilUs: Us = Infinity): void {
    const state = this.#state
    if (nowUs <= state.nowUs) return
    if (nowUs >= this.#dueUs) this.#passTo(nowUs, bookAliveUntilUs)
    state.nowUs = nowUs
  }

  /** Every feature as of the clock; those of a source that cannot be believed are null with its reason. */
  features(sources: Sources): FeatureSnapshot {
    const state = this.#state
    const { nowUs } = state
    this.#settleClocks(nowUs)
    const context = { nowUs, noDollars: this.#noDollars }
    const book = bookFeatures(this.book, {
      top: this.#noDollars === undefined ? this.#top : undefined,
      dust: this.#dust,
      noDollars: this.#noDollars ?? '',
      lot: this.#product.lot ?? SMALLEST_LOT,
    })
    const flow = flowFeatures({ ...context, flow: state.flow, coverage: state.quoteCoverage })
    const all: FeatureSnapshot = {
      ...book,
      ...flow,
      ...rankFeatures(state.samples, nowUs, {
        spreadBps: book.spreadBps,
        orderImbalanceMean: flow.orderImbalanceMean,
        depthImbalanceShell: book.depthImbalanceShell,
      }),
      ...wallFeatures(this.walls(), this.#whyNoWalls()),
      ...tradeFeatures({ ...context, flow: state.trades, coverage: state.tradeCoverage }),
      ...historyFeatures(this.#historyContext(nowUs)),
    }
    const { bookLevels: shown } = this.#product
    const told = shown === undefined ? all : withinShown(all, { book: this.book, shown, dust: this.#dust })
    return withHealth(told, sources, this.audit())
  }

  /** Resting walls: large orders that have been held for a while; none where the book is one-sided. */
  walls(): Wall[] {
    const quote = this.book.quote(0)
    if (quote === undefined || this.#noDollars !== undefined) return []
    return wallTracker.read(this.#state.walls, this.book, mid(quote), this.#state.nowUs)
  }

  /** The profile of the last 24 h that features are read from, in rows of whole ticks or in bins; `undefined` where they have no value. */
  profile(rows: RowRule['kind']): VolumeProfile | undefined {
    this.#settleClocks(this.#state.nowUs)
    return profileNow(this.#historyContext(this.#state.nowUs), rows)
  }

  /** A source was silent from a time until now: it was not covered meanwhile, though it goes on. */
  onSilence(source: 'book' | 'trades', fromUs: Us, untilUs: Us): void {
    const { bookCoverage, quoteCoverage, tradeCoverage } = this.#state
    for (const coverage of source === 'book' ? [bookCoverage, quoteCoverage] : [tradeCoverage]) {
      if (coverage.upSinceUs === undefined) continue
      sourceDown(coverage, fromUs)
      sourceUp(coverage, untilUs)
    }
  }

  /** How well the aggressor sides agree with the quotes. */
  audit(): AuditReading {
    return audit.read(this.#state.audit)
  }

  /** Sums over the recording, or since `restartTotals`. */
  totals(): Totals {
    return readTotals(this.#state.totals, this.#state.flow.ofi)
  }

  /** Begins the totals anew; nothing else forgets anything. */
  restartTotals(): void {
    const { flow } = this.#state
    this.#state.totals = zeroTotals()
    flow.ofi.total = compensatedSum()
    flow.ofi.observations = 0
    flow.ofi.events = 0
  }

  /** Share of the trailing window, at most a day, in which a source was received, given when it was last heard. */
  coverage(source: 'book' | 'trades', widthUs: Us, heardUs?: Us): number {
    const { bookCoverage, tradeCoverage, nowUs } = this.#state
    return coverageOf(source === 'book' ? bookCoverage : tradeCoverage, nowUs, widthUs, heardUs)
  }

  /** Everything the analyzer remembers, to be written down at once: it goes on changing. */
  get memory(): AnalyzerCheckpoint {
    return { state: this.#state, book: this.book.checkpoint() }
  }

  /** A copy of everything the analyzer remembers, from which another one resumes bit for bit. */
  checkpoint(): AnalyzerCheckpoint {
    return structuredClone(this.memory)
  }

  /** Why walls cannot be told; `undefined` when they can. */
  #whyNoWalls(): string | undefined {
    const { bookCoverage, nowUs } = this.#state
    if (this.#noDollars !== undefined) return this.#noDollars
    if (this.book.quote(0) === undefined) return 'one-sided book'
    return nowUs - (bookCoverage.upSinceUs ?? nowUs) < WALL_HOLD_US ? 'warming up: 5 s of book' : undefined
  }

  #observe(timeUs: Us): void {
    const { flow, audit: audited, quoteCoverage } = this.#state
    const touch = this.#touch
    if (!this.book.readTouch(touch)) {
      bookFlow.interrupt(flow, timeUs)
      sourceDown(quoteCoverage, timeUs)
    } else if (touch.bidPrice >= touch.askPrice) bookFlow.skip(flow)
    else {
      sourceUp(quoteCoverage, timeUs)
      bookFlow.observe(flow, timeUs, touch, this.#noDollars === undefined ? this.#top : undefined)
      audit.onQuote(audited, timeUs, (touch.bidPrice + touch.askPrice) / 2)
    }
  }

  /** Whether one of the best levels has changed since they were last read. */
  #readTop(): boolean {
    return refreshTop(this.book, this.#top, this.#dust)
  }

  #loseBook(timeUs: Us): void {
    this.book.clear()
    this.#readTop()
    wallTracker.clear(this.#state.walls)
    bookFlow.lose(this.#state.flow, timeUs)
    sourceDown(this.#state.quoteCoverage, timeUs)
    audit.interruptQuotes(this.#state.audit)
  }

  /** Does what falls due up to a time that the clock has not reached yet. */
  #passTo(nowUs: Us, bookAliveUntilUs: Us): void {
    const { samples: due, trades, nowUs: beforeUs } = this.#state
    this.#takeSamples(nowUs, bookAliveUntilUs)
    if (tradeFlow.dueUs(trades) <= nowUs) {
      tradeFlow.advance(trades, beforeUs)
      tradeFlow.settle(trades, nowUs)
    }
    this.#dueUs = Math.min(due.nextBookUs ?? nowUs, due.nextMinuteUs ?? nowUs, tradeFlow.dueUs(trades))
  }

  /** Takes the samples that fall due up to a time, each from what was known just before it. */
  #takeSamples(untilUs: Us, bookAliveUntilUs: Us): void {
    const { samples: due } = this.#state
    due.nextBookUs ??= gridAfter(this.#state.nowUs || untilUs, SAMPLE_EVERY_US)
    due.nextMinuteUs ??= gridAfter(this.#state.nowUs || untilUs, MINUTE_US)
    due.nextBookUs = Math.max(due.nextBookUs, gridAfter(untilUs - SAMPLES_A_DAY * SAMPLE_EVERY_US, SAMPLE_EVERY_US))
    due.nextMinuteUs = Math.max(due.nextMinuteUs, gridAfter(untilUs - DAY_US, MINUTE_US))
    while (due.nextBookUs <= untilUs) {
      if (due.nextBookUs <= bookAliveUntilUs) this.#sampleBook(due.nextBookUs)
      due.nextBookUs += SAMPLE_EVERY_US
    }
    while (due.nextMinuteUs <= untilUs) {
      this.#settleClocks(due.nextMinuteUs)
      samples.pushMinute(due, due.nextMinuteUs, profilePositionNow(this.#historyContext(due.nextMinuteUs)))
      due.nextMinuteUs += MINUTE_US
    }
  }

  #sampleBook(timeUs: Us): void {
    const { flow, samples: taken } = this.#state
    const quote = this.book.quote(timeUs)
    if (quote === undefined || this.book.isCrossed) return
    bookFlow.advance(flow, timeUs)
    samples.pushBook(taken, timeUs, takeBookSample(this.book, quote, bookFlow.readImbalance(flow)?.mean))
  }

  /** Brings every window to a time. How often this happens changes no value. */
  #settleClocks(nowUs: Us): void {
    bookFlow.advance(this.#state.flow, nowUs)
    tradeFlow.advance(this.#state.trades, nowUs)
    history.advance(this.#state.history, nowUs)
  }

  #historyContext(nowUs: Us): HistoryContext {
    const { history: past, tradeCoverage, trades, inferredDecimals } = this.#state
    const { tick } = this.#product
    return {
      history: past,
      tradeCoverage: coverageOf(tradeCoverage, nowUs, DAY_US),
      lastPrice: trades.last?.price,
      tick: tick === undefined ? inferredTick(inferredDecimals) : { size: tick, inferred: false },
    }
  }
}
