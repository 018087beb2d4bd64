import type { Ladder, OrderBook, Us } from '@of/core'

/** The best levels of one side, best first, as far as they are looked at. */
export interface StandingSide {
  readonly prices: Float64Array
  readonly sizes: Float64Array
  readonly levels: number
}

/** A copy of one side that is filled again and again. */
class SideCopy implements StandingSide {
  prices = new Float64Array(16)
  sizes = new Float64Array(16)
  levels = 0
  #left = 0

  copy(ladder: Ladder, notional: number): void {
    this.levels = 0
    this.#left = notional
    ladder.walk(this.#visit)
  }

  readonly #visit = (price: number, size: number): boolean => {
    if (this.levels === this.prices.length) this.#grow()
    this.prices[this.levels] = price
    this.sizes[this.levels] = size
    this.levels += 1
    this.#left -= price * size
    return this.#left > 0
  }

  #grow(): void {
    const { prices, sizes } = this
    this.prices = new Float64Array(2 * prices.length)
    this.sizes = new Float64Array(2 * sizes.length)
    this.prices.set(prices)
    this.sizes.set(sizes)
  }
}

/**
 * The book of a product as it was last told, kept so that an order that reaches the market between two messages meets what stood there then, not what the
 * next message brings.
 */
export class StandingBook {
  readonly #bids = new SideCopy()
  readonly #asks = new SideCopy()
  #isBelieved = false
  #timeUs: Us = 0
  #lastMid: number | undefined

  /** Whether orders can meet it. */
  get isBelieved(): boolean {
    return this.#isBelieved
  }

  /** Exchange time of the last message. */
  get timeUs(): Us {
    return this.#timeUs
  }

  get bestBid(): number | undefined {
    return this.#isBelieved && this.#bids.levels > 0 ? this.#bids.prices[0] : undefined
  }

  get bestAsk(): number | undefined {
    return this.#isBelieved && this.#asks.levels > 0 ? this.#asks.prices[0] : undefined
  }

  /** Between the best prices; `undefined` unless the book is believed and has two sides. */
  get mid(): number | undefined {
    const { bestAsk, bestBid } = this
    return bestAsk === undefined || bestBid === undefined ? undefined : (bestBid + bestAsk) / 2
  }

  /** The mid now or, while there is none, the last there was. */
  get lastMid(): number | undefined {
    return this.mid ?? this.#lastMid
  }

  /** The side that an order takes from. */
  side(side: 'buy' | 'sell'): StandingSide {
    return side === 'buy' ? this.#asks : this.#bids
  }

  /** Keeps a book as it stands: of each side as many levels as are worth so much, in quote currency. */
  take({ asks, bids }: OrderBook, timeUs: Us, notional: number): void {
    this.#bids.copy(bids, notional)
    this.#asks.copy(asks, notional)
    this.#isBelieved = true
    this.#timeUs = timeUs
    this.#lastMid = this.mid ?? this.#lastMid
  }

  /** Nothing of it can be believed until the next. */
  lose(): void {
    this.#isBelieved = false
  }

  /** Goes on from the last mid of another run. */
  resume(lastMid: number | null): void {
    this.#lastMid = lastMid ?? undefined
  }
}
