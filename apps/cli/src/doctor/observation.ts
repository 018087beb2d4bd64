import { type Feed, type FeedChannel, type FeedEvent, type FeedFault, type Frame, FrameReader, type NetFault } from '@of/coinbase'
import { MINUTE_US, type Us } from '@of/core'
import { Pipeline, type PipelineEvent } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { ClockEvidence, Evidence, ProductEvidence, RestEvidence } from './evidence.ts'

/** What is looked at, and for how long. */
export interface ObservationOptions {
  readonly url: string | undefined
  readonly ruleSet: RuleSet
  readonly startUs: Us
  readonly askedUs: Us
  readonly isBackfilled: boolean
  readonly key: string | undefined
}

interface Track {
  readonly acknowledged: Set<string>
  readonly heard: Set<FeedChannel>
  syncedAfterUs: Us | undefined
  bookSinceUs: Us | undefined
  wireCandles: number
  readonly historyMinutes: Set<Us>
}

const KEPT_FAILURES = 20

/** A look at a live feed: what it tells goes in, evidence comes out. */
export class Observation {
  readonly #options: ObservationOptions
  readonly #pipeline: Pipeline
  readonly #reader = new FrameReader()
  readonly #tracks = new Map<string, Track>()
  readonly #losses: NetFault[] = []
  readonly #failures: RestEvidence['failures'][number][] = []
  readonly #lastBeats = new Map<string, Us>()
  #answers = 0
  readonly #venueErrors: string[] = []
  #unreadable = 0
  #beats = 0
  #longestWaitUs: Us = 0
  #silences = 0
  #openAfterUs: Us | undefined

  constructor(options: ObservationOptions) {
    this.#options = options
    this.#pipeline = new Pipeline({ ruleSet: options.ruleSet, tell: 'all', keepDecisions: 1 })
  }

  /** Takes in what the feed tells. */
  take(events: readonly FeedEvent[]): void {
    for (const event of events) this.#takeOne(event)
  }

  /** What is known now, while the feed is still open. */
  evidence(feed: Pick<Feed, 'health'>, { clock, nowUs }: { readonly clock: ClockEvidence | undefined; readonly nowUs: Us }): Evidence {
    const { askedUs, isBackfilled, key, startUs, url } = this.#options
    const health = feed.health()
    const waits = [...this.#lastBeats.values()].map((lastUs) => nowUs - lastUs)
    return {
      url,
      key,
      askedUs,
      isBackfilled,
      lookedUs: nowUs - startUs,
      openAfterUs: this.#openAfterUs,
      losses: this.#losses,
      venueErrors: this.#venueErrors,
      heartbeats: { count: this.#beats, longestWaitUs: Math.max(this.#longestWaitUs, ...waits), silences: this.#silences },
      rest: { answers: this.#answers, failures: this.#failures, unreadable: this.#unreadable },
      clock,
      health,
      products: health.products.map(({ product }) => this.#productEvidence(product, health)),
    }
  }

  #productEvidence(product: string, health: Evidence['health']): ProductEvidence {
    const { historyMinutes, wireCandles, ...track } = this.#track(product)
    return {
      product,
      ...track,
      candles: { wire: wireCandles, historyMinutes: historyMinutes.size },
      health: health.products.find((one) => one.product === product),
      view: this.#pipeline.view(product),
    }
  }

  #takeOne(event: FeedEvent): void {
    switch (event.kind) {
      case 'arrival':
        this.#hear(event)
        for (const told of this.#pipeline.push(event.arrival)) this.#onTold(told, event.receivedUs)
        return
      case 'connected':
        this.#openAfterUs ??= event.receivedUs - this.#options.startUs
        this.#lastBeats.delete(event.connection)
        return
      case 'disconnected':
        this.#losses.push(event.fault)
        this.#lastBeats.delete(event.connection)
        return
      case 'subscribed':
        for (const product of event.products) this.#track(product).acknowledged.add(event.channel)
        return
      case 'not-subscribed':
        for (const product of event.products) this.#track(product).acknowledged.delete(event.channel)
        return
      case 'stale':
        this.#silences += 1
        return
      case 'candles':
        this.#onCandles(event)
        return
      case 'request-failed':
        if (this.#failures.length < KEPT_FAILURES) this.#failures.push(event)
        return
      default:
    }
  }

  #onCandles({ candles, product, widthUs }: Extract<FeedEvent, { readonly kind: 'candles' }>): void {
    const { historyMinutes } = this.#track(product)
    if (widthUs > MINUTE_US) this.#track(product).wireCandles += candles.length
    else for (const { startUs } of candles) historyMinutes.add(startUs)
  }

  #hear({ arrival, receivedUs }: Extract<FeedEvent, { readonly kind: 'arrival' }>): void {
    if (arrival.kind === 'rest') this.#answers += 1
    if (arrival.kind !== 'frame') return
    const frame = this.#reader.read(arrival.frame)
    if (frame.kind === 'heartbeats') this.#beat(arrival.connection, receivedUs)
    for (const [channel, product] of productsOf(frame)) this.#track(product).heard.add(channel)
  }

  #beat(connection: string, receivedUs: Us): void {
    const lastUs = this.#lastBeats.get(connection)
    this.#beats += 1
    if (lastUs !== undefined) this.#longestWaitUs = Math.max(this.#longestWaitUs, receivedUs - lastUs)
    this.#lastBeats.set(connection, receivedUs)
  }

  #onTold(event: PipelineEvent, receivedUs: Us): void {
    if (event.kind === 'fault') this.#onFault(event.fault)
    if (event.kind !== 'book-state') return
    const track = this.#track(event.product)
    track.bookSinceUs = event.state === 'synced' ? event.timeUs : undefined
    if (event.state === 'synced') track.syncedAfterUs ??= receivedUs - this.#options.startUs
  }

  #onFault(fault: FeedFault): void {
    if (fault.kind === 'unreadable-answer') this.#unreadable += 1
    if (fault.kind === 'venue-error' && this.#venueErrors.length < KEPT_FAILURES) this.#venueErrors.push(fault.message)
  }

  #track(product: string): Track {
    let track = this.#tracks.get(product)
    if (track === undefined) {
      track = {
        acknowledged: new Set(),
        heard: new Set(),
        syncedAfterUs: undefined,
        bookSinceUs: undefined,
        wireCandles: 0,
        historyMinutes: new Set(),
      }
      this.#tracks.set(product, track)
    }
    return track
  }
}

function productsOf(frame: Frame): readonly (readonly [FeedChannel, string])[] {
  switch (frame.kind) {
    case 'level2':
      return frame.events.map(({ product }) => ['level2', product] as const)
    case 'trades':
      return frame.events.flatMap(({ trades }) => trades.map(({ product }) => ['market_trades', product] as const))
    case 'ticker':
      return frame.events.flatMap(({ tickers }) => tickers.map(({ product }) => ['ticker', product] as const))
    case 'candles':
      return frame.events.flatMap(({ candles }) => candles.map(({ product }) => ['candles', product] as const))
    default:
      return []
  }
}
