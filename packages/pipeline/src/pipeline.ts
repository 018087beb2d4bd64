import { type Arrival, type Frame, FrameReader, type IdRange } from '@of/coinbase'
import { type MarketEvent, MINUTE_US, type Product, type Trade, type Us } from '@of/core'
import { presets, type RuleSet, ruleSetHash } from '@of/signals'
import { admit, isAdmitted } from './admission.ts'
import { buildReport, type ReportContext, type ReportLabels } from './build-report.ts'
import type { Connection } from './connection.ts'
import { Feeds } from './feeds.ts'
import { FrameIntake } from './frame-intake.ts'
import { areBelievable, type FrameTimes, readTimes, withBelievableTimes } from './frame-time.ts'
import { emptyPipeline, type PipelineCheckpoint, type PipelineSetup, resumable } from './pipeline-checkpoint.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { type BookNow, bookNowOf, type ProductView, viewOf } from './product-view.ts'
import { ReferenceData } from './reference-data.ts'
import type { ProductReport } from './report.ts'
import type { Schedule } from './schedule.ts'
import { type Scored, type Scorer, scorerOf } from './scorer.ts'
import { type SessionCounts, zeroSession } from './session-counts.ts'
import { Teller } from './teller.ts'
import { Timekeeper } from './timekeeper.ts'
import { Witness } from './witness.ts'

/** How a pipeline decides, what it counts and what it tells. */
export interface PipelineOptions {
  /** The rules that features are scored by; preset `default` unless given. */
  readonly ruleSet?: RuleSet
  /** How often a decision is taken, on a grid of exchange time; a minute unless given. */
  readonly decideEveryUs?: Us
  /** How often every feature is sampled, on a grid of exchange time; never unless given. */
  readonly sampleEveryUs?: Us
  /** Receive time from which totals, decisions and samples count, and anything is told; what arrives before only warms up. */
  readonly countFromUs?: Us
  /** Whether only what falls due is told, or also trades, faults and book states; `due` unless given. */
  readonly tell?: 'due' | 'all'
  /** How many of the latest decisions of a product its report shows; all unless given, which a session without end cannot hold. */
  readonly keepDecisions?: number
  /** How many products are taken note of at most; 2,000 unless given. */
  readonly maxProducts?: number
  /**
   * Whether a product is followed; all are unless given. Of the others nothing is analysed, reported or told, and nothing about those that are
   * followed is different for it: pipelines that share the products of a stream come together to what one comes to alone.
   */
  readonly follow?: (product: string) => boolean
  /**
   * Told what is seen of the market while an arrival is taken in, of products that are followed, once it counts: books after each message, prints,
   * moments of decision with every feature. For those who study it or trade on it, on paper; trades that were asked for afterwards are not among it.
   */
  readonly onMarket?: (event: MarketEvent) => void
  /**
   * What every signal of the rules is told as, in decisions, reports and views: with lines of factors of one's own, such as `OwnScore` adds. Asked of a
   * moment of decision after `onMarket` was told of it. As it is unless given.
   */
  readonly scored?: Scored
  /** Told of each frame that says when it was sent how long after that it was received, by two clocks that may disagree. */
  readonly onLatency?: (latencyUs: Us) => void
}

const MOST_PRODUCTS = 2_000

/**
 * The one path from raw frames to decisions: decode, verify, analyse, decide. Pure: the same arrivals in the same order
 * give the same results, live or replayed, at any speed.
 *
 * Decisions and samples fall due when the exchange clock (the greatest time of any frame) passes them, and see what had
 * arrived by then.
 */
export class Pipeline {
  readonly ruleSet: RuleSet
  readonly #score: Scorer
  readonly #setup: PipelineSetup
  readonly #schedule: Schedule
  readonly #reference: ReferenceData
  readonly #tellsAll: boolean
  readonly #teller: Teller
  readonly #feeds: Feeds
  readonly #timekeeper: Timekeeper
  readonly #intake: FrameIntake
  readonly #witness: Witness | undefined
  readonly #onLatency: ((latencyUs: Us) => void) | undefined
  readonly #reader = new FrameReader()
  readonly #times: FrameTimes = { sentUs: Number.NaN, newestUs: Number.NaN }
  #session: SessionCounts
  #counting: boolean
  #receivedUs: Us
  /** Frames that the session has read the slow way, less those of this reader. */
  #slowBefore: number

  /**
   * Starts a pipeline, or goes on from a checkpoint: that of one of the same setup, or of any that begins to count later than it was taken.
   * Throws a RangeError for another, and for one without what is followed here.
   */
  constructor(options: PipelineOptions = {}, checkpoint?: PipelineCheckpoint) {
    const { ruleSet = presets.default, decideEveryUs = MINUTE_US, sampleEveryUs, countFromUs } = options
    const { keepDecisions = Infinity, maxProducts: mostProducts = MOST_PRODUCTS, tell, follow: follows = () => true, onMarket } = options
    this.ruleSet = ruleSet
    this.#score = scorerOf(ruleSet, options.scored)
    this.#setup = { ruleSetHash: ruleSetHash(ruleSet), decideEveryUs, sampleEveryUs, countFromUs }
    const own = checkpoint === undefined ? emptyPipeline(this.#setup) : resumable(checkpoint, this.#setup)
    this.#session = own.session
    this.#slowBefore = own.session.slowFrames
    this.#counting = own.counting
    this.#receivedUs = own.receivedUs
    this.#schedule = own.schedule
    this.#reference = new ReferenceData(own.reference)
    this.#tellsAll = tell === 'all'
    this.#teller = new Teller(this.#tellsAll && this.#counting, follows)
    this.#feeds = new Feeds({ reference: this.#reference, teller: this.#teller, mostProducts, follows }, own.feeds)
    this.#witness = onMarket && new Witness(onMarket, this.#counting)
    this.#onLatency = options.onLatency
    const parts = { feeds: this.#feeds, teller: this.#teller, witness: this.#witness }
    this.#timekeeper = new Timekeeper({ ...parts, schedule: this.#schedule, score: this.#score, keepDecisions }, this.#countFromUs)
    this.#intake = new FrameIntake({ ...parts, timekeeper: this.#timekeeper })
  }

  /** The greatest exchange time seen, 0 before the first. */
  get nowUs(): Us {
    return this.#feeds.nowUs
  }

  /** Every product seen so far that is followed, in the order of its first event. */
  get products(): readonly string[] {
    return [...this.#feeds.products.keys()]
  }

  /** The name a product has on the wire: the venue answers `BTC-USDC` as `BTC-USD`. */
  canonical(product: string): string {
    return this.#reference.canonical(product)
  }

  /** What the recording or the venue has told of a product so far: its increments, its currency. */
  describe(product: string): Product {
    return this.#reference.describe(product)
  }

  /** How many products of the stream, followed or not, were seen before this one: what several pipelines tell of a moment is in that order. */
  rankOf(product: string): number | undefined {
    return this.#feeds.products.get(product)?.state.rank
  }

  /** Takes in one arrival and returns what is to be told of it. Never throws, whatever the frame. */
  push(arrival: Arrival): readonly PipelineEvent[] {
    if (arrival.receivedUs > this.#receivedUs) this.#receivedUs = arrival.receivedUs
    if (!this.#counting && arrival.receivedUs >= this.#setup.countFromUs!) this.#startCounting()
    this.#witness?.onArrival(arrival.receivedUs)
    switch (arrival.kind) {
      case 'opened':
        this.#feeds.open(arrival.connection)
        break
      case 'closed':
        this.#feeds.close(arrival.connection)
        break
      case 'rest':
        this.#onRest(arrival)
        break
      case 'frame':
        this.#onFrame(arrival)
    }
    this.#witness?.take(this.nowUs)
    return this.#teller.take(this.nowUs)
  }

  /** Takes in trades that somebody has kept, as the answer to a request would bring them: those that are missing of a product that was met. */
  backfill(product: string, trades: readonly Trade[]): readonly PipelineEvent[] {
    this.#backfill(product, trades)
    return this.#teller.take(this.nowUs)
  }

  /** Ids of trades of a product that never came, or that only a connection's first snapshot has shown, ascending. */
  missingTrades(product: string): readonly IdRange[] {
    const merge = this.#feeds.products.get(product)?.state.merge
    if (merge === undefined) return []
    return [...merge.missing.ranges, ...merge.historic.ranges].map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from)
  }

  /** Takes every connection to be opened anew: what follows comes from another recording. Products keep what they know. */
  reopen(): void {
    for (const name of this.#feeds.connections.keys()) this.#feeds.open(name)
  }

  /** The analysis of a product as of now, or `undefined` if nothing of it was seen. */
  report(product: string, labels: ReportLabels): ProductReport | undefined {
    const feed = this.#feeds.products.get(product)
    feed?.advance(this.nowUs)
    return feed && buildReport(feed, this.#context(), labels)
  }

  /** A product as of now, for a screen, or `undefined` if nothing of it was seen. Looking changes no result. */
  view(product: string): ProductView | undefined {
    const feed = this.#feeds.products.get(product)
    feed?.advance(this.nowUs)
    return feed && viewOf(feed, { ...this.#context(), nextDecisionUs: this.#schedule.decisions.nextUs })
  }

  /** The book of a product as of now, or `undefined` if nothing of it was seen. Looking changes no result. */
  book(product: string): BookNow | undefined {
    const feed = this.#feeds.products.get(product)
    feed?.advance(this.nowUs)
    return feed && bookNowOf(feed, this.nowUs)
  }

  /** Everything that is remembered, to be written down before anything else is taken in: it goes on changing. */
  get memory(): PipelineCheckpoint {
    return {
      setup: this.#setup,
      counting: this.#counting,
      receivedUs: this.#receivedUs,
      schedule: this.#schedule,
      session: { ...this.#session, slowFrames: this.#slowFrames },
      reference: this.#reference.checkpoint(),
      feeds: this.#feeds.memory,
    }
  }

  /** A copy of everything that is remembered, from which another pipeline of the same setup goes on bit for bit. */
  checkpoint(): PipelineCheckpoint {
    return structuredClone(this.memory)
  }

  #context(): ReportContext {
    return {
      nowUs: this.nowUs,
      ruleSet: this.ruleSet,
      score: this.#score,
      skippedDecisions: this.#schedule.decisions.skipped,
      session: { ...this.#session, slowFrames: this.#slowFrames },
    }
  }

  #onFrame({ connection: name, frame: bytes, receivedUs }: Extract<Arrival, { readonly kind: 'frame' }>): void {
    const feeds = this.#feeds
    const connection = feeds.connection(name)
    const frame = this.#reader.read(bytes)
    const times = this.#times
    readTimes(frame, times)
    if (this.#onLatency !== undefined && !Number.isNaN(times.sentUs)) this.#onLatency(receivedUs - times.sentUs)
    if (areBelievable(times, receivedUs) && isAdmitted(frame, feeds, feeds.mostProducts)) {
      this.#intake.onFrame(connection, frame, times)
      return
    }
    const cleared = this.#admitted(withBelievableTimes(frame, receivedUs), connection)
    readTimes(cleared, times)
    this.#intake.onFrame(connection, cleared, times)
  }

  /** The frame without products beyond the most there may be, which are counted. */
  #admitted(whole: Frame, { name }: Connection): Frame {
    const feeds = this.#feeds
    if (isAdmitted(whole, feeds, feeds.mostProducts)) return whole
    const { frame, refused } = admit(whole, feeds, feeds.mostProducts)
    for (const product of refused) this.#refuse(product, name)
    return frame
  }

  #onRest(arrival: Extract<Arrival, { readonly kind: 'rest' }>): void {
    const answer = this.#reference.onAnswer(arrival)
    switch (answer?.kind) {
      case 'products':
        this.#feeds.learn()
        return
      case 'candles':
        if (!this.#feeds.admits(answer.product)) this.#refuse(answer.product, undefined)
        else if (answer.candles.length > 0) this.#feeds.of(answer.product)?.onCandles(answer.candles)
        return
      case 'trades':
        this.#backfill(answer.product, answer.trades)
        return
      case 'unreadable':
        this.#session.unreadableAnswers += 1
        this.#teller.fault(answer.fault, { connection: undefined, timeUs: this.nowUs })
    }
  }

  #backfill(product: string, trades: readonly Trade[]): void {
    // Of a product that nothing came of, nothing was missed.
    const feed = this.#feeds.products.has(product) ? this.#feeds.of(product) : undefined
    if (feed !== undefined) this.#teller.backfill(product, feed.onBackfill(trades, this.nowUs))
  }

  /** Counts a product that is not followed; only the first is told. */
  #refuse(product: string, connection: string | undefined): void {
    const { mostProducts: most } = this.#feeds
    if (this.#session.refusedProducts === 0)
      this.#teller.fault({ kind: 'refused-product', product, most }, { connection, timeUs: this.nowUs })
    this.#session.refusedProducts += 1
  }

  #startCounting(): void {
    this.#counting = true
    this.#witness?.startCounting()
    this.#session = zeroSession()
    this.#slowBefore -= this.#slowFrames
    this.#schedule.decisions.skipped = 0
    this.#feeds.restartCounts()
    this.#timekeeper.startCounting(this.#countFromUs)
    this.#teller.all = this.#tellsAll
    for (const feed of this.#feeds.products.values()) this.#teller.touch(feed)
  }

  get #slowFrames(): number {
    let frames = this.#slowBefore
    for (const ofChannel of this.#reader.slow.values()) frames += ofChannel
    return frames
  }

  /** From when on what falls due counts. */
  get #countFromUs(): Us {
    return this.#counting ? (this.#setup.countFromUs ?? 0) : Infinity
  }
}
