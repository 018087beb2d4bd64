import type { BookView, Candle, FeatureSnapshot, Sources, Trade, Us } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import { Decisions, signalOf } from './decisions.ts'
import { Gaps } from './gaps.ts'
import { Heat, STEP_US } from './heat.ts'
import { Minutes } from './minutes.ts'
import { Orders } from './orders.ts'

/** What is seen of a product as a second ends, besides its features. */
export interface Glance {
  readonly sources: Sources
  /** The book itself; `undefined` where it is not believed. */
  readonly book: BookView | undefined
  readonly missingTrades: number
}

const MOST_DECIMALS = 10

/** Everything that is remembered of a product besides what its pipeline knows. Bounded, whatever happens. */
export class Market {
  readonly product: string
  readonly minutes = new Minutes()
  readonly orders = new Orders()
  readonly gaps = new Gaps()
  readonly heat = new Heat()
  readonly decisions: Decisions
  /** How many trades of each side there have been. */
  readonly trades = { buy: 0, sell: 0 }
  readonly #ruleSet: RuleSet
  #tick: number | undefined
  #decimals = 0
  #last: Trade | undefined
  #features: FeatureSnapshot | undefined
  #bookSinceUs: Us | undefined
  #sinceUs: Us | undefined
  #resyncs = 0
  #hasLostBook = false

  constructor(product: string, ruleSet: RuleSet) {
    this.product = product
    this.#ruleSet = ruleSet
    this.decisions = new Decisions(product)
  }

  get last(): Trade | undefined {
    return this.#last
  }

  /** Since when the book has been in its state. */
  get bookSinceUs(): Us | undefined {
    return this.#bookSinceUs
  }

  /** Since when it is followed, on the exchange's clock: from its first second on. */
  get sinceUs(): Us | undefined {
    return this.#sinceUs
  }

  /** How often the book stood again after it was lost. */
  get resyncs(): number {
    return this.#resyncs
  }

  /** The price increment; guessed from the decimals of prices where the venue did not tell it. */
  get tick(): { readonly size: number; readonly inferred: boolean } | undefined {
    if (this.#tick !== undefined) return { size: this.#tick, inferred: false }
    return this.#last === undefined ? undefined : { size: Number(`1e-${this.#decimals}`), inferred: true }
  }

  /** The venue says what the price increment is. */
  onTick(tick: number): void {
    this.#tick = tick
  }

  onCandles(candles: readonly Candle[]): void {
    this.minutes.onCandles(candles)
  }

  /** Takes in what the pipeline tells of the product, with a look at it as it then is. */
  take(event: PipelineEvent, glance: () => Glance): void {
    switch (event.kind) {
      case 'trades':
        this.#onTrades(event.trades, event.origin)
        return
      case 'book-state':
        this.#onBookState(event)
        return
      case 'sample':
        this.#onSample(event.timeUs, event.features, glance())
        return
      case 'decision': {
        const { timeUs } = event.decision
        const features = this.#features
        if (features === undefined) return
        const signal = signalOf(event.decision, { features, sources: glance().sources, ruleSet: this.#ruleSet })
        this.decisions.onDecision(timeUs, signal, features.mid.value)
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
    this.#last = trades.at(-1) ?? this.#last
    for (const { price } of trades)
      while (this.#decimals < MOST_DECIMALS && Number(price.toFixed(this.#decimals)) !== price) this.#decimals += 1
  }

  #onBookState({ reason, state, timeUs }: Extract<PipelineEvent, { kind: 'book-state' }>): void {
    this.#bookSinceUs = timeUs
    // Before the first book there is none to be missed.
    if (state === 'absent' || this.#sinceUs === undefined) return
    this.gaps.onBook(timeUs, state === 'synced' ? undefined : (reason ?? `book ${state}`))
    if (state === 'synced') {
      if (this.#hasLostBook) this.#resyncs += 1
      this.#hasLostBook = false
    } else if (state !== 'empty') this.#hasLostBook = true
  }

  #onSample(timeUs: Us, features: FeatureSnapshot, { book, missingTrades }: Glance): void {
    this.#features = features
    this.#sinceUs ??= timeUs
    this.minutes.onSample(timeUs, features)
    this.orders.onSample(timeUs, features.whaleThreshold.value)
    this.decisions.onMid(timeUs, features.mid.value)
    const { reason, value } = features.lastPrice
    this.gaps.onTrades({ timeUs, downReason: value === null ? (reason ?? 'no trades') : null, missing: missingTrades })
    if (timeUs % STEP_US === 0) this.heat.onStep(timeUs - STEP_US, features.mid.value === null ? undefined : book, this.tick?.size ?? 0.01)
    if (this.heat.rowSize !== undefined) this.minutes.rowSize = this.heat.rowSize
  }
}
