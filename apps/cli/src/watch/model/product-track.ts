import type { FeatureSnapshot, LevelSource, Sources, Trade, Us } from '@of/core'
import type { PipelineEvent, ProductView } from '@of/pipeline'
import { decimalsOf } from '../numbers.ts'
import { LEAST_WHALE_NOTIONAL, OrderTape } from './order-tape.ts'
import { Series } from './series.ts'
import { qualityOf } from './quality-of.ts'
import type { TrackContext } from './track-context.ts'
import type { LadderLevel, ProductModel, TapeRow } from './watch-model.ts'

const LADDER_LEVELS = 60
const MOST_DECIMALS = 8

type Held = Pick<ProductView, 'features' | 'profile' | 'profileLevels'>

type MarketModel = Pick<
  ProductModel,
  | 'product'
  | 'price'
  | 'priceTimeUs'
  | 'lastMove'
  | 'sources'
  | 'signal'
  | 'decision'
  | 'bids'
  | 'asks'
  | 'walls'
  | 'bookState'
  | 'bookReason'
>

/** What a screen remembers of a product besides what its view tells. */
export class ProductTrack {
  readonly product: string
  readonly #tape = new OrderTape()
  readonly #series = { cvd: new Series(), ofi: new Series(), momentum: new Series() }
  readonly #since: Record<keyof Sources, { readonly isUp: boolean; readonly us: Us } | undefined> = { book: undefined, trades: undefined }
  #decimals = 0
  #last: Trade | undefined
  #lastMove: 'up' | 'down' | undefined
  /** How often its book came back after it was lost. */
  resyncs = 0
  #hasBeenLost = false
  #held: Held | undefined

  constructor(product: string) {
    this.product = product
  }

  /** Takes in what the pipeline tells of the product, and returns the taker orders that it completes. */
  take(event: PipelineEvent): TapeRow[] {
    switch (event.kind) {
      case 'trades':
        return this.#onTrades(event.trades, event.origin)
      case 'sample':
        return this.#onSample(event.timeUs, event.features)
      case 'book-state':
        this.#onBookState(event.state)
        return []
      case 'decision':
      case 'fault':
        return []
    }
  }

  /** The product as of now, as plain data of its own. */
  model(view: ProductView | undefined, context: TrackContext): ProductModel {
    if (view !== undefined) this.#follow(view)
    const { features, profile, profileLevels } = this.#heldOr(view, context.silentUs > 0) ?? {}
    const silentSeconds = Math.floor(context.silentUs / 1e6)
    return {
      ...this.#market(view),
      decimals: this.#decimals,
      features,
      profile,
      levels: profileLevels,
      whaleNotional: this.#whaleNotional(features),
      nextDecisionUs: context.hasEnded ? undefined : view?.nextDecisionUs,
      bookSinceUs: this.#since.book?.us,
      tradesSinceUs: this.#since.trades?.us,
      tape: this.#tape.rows.slice(),
      whales: this.#tape.whales.slice(),
      series: {
        cvd: this.#series.cvd.read(silentSeconds),
        ofi: this.#series.ofi.read(silentSeconds),
        momentum: this.#series.momentum.read(silentSeconds),
      },
      quality: qualityOf(this, view, context),
    }
  }

  #market(view: ProductView | undefined): MarketModel {
    return {
      product: this.product,
      price: this.#last?.price,
      priceTimeUs: this.#last?.timeUs,
      lastMove: this.#lastMove,
      sources: view?.sources,
      signal: view?.signal,
      decision: view?.lastDecision,
      bids: this.#levels(view?.book?.bids),
      asks: this.#levels(view?.book?.asks),
      walls: view?.walls ?? [],
      bookState: view?.bookState,
      bookReason: view?.bookReason ?? undefined,
    }
  }

  #whaleNotional(features: FeatureSnapshot | undefined): number | undefined {
    const threshold = features?.whaleThreshold.value ?? undefined
    return threshold === undefined || this.#last === undefined ? undefined : Math.max(LEAST_WHALE_NOTIONAL, threshold * this.#last.price)
  }

  /** What was known before everything went silent stays to be read, and is drawn as what is old. */
  #heldOr(view: ProductView | undefined, isSilent: boolean): Held | undefined {
    const isWhole = view !== undefined && Object.values(view.sources).every(({ state }) => state !== 'unhealthy')
    if (!isSilent && isWhole) this.#held = view
    return isSilent ? (this.#held ?? view) : view
  }

  #onTrades(trades: readonly Trade[], origin: 'live' | 'backfill'): TapeRow[] {
    // What was missed is known now, but it is not what trades now.
    if (origin === 'backfill') return []
    for (const trade of trades) {
      if (this.#last !== undefined && trade.price !== this.#last.price) this.#lastMove = trade.price > this.#last.price ? 'up' : 'down'
      this.#last = trade
      this.#notePrice(trade.price)
    }
    return this.#tape.add(trades)
  }

  #onSample(timeUs: Us, features: FeatureSnapshot): TapeRow[] {
    this.#tape.threshold = features.whaleThreshold.value ?? undefined
    const isDown = (source: keyof Sources): boolean => this.#since[source]?.isUp === false
    this.#series.cvd.add(features.cvd, isDown('trades'))
    this.#series.ofi.add(features.ofi, isDown('book') || this.#hasBeenLost)
    this.#series.momentum.add(features.ofiMomentum, isDown('book') || this.#hasBeenLost)
    return this.#tape.settle(timeUs)
  }

  #onBookState(state: Extract<PipelineEvent, { readonly kind: 'book-state' }>['state']): void {
    if (state === 'synced') {
      if (this.#hasBeenLost) this.resyncs += 1
      this.#hasBeenLost = false
    } else if (state !== 'absent' && state !== 'empty') this.#hasBeenLost = true
  }

  #follow({ nowUs, sources }: ProductView): void {
    for (const name of ['book', 'trades'] as const) {
      const isUp = sources[name].state === 'healthy'
      if (this.#since[name]?.isUp !== isUp) this.#since[name] = { isUp, us: nowUs }
    }
  }

  #levels(side: LevelSource | undefined): LadderLevel[] {
    const levels: LadderLevel[] = []
    let total = 0
    side?.walk((price, size) => {
      this.#notePrice(price)
      total += price * size
      levels.push({ price, size, total })
      return levels.length < LADDER_LEVELS
    })
    return levels
  }

  #notePrice(price: number): void {
    if (this.#decimals < MOST_DECIMALS && Number(price.toFixed(this.#decimals)) !== price) this.#decimals = decimalsOf(price)
  }
}
