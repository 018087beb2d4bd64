import type { Aggressor, Side } from '@of/core'
import type { BookSide, TickBook } from '../market/book.ts'
import { OrderQueue, type QueuedOrder, type RestingOrder } from './order-queue.ts'

/** A maker order met by an incoming one. */
export interface Fill {
  /** The maker order. */
  readonly id: number
  /** The maker's side. */
  readonly side: Side
  readonly tick: number
  readonly lots: number
}

/**
 * Matches orders by price, then by time: an incoming order meets the best price first, and at a price the order that has waited longest.
 * What rests, summed up by price, is the book, which is written by nobody else.
 *
 * @see https://docs.cdp.coinbase.com/exchange/concepts/matching-engine
 */
export class MatchingEngine {
  readonly #book: TickBook
  readonly #onFill: (fill: Fill) => void
  readonly #orders = new Map<number, QueuedOrder>()
  /** Of both sides: no price is on both. */
  readonly #queues = new Map<number, OrderQueue>()
  #lastId = 0

  /** `onFill` is told of each fill while the book still shows what is met; it must not give orders. */
  constructor(book: TickBook, onFill: (fill: Fill) => void) {
    this.#book = book
    this.#onFill = onFill
  }

  /** How many orders rest. */
  get resting(): number {
    return this.#orders.size
  }

  /** Places a limit order and gives its id: what crosses is matched at the price of those who wait, what is left rests. */
  place(side: Side, tick: number, lots: number): number {
    if (!Number.isSafeInteger(tick) || tick < 1) throw new RangeError(`order: expected a price of at least one tick, received ${tick}`)
    checkLots(lots)
    const left = this.#match(side === 'bid' ? this.#book.ask : this.#book.bid, lots, tick)
    this.#lastId += 1
    if (left > 0) this.#rest({ id: this.#lastId, side, tick, lots: left, before: undefined, after: undefined })
    return this.#lastId
  }

  /** Takes lots at the market, at no price worse than a limit if there is one, and says how many it got: the rest of such an order never rests. */
  take(aggressor: Aggressor, lots: number, limit?: number): number {
    checkLots(lots)
    const side = aggressor === 'buy' ? this.#book.ask : this.#book.bid
    return lots - this.#match(side, lots, limit ?? (aggressor === 'buy' ? Infinity : 0))
  }

  /** Takes an order away and says how many lots were left of it, none when it does not rest any more. */
  cancel(id: number): number {
    return this.reduce(id, Infinity)
  }

  /** Makes an order smaller, which costs it no priority, and says by how many lots. */
  reduce(id: number, lots: number): number {
    if (lots !== Infinity) checkLots(lots)
    const order = this.#orders.get(id)
    if (order === undefined) return 0
    const less = Math.min(lots, order.lots)
    this.#lessen(order, less)
    return less
  }

  /** A resting order, as it stands now. */
  order(id: number): RestingOrder | undefined {
    const order = this.#orders.get(id)
    return order === undefined ? undefined : seen(order)
  }

  /** The orders that rest at a price, as they stand now, in the order in which they are met. */
  ordersAt(tick: number): RestingOrder[] {
    const orders: RestingOrder[] = []
    for (let order = this.#queues.get(tick)?.first; order !== undefined; order = order.after) orders.push(seen(order))
    return orders
  }

  #match(side: BookSide, lots: number, limit: number): number {
    let left = lots
    for (let tick = side.best; tick !== undefined && left > 0 && !side.isBehind(tick, limit); tick = side.best) {
      const order = this.#queues.get(tick)?.first
      if (order === undefined) throw new Error(`matching: expected an order at ${tick}, found none`)
      const filled = Math.min(left, order.lots)
      this.#onFill({ id: order.id, side: order.side, tick, lots: filled })
      this.#lessen(order, filled)
      left -= filled
    }
    return left
  }

  #rest(order: QueuedOrder): void {
    const { id, side, tick, lots } = order
    let queue = this.#queues.get(tick)
    if (queue === undefined) {
      queue = new OrderQueue()
      this.#queues.set(tick, queue)
    }
    queue.push(order)
    this.#orders.set(id, order)
    this.#book[side].set(tick, this.#book[side].lotsAt(tick) + lots)
  }

  #lessen(order: QueuedOrder, lots: number): void {
    const { id, side, tick } = order
    order.lots -= lots
    if (order.lots === 0) {
      this.#orders.delete(id)
      const queue = this.#queues.get(tick)
      queue?.remove(order)
      if (queue?.first === undefined) this.#queues.delete(tick)
    }
    this.#book[side].set(tick, this.#book[side].lotsAt(tick) - lots)
  }
}

function seen({ id, side, tick, lots }: QueuedOrder): RestingOrder {
  return { id, side, tick, lots }
}

function checkLots(lots: number): void {
  if (!Number.isSafeInteger(lots) || lots < 1) throw new RangeError(`order: expected at least one whole lot, received ${lots}`)
}
