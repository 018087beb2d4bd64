import type { FeatureName, MarketEvent, SourceHealth, Sources, Us } from '@of/core'
import { featureTable, SECOND_US } from '@of/core'
import { type Factor, FactorBench } from '@of/signals'
import { type StandingSide, StandingBook } from '../paper/standing-book.ts'
import { NumberColumn } from './number-column.ts'
import { ownColumn } from './own-recipe.ts'

/** What is looked at of each moment of decision, and what trading on it would take. */
export interface MomentsOptions {
  /** Features whose values are kept. */
  readonly features: readonly FeatureName[]
  /** Factors of one's own whose values are kept as well; none unless given. */
  readonly factors?: readonly Factor[]
  /** How long after a moment was received an order reaches the book. */
  readonly latencyUs: Us
  /** What is bought or sold, in quote currency. */
  readonly notional: number
}

/** What is known of moments. */
export type MomentColumn = FeatureName | ReturnType<typeof ownColumn>

/**
 * The moments of decision of one product, in columns of equal length: what was known at each, and what an order for `notional` would have paid or
 * got in the book that stood there when it arrived. NaN where something is not known or cannot be filled.
 */
export interface Moments {
  readonly product: string
  readonly length: number
  readonly timesUs: Float64Array
  /** By feature; of a factor of one's own by `ownColumn`. */
  readonly values: ReadonlyMap<MomentColumn, Float64Array>
  /** 1 where a configured source could not be believed, so that nothing is decided. */
  readonly abstained: Uint8Array
  /** The mid that was known when it was decided: whatever size and latency are, the same of the same market. */
  readonly knownMids: Float64Array
  /** Average price of buying and of selling, in quote currency, and the mid, when an order arrived. */
  readonly buys: Float64Array
  readonly sells: Float64Array
  readonly mids: Float64Array
}

/** An order that has found no believed book for so long is not filled. */
const PATIENCE_US: Us = 5 * SECOND_US

/** The book is looked at for so many times what is bought or sold: bids may be worth less than asks. */
const REACH = 2

interface Prices {
  readonly buy: number
  readonly sell: number
  readonly mid: number
}

const unfilled: Prices = { buy: Number.NaN, sell: Number.NaN, mid: Number.NaN }

interface Waiting {
  readonly row: number
  readonly dueUs: Us
}

/**
 * Collects the moments of decision of one product from the events of its market, in the order of their arrival. It keeps eight bytes a moment for every
 * feature and for every column beside them, and nothing of the events.
 */
export class MomentCollector {
  readonly #product: string
  readonly #options: MomentsOptions
  readonly #standing = new StandingBook()
  readonly #timesUs = new NumberColumn()
  readonly #values: ReadonlyMap<FeatureName, NumberColumn>
  readonly #bench: FactorBench
  readonly #own: readonly NumberColumn[]
  readonly #abstained = new NumberColumn()
  readonly #knownMids = new NumberColumn()
  readonly #buys = new NumberColumn()
  readonly #sells = new NumberColumn()
  readonly #mids = new NumberColumn()
  #waiting: Waiting[] = []
  #nowUs: Us = -Infinity

  constructor(product: string, options: MomentsOptions) {
    if (!(options.notional > 0)) throw new RangeError(`notional: expected a number above 0, received ${options.notional}`)
    this.#product = product
    this.#options = options
    this.#values = new Map(options.features.map((feature) => [feature, new NumberColumn()]))
    this.#bench = new FactorBench(options.factors ?? [])
    this.#own = this.#bench.factors.map(() => new NumberColumn())
  }

  /** Takes in an event; those of other products are passed over. @throws {FactorError} for a factor of one's own that fails */
  on(event: MarketEvent): void {
    if (event.product !== this.#product) return
    // What arrives between two messages meets the book as the first one left it.
    if (event.receivedUs > this.#nowUs) this.#fill(event.receivedUs)
    this.#nowUs = Math.max(this.#nowUs, event.receivedUs)
    if (event.kind === 'book') this.#standing.take(event.book, event.timeUs, REACH * this.#options.notional)
    else if (event.kind === 'book-lost') this.#standing.lose()
    else if (event.kind === 'due') this.#begin(event)
    if (this.#own.length > 0) this.#readOwn(event)
  }

  /** The moments so far: what was to arrive later than the last event is not filled. */
  read(): Moments {
    this.#fill(this.#nowUs + 1)
    return {
      product: this.#product,
      length: this.#timesUs.length,
      timesUs: this.#timesUs.read(),
      values: new Map<MomentColumn, Float64Array>([
        ...[...this.#values].map(([feature, values]) => [feature, values.read()] as const),
        ...this.#own.map((values, at) => [ownColumn(this.#bench.factors[at]!.name), values.read()] as const),
      ]),
      abstained: Uint8Array.from(this.#abstained.read()),
      knownMids: this.#knownMids.read(),
      buys: this.#buys.read(),
      sells: this.#sells.read(),
      mids: this.#mids.read(),
    }
  }

  #begin({ timeUs, receivedUs, features, sources }: Extract<MarketEvent, { readonly kind: 'due' }>): void {
    this.#waiting.push({ row: this.#timesUs.length, dueUs: receivedUs + this.#options.latencyUs })
    this.#timesUs.push(timeUs)
    this.#abstained.push(Number(isUnhealthy(sources.book) || isUnhealthy(sources.trades)))
    this.#knownMids.push(features.mid.value ?? Number.NaN)
    for (const prices of [this.#buys, this.#sells, this.#mids]) prices.push(Number.NaN)
    for (const [feature, values] of this.#values)
      values.push(isKnown(feature, sources) ? (features[feature].value ?? Number.NaN) : Number.NaN)
  }

  #readOwn(event: MarketEvent): void {
    const found = this.#bench.on(event)
    if (found === undefined) return
    for (const [at, values] of this.#own.entries()) values.push(found.readings[at]!.value ?? Number.NaN)
  }

  /** Fills what has arrived before a time, if the book can be believed. */
  #fill(beforeUs: Us): void {
    if (this.#waiting.length === 0) return
    this.#waiting = this.#waiting.filter(({ row, dueUs }) => {
      if (dueUs >= beforeUs) return true
      if (!this.#standing.isBelieved) return beforeUs <= dueUs + PATIENCE_US
      const { buy, mid, sell } = pricesOf(this.#standing, this.#options.notional)
      this.#buys.set(row, buy)
      this.#sells.set(row, sell)
      this.#mids.set(row, mid)
      return false
    })
  }
}

function pricesOf(standing: StandingBook, notional: number): Prices {
  const { mid } = standing
  if (mid === undefined) return unfilled
  const size = notional / mid
  return { buy: averageOf(standing.side('buy'), size), sell: averageOf(standing.side('sell'), size), mid }
}

/** What a size costs on average, level by level; NaN where there is not enough. */
function averageOf({ levels, prices, sizes }: StandingSide, size: number): number {
  let left = size
  let paid = 0
  for (let level = 0; level < levels && left > 0; level++) {
    const taken = Math.min(left, sizes[level]!)
    paid += taken * prices[level]!
    left -= taken
  }
  return left > 0 ? Number.NaN : paid / size
}

/** No value outlives its source; history stays true while trades are gone. */
function isKnown(feature: FeatureName, sources: Sources): boolean {
  const { source } = featureTable[feature]
  return source === 'history' || sources[source].state === 'healthy'
}

function isUnhealthy(health: SourceHealth): boolean {
  return health.state === 'unhealthy'
}
