import type { BookView, Candle, FeatureSnapshot, Sources, Trade, Us, Wall } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import type { RuleSet, Signal } from '@of/signals'
import { Decisions, signalOf, type TakenDecision } from './decisions.ts'
import { Gaps, type GapsState } from './gaps.ts'
import { GoneWalls, type GoneWallsState } from './gone-walls.ts'
import { type Flow, Heat, type HeatState, STEP_US } from './heat.ts'
import { Minutes, type MinutesState } from './minutes.ts'
import { Orders, type OrdersState } from './orders.ts'

/** A look at a product as a second ends, besides its features. What takes a while is only looked at where it is needed. */
export interface Glance {
  readonly seen: () => {
    readonly sources: Sources
    /** The book itself; `undefined` where it is not believed. */
    readonly book: BookView | undefined
    readonly walls: readonly Wall[]
  }
  readonly missingTrades: () => number
  /** A signal of the rules with what factors of one's own add to it; the rules' alone unless given. */
  readonly scored?: (signal: Signal, timeUs: Us) => TakenDecision['signal']
}

/** What is remembered of a market besides its decisions, which a store keeps: plain data. */
export interface MarketState {
  readonly minutes: MinutesState
  readonly orders: OrdersState
  readonly gaps: GapsState
  readonly heat: HeatState
  readonly goneWalls: GoneWallsState
  readonly taken: Decisions['taken']
  readonly trades: { buy: number; sell: number }
  readonly seen: Seen
}

/** What is known of a product at a time. */
interface Seen {
  tick: number | undefined
  decimals: number
  last: Trade | undefined
  features: FeatureSnapshot | undefined
  bookSinceUs: Us | undefined
  sinceUs: Us | undefined
  resyncs: number
  hasLostBook: boolean
}

const nothingSeen: Seen = {
  tick: undefined,
  decimals: 0,
  last: undefined,
  features: undefined,
  bookSinceUs: undefined,
  sinceUs: undefined,
  resyncs: 0,
  hasLostBook: false,
}

const MOST_DECIMALS = 10

/** Everything that is remembered of a product besides what its pipeline knows. Bounded, whatever happens. */
export class Market {
  readonly product: string
  readonly minutes: Minutes
  readonly orders: Orders
  readonly gaps: Gaps
  readonly heat: Heat
  readonly goneWalls: GoneWalls
  readonly decisions: Decisions
  /** How many trades of each side there have been. */
  readonly trades: { buy: number; sell: number }
  readonly #ruleSet: RuleSet
  readonly #seen: Seen

  /** Goes on with what was remembered, which belongs to it from then on. */
  constructor(product: string, ruleSet: RuleSet, before?: MarketState) {
    this.product = product
    this.#ruleSet = ruleSet
    this.minutes = new Minutes(before?.minutes)
    this.orders = new Orders(before?.orders)
    this.gaps = new Gaps(before?.gaps)
    this.heat = new Heat(before?.heat)
    this.goneWalls = new GoneWalls(before?.goneWalls)
    this.decisions = new Decisions(product, before?.taken)
    this.trades = before?.trades ?? { buy: 0, sell: 0 }
    this.#seen = before?.seen ?? { ...nothingSeen }
  }

  /** What is remembered, to be written down at once: it goes on changing. */
  get state(): MarketState {
    const { decisions, gaps, goneWalls, heat, minutes, orders, trades } = this
    return {
      minutes: minutes.state,
      orders: orders.state,
      gaps: gaps.state,
      heat: heat.state,
      goneWalls: goneWalls.state,
      taken: decisions.taken,
      trades,
      seen: this.#seen,
    }
  }

  get last(): Trade | undefined {
    return this.#seen.last
  }

  /** Since when the book has been in its state. */
  get bookSinceUs(): Us | undefined {
    return this.#seen.bookSinceUs
  }

  /** Since when it is followed, on the exchange's clock: from its first second on. */
  get sinceUs(): Us | undefined {
    return this.#seen.sinceUs
  }

  /** How often the book stood again after it was lost. */
  get resyncs(): number {
    return this.#seen.resyncs
  }

  /** The price increment; guessed from the decimals of prices where the venue did not tell it. */
  get tick(): { readonly size: number; readonly inferred: boolean } | undefined {
    if (this.#seen.tick !== undefined) return { size: this.#seen.tick, inferred: false }
    return this.#seen.last === undefined ? undefined : { size: Number(`1e-${this.#seen.decimals}`), inferred: true }
  }

  /** The venue says what the price increment is. */
  onTick(tick: number): void {
    this.#seen.tick = tick
  }

  /** Nobody has listened since a time. */
  onDown(fromUs: Us): void {
    if (this.#seen.sinceUs !== undefined) this.gaps.onBook(fromUs, 'the service was down')
  }

  onCandles(candles: readonly Candle[]): void {
    this.minutes.onCandles(candles)
  }

  /** Takes in what the pipeline tells of the product, with a look at it as it then is. */
  take(event: PipelineEvent, glance: Glance): void {
    switch (event.kind) {
      case 'trades':
        this.#onTrades(event.trades, event.origin)
        return
      case 'book-state':
        this.#onBookState(event)
        return
      case 'sample':
        this.#onSample(event.timeUs, event.features, glance)
        return
      case 'decision': {
        const { timeUs } = event.decision
        const features = this.#seen.features
        if (features === undefined) return
        const signal = signalOf(event.decision, { features, sources: glance.seen().sources, ruleSet: this.#ruleSet })
        this.decisions.onDecision(timeUs, glance.scored?.(signal, timeUs) ?? signal, features.mid.value)
        return
      }
      case 'fault':
    }
  }

  #onTrades(trades: readonly Trade[], origin: 'live' | 'backfill'): void {
    this.minutes.onTrades(trades)
    for (const { aggressor } of trades) this.trades[aggressor] += 1
    // What was missed is known now, but it is not what trades now.
    if (origin === 'backfill') return
    this.orders.onTrades(trades)
    this.goneWalls.onTrades(trades)
    this.#seen.last = trades.at(-1) ?? this.#seen.last
    for (const { price } of trades)
      while (this.#seen.decimals < MOST_DECIMALS && Number(price.toFixed(this.#seen.decimals)) !== price) this.#seen.decimals += 1
  }

  #onBookState({ reason, state, timeUs }: Extract<PipelineEvent, { kind: 'book-state' }>): void {
    this.#seen.bookSinceUs = timeUs
    // Before the first book there is none to be missed.
    if (state === 'absent' || this.#seen.sinceUs === undefined) return
    this.gaps.onBook(timeUs, state === 'synced' ? undefined : (reason ?? `book ${state}`))
    if (state === 'synced') {
      if (this.#seen.hasLostBook) this.#seen.resyncs += 1
      this.#seen.hasLostBook = false
    } else if (state !== 'empty') this.#seen.hasLostBook = true
  }

  #onSample(timeUs: Us, features: FeatureSnapshot, { missingTrades, seen }: Glance): void {
    this.#seen.features = features
    this.#seen.sinceUs ??= timeUs
    this.minutes.onSample(timeUs, features)
    this.orders.onSample(timeUs, features.whaleThreshold.value)
    this.decisions.onMid(timeUs, features.mid.value)
    const { reason, value } = features.lastPrice
    this.gaps.onTrades({ timeUs, downReason: value === null ? (reason ?? 'no trades') : null, missing: missingTrades() })
    if (timeUs % STEP_US === 0) {
      const { book, walls } = features.mid.value === null ? { book: undefined, walls: [] } : seen()
      this.heat.onStep(timeUs - STEP_US, book, this.tick?.size ?? 0.01, flowOf(features))
      this.goneWalls.onStep(timeUs, book, walls)
    }
    if (this.heat.rowSize !== undefined) this.minutes.rowSize = this.heat.rowSize
  }
}

function flowOf({ cvd, ofi, ofiMomentum, ofiMomentumZ }: FeatureSnapshot): Flow {
  return { cvd: cvd.value, ofi: ofi.value, momentum: ofiMomentum.value, momentumZ: ofiMomentumZ.value }
}
