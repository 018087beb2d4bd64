import { type Arrival, candleRequest, FrameReader, readCandles, readProducts } from '@of/coinbase'
import type { Us } from '@of/core'
import { Pipeline, type PipelineEvent, type ProductView } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import { Market } from '../market/market.ts'
import type { SourceBatch } from '../source/source.ts'
import { Troubles } from './troubles.ts'

/** What a desk follows, and who hears what it learns. */
export interface DeskOptions {
  /** Every product that comes when empty. */
  readonly products: readonly string[]
  readonly ruleSet: RuleSet
  readonly onEvents?: (events: readonly PipelineEvent[]) => void
  /** How late each frame came. */
  readonly onFrame?: (latencyUs: Us) => void
}

/** The pipeline's own memory of decisions: the markets keep them with their evidence. */
const KEPT_DECISIONS = 2
const SAMPLE_EVERY_US: Us = 1_000_000

/** Everything that is known of the products that are followed: what arrives goes in, views come out. */
export class Desk {
  readonly ruleSet: RuleSet
  readonly troubles = new Troubles()
  readonly #reader = new FrameReader()
  readonly #pipeline: Pipeline
  readonly #asked: Set<string>
  readonly #takesAll: boolean
  readonly #markets = new Map<string, Market>()
  readonly #views = new Map<string, { readonly version: number; readonly view: ProductView | undefined }>()
  readonly #sequences = new Map<string, number>()
  readonly #carriers = new Map<string, string>()
  readonly #ticks = new Map<string, number>()
  readonly #onEvents: (events: readonly PipelineEvent[]) => void
  readonly #onFrame: (latencyUs: Us) => void
  #version = 0
  #lastReceivedUs: Us | undefined

  constructor({ onEvents = () => undefined, onFrame = () => undefined, products, ruleSet }: DeskOptions) {
    this.ruleSet = ruleSet
    this.#onEvents = onEvents
    this.#onFrame = onFrame
    this.#asked = new Set(products)
    this.#takesAll = products.length === 0
    this.#pipeline = new Pipeline({ ruleSet, tell: 'all', sampleEveryUs: SAMPLE_EVERY_US, keepDecisions: KEPT_DECISIONS })
  }

  /** The products that are followed, under the names they have on the wire. */
  get products(): readonly string[] {
    if (this.#takesAll) return this.#pipeline.products
    return [...new Set([...this.#asked].map((product) => this.#pipeline.canonical(product)))]
  }

  /** The greatest exchange time seen, 0 before the first. */
  get nowUs(): Us {
    return this.#pipeline.nowUs
  }

  /** When the last frame was received. */
  get lastReceivedUs(): Us | undefined {
    return this.#lastReceivedUs
  }

  /** Grows with everything that comes. */
  get version(): number {
    return this.#version
  }

  /** Whether a product is followed, under any of its names. */
  follows(product: string): boolean {
    return this.products.includes(this.canonical(product))
  }

  /** The name a product has on the wire. */
  canonical(product: string): string {
    return this.#pipeline.canonical(product)
  }

  follow(product: string): void {
    this.#asked.add(product)
  }

  unfollow(product: string): void {
    for (const asked of this.#asked) if (this.canonical(asked) === this.canonical(product)) this.#asked.delete(asked)
  }

  market(product: string): Market {
    let market = this.#markets.get(product)
    if (market === undefined) {
      this.#markets.set(product, (market = new Market(product, this.ruleSet)))
      const tick = this.#ticks.get(product)
      if (tick !== undefined) market.onTick(tick)
    }
    return market
  }

  /** A product as of now; `undefined` before it was first heard of. */
  view(product: string): ProductView | undefined {
    const seen = this.#views.get(product)
    if (seen?.version === this.#version) return seen.view
    const view = this.#pipeline.view(product)
    this.#views.set(product, { version: this.#version, view })
    return view
  }

  /** The newest sequence number of the connection that carries a product, and its name. */
  carrier(product: string): { readonly connection: string; readonly sequence: number | undefined } | undefined {
    const connection = this.#carriers.get(product)
    return connection === undefined ? undefined : { connection, sequence: this.#sequences.get(connection) }
  }

  /** Takes in what came. */
  take({ arrivals, events, reopens }: SourceBatch): void {
    this.#version += 1
    if (reopens === true) this.#pipeline.reopen()
    for (const event of events) this.troubles.take(event)
    for (const arrival of arrivals) this.#takeOne(arrival)
  }

  #takeOne(arrival: Arrival): void {
    if (arrival.kind === 'rest') this.#onRest(arrival)
    if (arrival.kind === 'frame') this.#note(arrival)
    const told = this.#pipeline.push(arrival)
    if (told.length === 0) return
    for (const event of told) this.#tell(event)
    this.#onEvents(told)
  }

  /** What a frame says of the connection that brought it. */
  #note({ connection, frame: bytes, receivedUs }: Extract<Arrival, { kind: 'frame' }>): void {
    const frame = this.#reader.read(bytes)
    this.#lastReceivedUs = Math.max(receivedUs, this.#lastReceivedUs ?? 0)
    if ('sequence' in frame && frame.sequence !== undefined) this.#sequences.set(connection, frame.sequence)
    if ('timeUs' in frame && frame.timeUs !== undefined) this.#onFrame(receivedUs - frame.timeUs)
    if (frame.kind === 'level2') for (const { product } of frame.events) this.#carriers.set(product, connection)
  }

  #tell(event: PipelineEvent): void {
    const { product } = event
    if (product === undefined || event.kind === 'fault') return
    this.market(product).take(event, () => {
      const view = this.#pipeline.view(product)
      return {
        sources: view?.sources ?? { book: { state: 'absent' }, trades: { state: 'absent' } },
        book: view?.book,
        missingTrades: view?.counts.missingTradeIds ?? 0,
      }
    })
  }

  #onRest({ body, path }: Extract<Arrival, { kind: 'rest' }>): void {
    const candles = candleRequest(path)
    if (candles !== undefined) {
      const answer = candles.granularity === 'ONE_MINUTE' ? readCandles(body) : undefined
      if (answer?.ok === true) this.market(this.canonical(candles.product)).onCandles(answer.value)
      return
    }
    if (!/\/market\/products(\/[^/?]+)?(\?|$)/.test(path)) return
    const answer = readProducts(body)
    if (!answer.ok) return
    for (const { id, priceIncrement } of answer.value) {
      if (priceIncrement === undefined) continue
      this.#ticks.set(id, priceIncrement)
      this.#markets.get(id)?.onTick(priceIncrement)
    }
  }
}
