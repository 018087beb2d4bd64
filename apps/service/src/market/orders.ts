import type { Order } from '@of/api'
import { type TakerOrder, takerOrders, type Trade, type Us } from '@of/core'

/** How many orders are kept. */
const KEPT = 2_000

/** The least that a whale is worth, in dollars. */
export const LEAST_WHALE_NOTIONAL = 50_000

const orders = takerOrders()

/** The latest taker orders of a product, numbered from 0. */
export class Orders {
  readonly #state = orders.init()
  readonly #kept: Order[] = []
  #count = 0
  /** The size that an order must exceed from now on to be a whale; `undefined` while that cannot be told. */
  #threshold: number | undefined

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

  /** Takes in trades by ascending id. */
  onTrades(trades: readonly Trade[]): void {
    for (const trade of trades) this.#list(orders.push(this.#state, trade))
  }

  /** Completes the open order once the clock is far enough past it; whales are told by the threshold from here on. */
  onSample(timeUs: Us, whaleThreshold: number | null): void {
    this.#list(orders.settle(this.#state, timeUs))
    this.#threshold = whaleThreshold ?? undefined
  }

  #list(order: TakerOrder | undefined): void {
    if (order === undefined) return
    const { aggressor, firstId: firstTradeId, notional, prints: fills, size, timeUs } = order
    const whale = this.#threshold !== undefined && size > this.#threshold && notional >= LEAST_WHALE_NOTIONAL
    this.#kept.push({ firstTradeId, timeUs, aggressor, price: notional / size, size, notional, fills, whale })
    this.#count += 1
    if (this.#kept.length > 2 * KEPT) this.#kept.splice(0, KEPT)
  }
}
