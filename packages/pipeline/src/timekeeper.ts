import type { Us } from '@of/core'
import { decisionOf } from './build-report.ts'
import { aliveUntilUs, type Connection } from './connection.ts'
import type { Feeds } from './feeds.ts'
import type { ProductFeed } from './product-feed.ts'
import type { Decision } from './report.ts'
import { type Due, dueUs, nextDue, passOverAll, reachAllFor, type Schedule } from './schedule.ts'
import type { Scorer } from './scorer.ts'
import type { Teller } from './teller.ts'
import type { Witness } from './witness.ts'

/** What falls due, when, and how it is decided. */
export interface TimekeeperOptions {
  readonly feeds: Feeds
  readonly teller: Teller
  readonly witness: Witness | undefined
  readonly schedule: Schedule
  readonly score: Scorer
  /** How many of the latest decisions of a product are kept. */
  readonly keepDecisions: number
}

/** Moves the exchange clock, never back, and takes on the way what falls due once it counts. */
export class Timekeeper {
  /** From when on what falls due counts: Infinity while nothing does. */
  #countFromUs: Us
  readonly #options: TimekeeperOptions
  /** Until when no connection falls silent that has not yet. */
  #quietUntilUs: Us = 0
  /** Until when nothing is to be done but to move the clock. */
  #idleUntilUs: Us = 0

  constructor(options: TimekeeperOptions, countFromUs: Us) {
    this.#options = options
    this.#countFromUs = countFromUs
  }

  /** What falls due from a time on counts. */
  startCounting(countFromUs: Us): void {
    this.#countFromUs = countFromUs
    this.#idleUntilUs = 0
  }

  /** Moves the clock to a time, if that is ahead. */
  advance(untilUs: Us): void {
    const { feeds } = this.#options
    if (untilUs <= feeds.nowUs) return
    if (untilUs > this.#idleUntilUs) this.#catchUp(untilUs)
    feeds.nowUs = untilUs
  }

  /** A connection was heard, or begins to beat: it falls silent at another time. */
  onHeard(connection: Connection): void {
    const aliveUs = aliveUntilUs(connection)
    if (aliveUs < this.#quietUntilUs) this.#quietUntilUs = aliveUs
    if (aliveUs < this.#idleUntilUs && this.#options.teller.all) this.#idleUntilUs = aliveUs
  }

  #catchUp(untilUs: Us): void {
    const { schedule, teller } = this.#options
    if (this.#countFromUs === Infinity) passOverAll(schedule, untilUs)
    else this.#takeDue(untilUs)
    this.#tellSilence(untilUs)
    const nextUs = (dueUs(schedule) ?? 0) - 1
    this.#idleUntilUs = teller.all ? Math.min(nextUs, this.#quietUntilUs) : nextUs
  }

  #takeDue(untilUs: Us): void {
    const { feeds, schedule } = this.#options
    reachAllFor(schedule, untilUs)
    for (let due = nextDue(schedule, untilUs); due !== undefined; due = nextDue(schedule, untilUs)) {
      this.#tellSilence(due.timeUs)
      for (const feed of feeds.products.values()) {
        feed.advance(due.timeUs)
        if (due.timeUs >= this.#countFromUs) this.#take(due, feed)
      }
    }
  }

  #take({ kind, timeUs }: Due, feed: ProductFeed): void {
    const { teller } = this.#options
    if (kind === 'sample') teller.due({ kind, product: feed.id, timeUs, features: feed.features(timeUs) })
    else teller.due({ kind, product: feed.id, decision: this.#decide(feed, timeUs) })
  }

  #decide(feed: ProductFeed, timeUs: Us): Decision {
    const { keepDecisions, score, witness } = this.#options
    const { decisions } = feed.state
    const seen = { features: feed.features(timeUs), sources: feed.sources(timeUs) }
    witness?.due(feed, timeUs, seen)
    const decision = decisionOf(timeUs, score(seen, feed.id, timeUs))
    decisions.push(decision)
    if (decisions.length > keepDecisions) decisions.shift()
    return decision
  }

  /** Tells which books a silence has made stale by a time, each as of the moment at which it did. */
  #tellSilence(untilUs: Us): void {
    const { feeds, teller } = this.#options
    if (!teller.all || untilUs <= this.#quietUntilUs) return
    for (const feed of feeds.products.values()) if (feed.toldState(untilUs) === 'stale') teller.bookState(feed, feed.staleFromUs)
    this.#quietUntilUs = Infinity
    for (const connection of feeds.connections.values()) if (aliveUntilUs(connection) >= untilUs) this.onHeard(connection)
  }
}
