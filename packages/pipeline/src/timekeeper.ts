import type { Us } from '@of/core'
import { analyze, type RuleSet } from '@of/signals'
import { decisionOf } from './build-report.ts'
import { aliveUntilUs, type Connection } from './connection.ts'
import type { Feeds } from './feeds.ts'
import type { ProductFeed } from './product-feed.ts'
import type { Decision } from './report.ts'
import { type Due, nextDue, reachAllFor, type Schedule } from './schedule.ts'
import type { Teller } from './teller.ts'

/** What falls due, when, and how it is decided. */
export interface TimekeeperOptions {
  readonly feeds: Feeds
  readonly teller: Teller
  readonly schedule: Schedule
  readonly ruleSet: RuleSet
  /** How many of the latest decisions of a product are kept. */
  readonly keepDecisions: number
}

/** Moves the exchange clock, never back, and takes on the way what falls due. */
export class Timekeeper {
  /** From when on what falls due counts: Infinity while nothing does. */
  countFromUs: Us
  readonly #options: TimekeeperOptions
  /** Until when no connection falls silent that has not yet. */
  #quietUntilUs: Us = 0

  constructor(options: TimekeeperOptions, countFromUs: Us) {
    this.#options = options
    this.countFromUs = countFromUs
  }

  /** Moves the clock to a time, if that is ahead. */
  advance(untilUs: Us): void {
    const { feeds, schedule } = this.#options
    if (untilUs <= feeds.nowUs) return
    reachAllFor(schedule, untilUs)
    for (let due = nextDue(schedule, untilUs); due !== undefined; due = nextDue(schedule, untilUs)) {
      this.#tellSilence(due.timeUs)
      for (const feed of feeds.products.values()) {
        feed.advance(due.timeUs)
        if (due.timeUs >= this.countFromUs) this.#take(due, feed)
      }
    }
    this.#tellSilence(untilUs)
    feeds.nowUs = untilUs
  }

  /** A connection was heard, or begins to beat: it falls silent at another time. */
  onHeard(connection: Connection): void {
    this.#quietUntilUs = Math.min(this.#quietUntilUs, aliveUntilUs(connection))
  }

  #take({ kind, timeUs }: Due, feed: ProductFeed): void {
    const { teller } = this.#options
    if (kind === 'sample') teller.due({ kind, product: feed.id, timeUs, features: feed.features(timeUs) })
    else teller.due({ kind, product: feed.id, decision: this.#decide(feed, timeUs) })
  }

  #decide(feed: ProductFeed, timeUs: Us): Decision {
    const { keepDecisions, ruleSet } = this.#options
    const { decisions } = feed.state
    const decision = decisionOf(timeUs, analyze({ features: feed.features(timeUs), sources: feed.sources(timeUs) }, ruleSet))
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
