import type { LevelChanges } from '@of/core'

const BLOCK_ROWS = 8_192

/** Memory for the levels of many messages, one message behind the other. What was handed out is never written over. */
export class LevelColumns {
  #asks: Uint8Array = new Uint8Array(BLOCK_ROWS)
  #prices: Float64Array = new Float64Array(BLOCK_ROWS)
  #sizes: Float64Array = new Float64Array(BLOCK_ROWS)
  #from = 0
  #to = 0

  /** Adds a level to the message that is being filled in: base units, zero where none rest any more. */
  add(isAsk: boolean, price: number, size: number): void {
    if (this.#to === this.#prices.length) this.#grow()
    this.#asks[this.#to] = isAsk ? 1 : 0
    this.#prices[this.#to] = price
    this.#sizes[this.#to] = size
    this.#to += 1
  }

  /** How many levels the message has so far. */
  get count(): number {
    return this.#to - this.#from
  }

  /** The message, complete; the next level begins another. */
  take(): LevelChanges {
    const changes = { asks: this.#asks, prices: this.#prices, sizes: this.#sizes, from: this.#from, to: this.#to }
    this.#from = this.#to
    return changes
  }

  /** Begins another block with what there is of the message. */
  #grow(): void {
    const rows = Math.max(BLOCK_ROWS, 2 * this.count)
    const { asks, from, prices, sizes, to } = this.take()
    this.#asks = new Uint8Array(rows)
    this.#prices = new Float64Array(rows)
    this.#sizes = new Float64Array(rows)
    this.#asks.set(asks.subarray(from, to))
    this.#prices.set(prices.subarray(from, to))
    this.#sizes.set(sizes.subarray(from, to))
    this.#from = 0
    this.#to = to - from
  }
}
