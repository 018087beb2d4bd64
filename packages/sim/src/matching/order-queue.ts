import type { Side } from '@of/core'

/** An order that waits in the book to be met. */
export interface RestingOrder {
  /** In the order of arrival, over all orders of an engine. */
  readonly id: number
  readonly side: Side
  readonly tick: number
  /** What is left of it. */
  readonly lots: number
}

/** A resting order and its neighbours in the queue. */
export interface QueuedOrder extends RestingOrder {
  lots: number
  before: QueuedOrder | undefined
  after: QueuedOrder | undefined
}

/** The orders of one price, the one that has waited longest first; any of them leaves without the others being looked at. */
export class OrderQueue {
  #first: QueuedOrder | undefined
  #last: QueuedOrder | undefined

  /** The order that is met next, `undefined` when none is left. */
  get first(): QueuedOrder | undefined {
    return this.#first
  }

  /** Puts an order behind all others. */
  push(order: QueuedOrder): void {
    order.before = this.#last
    if (this.#last === undefined) this.#first = order
    else this.#last.after = order
    this.#last = order
  }

  /** Takes out an order of this queue. */
  remove({ before, after }: QueuedOrder): void {
    if (before === undefined) this.#first = after
    else before.after = after
    if (after === undefined) this.#last = before
    else after.before = before
  }
}
