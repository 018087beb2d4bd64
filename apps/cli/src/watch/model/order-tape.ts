import { type TakerOrder, takerOrders, type Trade, type Us } from '@of/core'
import type { TapeRow } from './watch-model.ts'

const ROWS = 200
const WHALES = 20

/** The least that a whale is worth, in dollars. */
export const LEAST_WHALE_NOTIONAL = 50_000

const orders = takerOrders()

/** The latest taker orders of a product, and the latest whales among them. */
export class OrderTape {
  readonly #state = orders.init()
  readonly #rows: TapeRow[] = []
  readonly #whales: TapeRow[] = []
  #threshold: number | undefined

  /** Newest first. */
  get rows(): readonly TapeRow[] {
    return this.#rows
  }

  /** Newest first. */
  get whales(): readonly TapeRow[] {
    return this.#whales
  }

  /** The size that an order must exceed from now on to be a whale; `undefined` while that cannot be told. */
  set threshold(size: number | undefined) {
    this.#threshold = size
  }

  /** Takes in trades by ascending id, and returns the orders that they show to be complete. */
  add(trades: readonly Trade[]): TapeRow[] {
    return trades.flatMap((trade) => this.#list(orders.push(this.#state, trade)))
  }

  /** Completes the open order once the clock is far enough past it. */
  settle(nowUs: Us): TapeRow[] {
    return this.#list(orders.settle(this.#state, nowUs))
  }

  #list(order: TakerOrder | undefined): TapeRow[] {
    if (order === undefined) return []
    const { aggressor, lastPrice: price, notional, size, timeUs } = order
    const isWhale = this.#threshold !== undefined && size > this.#threshold && notional >= LEAST_WHALE_NOTIONAL
    const row: TapeRow = { timeUs, aggressor, price, size, notional, isWhale }
    this.#rows.unshift(row)
    this.#rows.length = Math.min(this.#rows.length, ROWS)
    if (isWhale) {
      this.#whales.unshift(row)
      this.#whales.length = Math.min(this.#whales.length, WHALES)
    }
    return [row]
  }
}
