import type { Decision } from '@of/api'
import { type Arrival, candleRequest, type IdRange, readCandles, readProducts, Troubles } from '@of/coinbase'
import type { MarketEvent, Trade, Us } from '@of/core'
import { type BookNow, Pipeline, type PipelineCheckpoint, type PipelineEvent, type ProductView } from '@of/pipeline'
import type { OwnScore, RuleSet, ToldSignal } from '@of/signals'
import { Market, type MarketState } from '../market/market.ts'
import type { SourceBatch } from '../source/source.ts'
import { decidedBy } from './decided-by.ts'

/** What a desk follows, and who hears what it learns. */
export interface DeskOptions {
  /** Every product that comes when empty. */
  readonly products: readonly string[]
  readonly ruleSet: RuleSet
  readonly onEvents?: (events: readonly PipelineEvent[]) => void
  /** How late each frame came. */
  readonly onLatency?: (latencyUs: Us) => void
  /** What was known before this process began. */
  readonly before?: DeskBefore | undefined
  /** Who keeps account of what decisions rest on. */
  readonly witness?: DeskWitness | undefined
  /** Factors of one's own that add to the signal; none unless given. */
  readonly own?: OwnScore | undefined
}

/** A product as of now, with the signal as it is told. */
export type DeskView = Omit<ProductView, 'signal'> & { readonly signal: ToldSignal }

/** Sees everything that a desk does, as it happens. */
export interface DeskWitness {
  /** Something arrives, before anything is made of it. */
  arrived(arrival: Arrival): void
  /** Something is seen of the market while it is taken in. */
  seen(event: MarketEvent): void
}

/** Everything that a desk knows, as plain data. */
export interface DeskState {
  readonly pipeline: PipelineCheckpoint
  readonly markets: ReadonlyMap<string, MarketState>
  readonly ticks: ReadonlyMap<string, number>
}

/** What was known, and since when nothing was heard. */
export interface DeskBefore {
  readonly state: DeskState
  readonly downFromUs: Us
}

/** The pipeline's own memory of decisions: the markets keep them with their evidence. */
const KEPT_DECISIONS = 2
const SAMPLE_EVERY_US: Us = 1_000_000

/** Everything that is known of the products that are followed: what arrives goes in, views come out. */
export class Desk {
  readonly ruleSet: RuleSet
  readonly troubles = new Troubles()
  readonly #pipeline: Pipeline
  readonly #asked: Set<string>
  readonly #takesAll: boolean
  readonly #markets = new Map<string, Market>()
  readonly #views = new Map<string, { readonly version: number; readonly view: DeskView | undefined }>()
  readonly #ticks: Map<string, number>
  readonly #onEvents: (events: readonly PipelineEvent[]) => void
  readonly #witness: DeskWitness | undefined
  readonly #own: OwnScore | undefined
  /** Until when was known what had been, as long as nothing has been heard since. */
  #resumesFromUs: Us | undefined
  /** The products that are followed, until that may be others. */
  #followed: ReadonlySet<string> | undefined
  #version = 0
  #lastReceivedUs: Us | undefined

  /** Throws a `RangeError` for a state that a pipeline with other rules was in. */
  constructor({ before, onEvents = () => undefined, onLatency, own, products, ruleSet, witness }: DeskOptions) {
    this.ruleSet = ruleSet
    this.#onEvents = onEvents
    this.#witness = witness
    this.#own = own
    this.#asked = new Set(products)
    this.#takesAll = products.length === 0
    const options = { ruleSet, tell: 'all', sampleEveryUs: SAMPLE_EVERY_US, keepDecisions: KEPT_DECISIONS } as const
    const onMarket = witness === undefined && own === undefined ? {} : { onMarket: (event: MarketEvent): void => this.#seen(event) }
    this.#pipeline = new Pipeline({ ...options, ...onMarket, ...(onLatency === undefined ? {} : { onLatency }) }, before?.state.pipeline)
    this.#ticks = new Map(before?.state.ticks)
    this.#resumesFromUs = before === undefined ? undefined : this.#pipeline.nowUs
    for (const [product, state] of before?.state.markets ?? []) this.#markets.set(product, new Market(product, ruleSet, state))
  }

  /** The products that are followed, under the names they have on the wire. */
  get products(): readonly string[] {
    if (this.#takesAll) return this.#pipeline.products
    return [...this.#named()]
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
    return this.#takesAll ? this.#pipeline.products.includes(this.canonical(product)) : this.#named().has(this.canonical(product))
  }

  /** The name a product has on the wire. */
  canonical(product: string): string {
    return this.#pipeline.canonical(product)
  }

  follow(product: string): void {
    this.#version += 1
    this.#asked.add(product)
    this.#followed = undefined
  }

  /** Follows a product no more, and forgets what was remembered of it. */
  unfollow(product: string): void {
    this.#version += 1
    const canonical = this.canonical(product)
    for (const asked of this.#asked) if (this.canonical(asked) === canonical) this.#asked.delete(asked)
    this.#markets.delete(canonical)
    this.#followed = undefined
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
  view(product: string): DeskView | undefined {
    const seen = this.#views.get(product)
    if (seen?.version === this.#version) return seen.view
    const bare = this.#pipeline.view(product)
    const view = bare && (this.#own === undefined ? bare : { ...bare, signal: this.#own.with(bare.signal, product, bare.nowUs) })
    this.#views.set(product, { version: this.#version, view })
    return view
  }

  /** The book of a product as of now, which takes far less than all of it; `undefined` before it was first heard of. */
  book(product: string): BookNow | undefined {
    return this.#pipeline.book(product)
  }

  /** Ids of trades that never came, or that only a snapshot has shown, ascending. */
  missingTrades(product: string): readonly IdRange[] {
    return this.#pipeline.missingTrades(product)
  }

  /** Everything that is known, to be written down at once: some of it goes on changing. */
  get state(): DeskState {
    return {
      pipeline: this.#pipeline.memory,
      markets: new Map([...this.#markets].map(([product, market]) => [product, market.state])),
      ticks: this.#ticks,
    }
  }

  /** Nothing has been heard since a time: what was believed then is not believed now. */
  wasDown({ downFromUs, state }: DeskBefore): void {
    for (const market of this.#markets.values()) market.onDown(downFromUs)
    const open = [...state.pipeline.feeds.connections.values()].filter((connection) => connection.open)
    this.take({ arrivals: open.map(({ name: connection }) => ({ kind: 'closed', connection, receivedUs: downFromUs })), events: [] })
  }

  /** Takes in what came. */
  take({ arrivals, events, reopens }: SourceBatch): void {
    this.#version += 1
    if (reopens === true) this.#pipeline.reopen()
    for (const event of events) this.troubles.take(event)
    for (const arrival of arrivals) this.#takeOne(arrival)
  }

  /** Takes in decisions that somebody has kept, oldest first, as far as they were taken before all that is remembered. */
  remember(product: string, decisions: readonly Decision[]): void {
    this.#version += 1
    this.market(product).decisions.remember(decisions)
  }

  /** Takes in trades that somebody has kept, as far as they are missing. */
  backfill(product: string, trades: readonly Trade[]): void {
    this.#version += 1
    this.#tellAll(this.#pipeline.backfill(product, trades))
  }

  #named(): ReadonlySet<string> {
    this.#followed ??= new Set([...this.#asked].map((product) => this.#pipeline.canonical(product)))
    return this.#followed
  }

  #takeOne(arrival: Arrival): void {
    if (arrival.kind === 'rest') this.#onRest(arrival)
    if (arrival.kind === 'frame') this.#lastReceivedUs = Math.max(arrival.receivedUs, this.#lastReceivedUs ?? 0)
    this.#witness?.arrived(arrival)
    const told = this.#pipeline.push(arrival)
    // An answer may say what products are really called.
    if (arrival.kind === 'rest') this.#followed = undefined
    this.#tellAll(this.#hasResumed() ? told.filter(({ kind }) => kind !== 'sample' && kind !== 'decision') : told)
  }

  #tellAll(told: readonly PipelineEvent[]): void {
    if (told.length === 0) return
    const meant = told.filter((event) => this.#isMeant(event))
    for (const event of meant) this.#tell(event)
    if (meant.length > 0) this.#onEvents(this.#own === undefined ? meant : meant.map((event) => this.#asTaken(event)))
  }

  /** A decision as it was taken: factors of one's own may have made it another one than the rules alone. */
  #asTaken(event: PipelineEvent): PipelineEvent {
    if (event.kind !== 'decision') return event
    const taken = this.market(event.product).decisions.all.at(-1)
    return taken?.timeUs === event.decision.timeUs ? { ...event, decision: decidedBy(event.decision, taken.signal) } : event
  }

  /** What fell due while nobody was there is no moment at which anything was seen. */
  #seen(event: MarketEvent): void {
    if (this.#resumesFromUs !== undefined && event.kind === 'due') return
    this.#witness?.seen(event)
    this.#own?.seen(event)
  }

  /** Whether the clock has just gone on after a restart: what fell due on the way fell due while nobody was there. */
  #hasResumed(): boolean {
    if (this.#resumesFromUs === undefined || this.#pipeline.nowUs <= this.#resumesFromUs) return false
    this.#resumesFromUs = undefined
    return true
  }

  #isMeant({ product }: PipelineEvent): boolean {
    return product === undefined || this.#takesAll || this.#named().has(product)
  }

  #tell(event: PipelineEvent): void {
    const { product } = event
    if (product === undefined || event.kind === 'fault') return
    this.market(product).take(event, {
      seen: () => {
        const view = this.#pipeline.view(product)
        const sources = view?.sources ?? { book: { state: 'absent' }, trades: { state: 'absent' } }
        return { sources, book: view?.book, walls: view?.walls ?? [] }
      },
      missingTrades: () => this.#pipeline.missingTrades(product).reduce((sum, { from, to }) => sum + to - from + 1, 0),
      scored: (signal, timeUs) => this.#own?.with(signal, product, timeUs) ?? signal,
    })
  }

  #onRest({ body, path }: Extract<Arrival, { kind: 'rest' }>): void {
    const candles = candleRequest(path)
    if (candles !== undefined) {
      const answer = candles.granularity === 'ONE_MINUTE' ? readCandles(body) : undefined
      const product = this.canonical(candles.product)
      if (answer?.ok === true && this.follows(product)) this.market(product).onCandles(answer.value)
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
