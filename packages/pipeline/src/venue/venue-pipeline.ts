import { MINUTE_US, type Product, type Us, type VenueEvent } from '@of/core'
import { presets, type RuleSet } from '@of/signals'
import { buildReport } from '../build-report.ts'
import type { Connection } from '../connection.ts'
import { describeByName } from '../describe-by-name.ts'
import { Feeds } from '../feeds.ts'
import { FrameIntake } from '../frame-intake.ts'
import { type FrameTimes, RECEIVER_SKEW_US } from '../frame-time.ts'
import type { PipelineOptions } from '../pipeline.ts'
import type { PipelineEvent } from '../pipeline-event.ts'
import { type Schedule, schedule } from '../schedule.ts'
import { type Scorer, scorerOf } from '../scorer.ts'
import { zeroSession } from '../session-counts.ts'
import { Teller } from '../teller.ts'
import { Timekeeper } from '../timekeeper.ts'
import { Witness } from '../witness.ts'
import { eventTimeUs, frameOf, type FramedEvent } from './event-frames.ts'
import { type VenueLabels, type VenueReport, venueReportOf } from './venue-report.ts'

/** How events of any venue are analysed, what counts and what is told. */
export interface VenuePipelineOptions extends Pick<
  PipelineOptions,
  'ruleSet' | 'decideEveryUs' | 'sampleEveryUs' | 'countFromUs' | 'keepDecisions' | 'onMarket' | 'scored'
> {
  /** What is known of a product, asked when it is met and at each snapshot of its book; what its name says where nothing is. */
  readonly describe?: (product: string) => Product | undefined
}

const everything = (): boolean => true

/**
 * The path from events of any venue to features and decisions: that of Coinbase's frames from the point where these have been read, so that the same market
 * comes to the same numbers. Pure: the same events in the same order give the same results.
 *
 * A recording is one connection to it, which counts as silent when nothing of any product came for 90 s.
 */
export class VenuePipeline {
  readonly ruleSet: RuleSet
  readonly #score: Scorer
  readonly #countFromUs: Us | undefined
  readonly #describe: (product: string) => Product
  readonly #schedule: Schedule
  readonly #teller: Teller
  readonly #feeds: Feeds
  readonly #connection: Connection
  readonly #timekeeper: Timekeeper
  readonly #intake: FrameIntake
  readonly #times: FrameTimes = { sentUs: Number.NaN, newestUs: Number.NaN }
  readonly #witness: Witness | undefined
  /** How many levels the books of products show, of those that do not show all. */
  readonly #bookLevels = new Map<string, number>()
  #sequence = 0
  #counting: boolean
  #isHidden = false

  constructor(options: VenuePipelineOptions = {}) {
    const { ruleSet = presets.default, decideEveryUs = MINUTE_US, sampleEveryUs, countFromUs, keepDecisions = Infinity, onMarket } = options
    this.ruleSet = ruleSet
    this.#score = scorerOf(ruleSet, options.scored)
    this.#countFromUs = countFromUs
    this.#counting = countFromUs === undefined
    this.#describe = (product) => {
      const known = options.describe?.(product) ?? describeByName(product)
      const bookLevels = this.#bookLevels.get(product)
      return bookLevels === undefined ? known : { ...known, bookLevels }
    }
    this.#schedule = schedule(decideEveryUs, sampleEveryUs)
    this.#teller = new Teller(false, everything)
    this.#feeds = new Feeds(
      { reference: { describe: this.#describe }, teller: this.#teller, mostProducts: Infinity, follows: everything },
      { nowUs: 0, connections: new Map(), products: [], passedOver: [] },
    )
    this.#connection = this.#feeds.connection('recording')
    this.#witness =
      onMarket && new Witness((event) => onMarket(event.kind === 'trade' ? { ...event, isHidden: this.#isHidden } : event), this.#counting)
    const parts = { feeds: this.#feeds, teller: this.#teller, witness: this.#witness }
    const countsFromUs = this.#counting ? 0 : Infinity
    this.#timekeeper = new Timekeeper({ ...parts, schedule: this.#schedule, score: this.#score, keepDecisions }, countsFromUs)
    this.#intake = new FrameIntake({ ...parts, timekeeper: this.#timekeeper })
  }

  /** The greatest exchange time seen, 0 before the first. */
  get nowUs(): Us {
    return this.#feeds.nowUs
  }

  /** Every product seen so far, in the order of its first event. */
  get products(): readonly string[] {
    return [...this.#feeds.products.keys()]
  }

  /** Takes in one event and returns what fell due with it. */
  push(event: VenueEvent): readonly PipelineEvent[] {
    const { receivedUs } = event
    if (!this.#counting && this.#countFromUs !== undefined && receivedUs >= this.#countFromUs) this.#startCounting(this.#countFromUs)
    this.#witness?.onArrival(receivedUs)
    if (event.kind === 'candle') {
      this.#timekeeper.advance(receivedUs)
      this.#feeds.of(event.product)?.onCandles([event.candle])
    } else this.#take(event)
    this.#witness?.take(this.nowUs)
    return this.#teller.take(this.nowUs)
  }

  /** The analysis of a product as of now, or `undefined` if nothing of it was seen. */
  report(product: string, { origin, simulated }: VenueLabels): VenueReport | undefined {
    const feed = this.#feeds.products.get(product)
    if (feed === undefined) return undefined
    feed.advance(this.nowUs)
    const { skipped: skippedDecisions } = this.#schedule.decisions
    const context = { nowUs: this.nowUs, ruleSet: this.ruleSet, score: this.#score, skippedDecisions, session: zeroSession() }
    return venueReportOf(buildReport(feed, context, { simulated }), origin)
  }

  #take(event: FramedEvent): void {
    const timeUs = eventTimeUs(event, event.receivedUs + RECEIVER_SKEW_US)
    if (event.kind === 'book-lost') {
      this.#loseBook(event, timeUs)
      return
    }
    this.#isHidden = event.kind === 'trade' && event.isHidden
    if (event.kind === 'snapshot') this.#beginBook(event.product, event.bookLevels)
    this.#takeIn(event, timeUs)
  }

  /** A book may show more or fewer levels than the one before. */
  #beginBook(product: string, bookLevels: number | undefined): void {
    if (bookLevels === undefined) this.#bookLevels.delete(product)
    else this.#bookLevels.set(product, bookLevels)
    this.#feeds.find(product)?.analyzer.learn(this.#describe(product))
  }

  /** The book stands on the next snapshot alone. Whoever lost it says why. */
  #loseBook(event: Extract<FramedEvent, { readonly kind: 'book-lost' }>, timeUs: Us): void {
    this.#timekeeper.advance(timeUs)
    const feed = this.#feeds.of(event.product, this.#connection)
    feed?.expect('book')
    this.#takeIn(event, timeUs)
    if (feed !== undefined) feed.state.bookLostBy = event.reason
  }

  #takeIn(event: FramedEvent, timeUs: Us): void {
    this.#times.sentUs = timeUs
    this.#times.newestUs = timeUs
    this.#intake.onFrame(this.#connection, frameOf(event, this.#sequence++, timeUs), this.#times)
  }

  #startCounting(countFromUs: Us): void {
    this.#counting = true
    this.#witness?.startCounting()
    this.#schedule.decisions.skipped = 0
    this.#feeds.restartCounts()
    this.#timekeeper.startCounting(countFromUs)
  }
}
