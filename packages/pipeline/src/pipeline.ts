import { type Arrival, type BookCommand, type Frame, onFrame, openedConnection, type ProductTrade, readFrame } from '@of/coinbase'
import { type FeatureSnapshot, MINUTE_US, type Us } from '@of/core'
import { analyze, presets, type RuleSet } from '@of/signals'
import { buildReport, decisionOf } from './build-report.ts'
import { type Connection, countFault, countFrame, openConnection, staleSeconds, zeroCounts } from './connection.ts'
import { newestTimeUs, withBelievableTimes } from './frame-time.ts'
import { ProductFeed } from './product-feed.ts'
import { ReferenceData } from './reference-data.ts'
import type { Decision, ProductReport } from './report.ts'
import { type Due, nextDue, reachAllFor, type Schedule, schedule } from './schedule.ts'

/** How a pipeline decides, and what it counts. */
export interface PipelineOptions {
  /** The rules that features are scored by; preset `default` unless given. */
  readonly ruleSet?: RuleSet
  /** How often a decision is taken, on a grid of exchange time; a minute unless given. */
  readonly decideEveryUs?: Us
  /** How often every feature is sampled, on a grid of exchange time; never unless given. */
  readonly sampleEveryUs?: Us
  /** Receive time from which totals, decisions and samples count; what arrives before only warms up. */
  readonly countFromUs?: Us
}

/** What happened while an arrival was taken in. */
export type PipelineEvent =
  | { readonly kind: 'decision'; readonly product: string; readonly decision: Decision }
  | { readonly kind: 'sample'; readonly product: string; readonly timeUs: Us; readonly features: FeatureSnapshot }

const NOTHING: readonly PipelineEvent[] = []

/**
 * The one path from raw frames to decisions: decode, verify, analyse, decide. Pure: the same arrivals in the same order
 * give the same results, live or replayed, at any speed.
 *
 * Decisions and samples fall due when the exchange clock (the greatest time of any frame) passes them, and see what had
 * arrived by then.
 */
export class Pipeline {
  readonly ruleSet: RuleSet
  readonly #connections = new Map<string, Connection>()
  readonly #feeds = new Map<string, ProductFeed>()
  readonly #schedule: Schedule
  readonly #reference = new ReferenceData()
  readonly #countFromUs: Us | undefined
  #nowUs: Us = 0
  #counting: boolean

  constructor(options: PipelineOptions = {}) {
    this.ruleSet = options.ruleSet ?? presets.default
    this.#schedule = schedule(options.decideEveryUs ?? MINUTE_US, options.sampleEveryUs)
    this.#countFromUs = options.countFromUs
    this.#counting = options.countFromUs === undefined
  }

  /** The greatest exchange time seen, 0 before the first. */
  get nowUs(): Us {
    return this.#nowUs
  }

  /** Every product seen so far, in the order of its first event. */
  get products(): readonly string[] {
    return [...this.#feeds.keys()]
  }

  /** The name a product has on the wire: the venue answers `BTC-USDC` as `BTC-USD`. */
  canonical(product: string): string {
    return this.#reference.canonical(product)
  }

  /** Takes in one arrival and returns what fell due. Never throws, whatever the frame. */
  push(arrival: Arrival): readonly PipelineEvent[] {
    if (!this.#counting && arrival.receivedUs >= this.#countFromUs!) this.#startCounting()
    switch (arrival.kind) {
      case 'opened':
        this.#open(arrival.connection)
        return NOTHING
      case 'closed':
        return NOTHING
      case 'rest':
        this.#onRest(arrival)
        return NOTHING
      case 'frame':
        return this.#onFrame(this.#connectionOf(arrival.connection), withBelievableTimes(readFrame(arrival.frame), arrival.receivedUs))
    }
  }

  /** Takes every connection to be opened anew: what follows comes from another recording. Products keep what they know. */
  reopen(): void {
    for (const name of this.#connections.keys()) this.#open(name)
  }

  /** The analysis of a product as of now, or `undefined` if nothing of it was seen. */
  report(product: string, labels: { readonly simulated: boolean }): ProductReport | undefined {
    const feed = this.#feeds.get(product)
    if (feed === undefined) return undefined
    feed.advance(this.#nowUs)
    return buildReport(feed, { ...labels, nowUs: this.#nowUs, ruleSet: this.ruleSet, skippedDecisions: this.#schedule.decisions.skipped })
  }

  #onFrame(connection: Connection, frame: Frame): readonly PipelineEvent[] {
    countFrame(connection, frame)
    const timeUs = 'timeUs' in frame ? frame.timeUs : undefined
    const newestUs = newestTimeUs(frame)
    const due = newestUs === undefined ? NOTHING : this.#advance(newestUs)
    const { verdict, commands } = onFrame(connection.sync, frame)
    if (timeUs !== undefined && verdict !== 'late') this.#hear(connection, timeUs)
    if (frame.kind === 'heartbeats') connection.heartbeats = true
    const atUs = timeUs ?? this.#nowUs
    if (frame.kind === 'level2' && verdict !== 'late')
      for (const event of frame.events) this.#feedOf(event.product, connection).onBookEvent(event)
    for (const command of commands) this.#obey(command, connection, atUs)
    if (frame.kind === 'level2' && verdict !== 'late') {
      // A book is looked at once a frame, however many events of it the frame holds.
      const changed = new Map(frame.events.map(({ product, timeUs: eventUs }) => [product, eventUs ?? atUs]))
      for (const [product, eventUs] of changed) this.#feedOf(product, connection).checkBook(connection, eventUs)
    }
    this.#deliver(frame, connection, verdict === 'late')
    return due
  }

  /** Late frames say nothing of a connection's life: one that brings nothing else is as good as dead. */
  #hear(connection: Connection, timeUs: Us): void {
    const { lastUs } = connection
    if (lastUs !== undefined && staleSeconds(connection, timeUs) !== undefined) {
      for (const feed of this.#feeds.values()) {
        // What fell due in the silence is taken while the connection still counts as silent.
        feed.advance(this.#nowUs)
        feed.onSilence(connection, lastUs, timeUs)
      }
    }
    if (lastUs === undefined || timeUs > lastUs) connection.lastUs = timeUs
  }

  #obey(command: BookCommand, connection: Connection, atUs: Us): void {
    switch (command.do) {
      case 'count':
        countFault(connection, command.fault)
        if (command.fault.kind === 'unsynced-update') this.#feedOf(command.fault.product, connection).onCommand(command, connection, atUs)
        return
      case 'drop-book':
        this.#feedOf(command.product, connection).onCommand(command, connection, atUs)
        return
      case 'replace-book':
      case 'change-book':
        this.#feedOf(command.event.product, connection).onCommand(command, connection, atUs)
    }
  }

  /** Hands on what is not the book; of a late frame only its trades, which are merged by id. */
  #deliver(frame: Frame, connection: Connection, late: boolean): void {
    if (frame.kind === 'trades') {
      for (const { type, trades } of frame.events) {
        for (const [product, own] of byProduct(trades)) this.#feedOf(product, connection).onTrades(type, own, connection, frame.timeUs)
      }
    }
    if (late) return
    if (frame.kind === 'ticker') {
      for (const { tickers } of frame.events)
        for (const ticker of tickers) this.#feedOf(ticker.product, connection).onTicker(ticker, frame.timeUs)
    }
    if (frame.kind === 'subscriptions') {
      for (const { products } of frame.events) {
        for (const product of products['level2'] ?? []) this.#feedOf(product, connection).expect('book')
        for (const product of products['market_trades'] ?? []) this.#feedOf(product, connection).expect('trades')
      }
    }
  }

  #onRest(arrival: Extract<Arrival, { readonly kind: 'rest' }>): void {
    const answer = this.#reference.onAnswer(arrival)
    if (answer === undefined) return
    if (answer.kind === 'products') for (const feed of this.#feeds.values()) feed.analyzer.learn(this.#reference.describe(feed.id))
    else for (const candle of answer.candles) this.#feedOf(answer.product).onCandle(candle)
  }

  /** Moves the exchange clock to a time, taking on the way what falls due. */
  #advance(untilUs: Us): readonly PipelineEvent[] {
    if (untilUs <= this.#nowUs) return NOTHING
    reachAllFor(this.#schedule, untilUs)
    let events: PipelineEvent[] | undefined
    for (let due = nextDue(this.#schedule, untilUs); due !== undefined; due = nextDue(this.#schedule, untilUs)) {
      for (const feed of this.#feeds.values()) {
        feed.advance(due.timeUs)
        if (this.#counting && due.timeUs >= (this.#countFromUs ?? 0)) (events ??= []).push(this.#take(due, feed))
      }
    }
    this.#nowUs = untilUs
    return events ?? NOTHING
  }

  #take({ kind, timeUs }: Due, feed: ProductFeed): PipelineEvent {
    if (kind === 'sample') return { kind, product: feed.id, timeUs, features: feed.features(timeUs) }
    return { kind, product: feed.id, decision: this.#decide(feed, timeUs) }
  }

  #decide(feed: ProductFeed, timeUs: Us): Decision {
    const signal = analyze({ features: feed.features(timeUs), sources: feed.sources(timeUs) }, this.ruleSet)
    const decision = decisionOf(timeUs, signal)
    feed.decisions.push(decision)
    return decision
  }

  #startCounting(): void {
    this.#counting = true
    this.#schedule.decisions.skipped = 0
    for (const feed of this.#feeds.values()) feed.restartCounts(this.#nowUs)
    for (const connection of this.#connections.values()) connection.counts = zeroCounts()
  }

  #open(name: string): void {
    const known = this.#connections.get(name)
    if (known === undefined) {
      this.#connections.set(name, openConnection(name))
      return
    }
    for (const feed of this.#feeds.values()) feed.onReopened(known, this.#nowUs)
    known.sync = openedConnection()
    known.lastUs = this.#nowUs
  }

  #connectionOf(name: string): Connection {
    let connection = this.#connections.get(name)
    if (connection === undefined) this.#connections.set(name, (connection = openConnection(name)))
    return connection
  }

  #feedOf(product: string, connection?: Connection): ProductFeed {
    let feed = this.#feeds.get(product)
    if (feed === undefined) {
      this.#feeds.set(product, (feed = new ProductFeed(this.#reference.describe(product))))
    }
    // Clocks move before the events that carry their time; products that nothing happens to catch up when they are read.
    feed.advance(this.#nowUs)
    if (connection !== undefined) {
      feed.startUs ??= this.#nowUs
      feed.connections.add(connection)
    }
    return feed
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
