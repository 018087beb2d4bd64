import type { Order } from '@of/api'
import { type TakerOrder, takerOrders, type TakerOrdersState, type Trade, type Us } from '@of/core'

/** How many orders are kept. */
const KEPT = 2_000
const KEPT_WHALES = 1_000

/** The least that a whale is worth, in dollars. */
export const LEAST_WHALE_NOTIONAL = 50_000

const orders = takerOrders()

/** What is remembered of orders, as plain data. */
export interface OrdersState {
  readonly open: TakerOrdersState
  readonly kept: readonly Order[]
  /** The latest whales, which are few: those of hours, where the orders kept are of minutes. */
  readonly whales: readonly Order[]
  readonly count: number
  readonly threshold: number | undefined
}

/** The latest taker orders of a product, numbered from 0. */
export class Orders {
  readonly #open: TakerOrdersState
  readonly #kept: Order[]
  readonly #whales: Order[]
  #count: number
  /** The size that an order must exceed from now on to be a whale; `undefined` while that cannot be told. */
  #threshold: number | undefined

  /** Goes on with what was remembered, which belongs to it from then on. */
  constructor({ count, kept, open, threshold, whales }: OrdersState = nothing()) {
    this.#open = open
    this.#kept = [...kept]
    this.#whales = [...whales]
    this.#count = count
    this.#threshold = threshold
  }

  /** What is remembered, to be written down at once: it goes on changing. */
  get state(): OrdersState {
    return { open: this.#open, kept: this.#kept, whales: this.#whales, count: this.#count, threshold: this.#threshold }
  }

  /** How many there have been. */
  get count(): number {
    return this.#count
  }

  /** Those from a number on that are kept, oldest first. */
  since(number: number): readonly Order[] {
    return this.#kept.slice(Math.max(0, this.#kept.length - Math.max(0, this.#count - number)))
  }

  /** The latest so many, oldest first. */
  latest(most: number): readonly Order[] {
    return this.since(this.#count - most)
  }

  /** The latest whales, oldest first. */
  get whales(): readonly Order[] {
    return this.#whales
  }

  /** Takes in trades by ascending id. */
  onTrades(trades: readonly Trade[]): void {
    for (const trade of trades) this.#list(orders.push(this.#open, trade))
  }

  /** Completes the open order once the clock is far enough past it; whales are told by the threshold from here on. */
  onSample(timeUs: Us, whaleThreshold: number | null): void {
    this.#list(orders.settle(this.#open, timeUs))
    this.#threshold = whaleThreshold ?? undefined
  }

  #list(order: TakerOrder | undefined): void {
    if (order === undefined) return
    const { aggressor, firstId: firstTradeId, firstPrice, lastPrice, notional, prints: fills, size, timeUs } = order
    const whale = this.#threshold !== undefined && size > this.#threshold && notional >= LEAST_WHALE_NOTIONAL
    const listed: Order = { firstTradeId, timeUs, aggressor, price: notional / size, size, notional, fills, firstPrice, lastPrice, whale }
    this.#kept.push(listed)
    if (whale) this.#whales.push(listed)
    if (this.#whales.length > KEPT_WHALES) this.#whales.shift()
    this.#count += 1
    if (this.#kept.length > 2 * KEPT) this.#kept.splice(0, KEPT)
  }
}

function nothing(): OrdersState {
  return { open: orders.init(), kept: [], whales: [], count: 0, threshold: undefined }
}
