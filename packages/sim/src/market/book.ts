import type { Side } from '@of/core'

/** What rests at a price. */
export interface TickLevel {
  readonly tick: number
  readonly lots: number
}

/** One side of a book: prices sorted from worst to best in an array, so that the busy end is the cheap one to change. */
export class BookSide {
  readonly side: Side
  readonly #sign: 1 | -1
  readonly #keys: number[] = []
  readonly #lots = new Map<number, number>()
  readonly #changed: (side: Side, tick: number) => void

  constructor(side: Side, changed: (side: Side, tick: number) => void) {
    this.side = side
    this.#sign = side === 'bid' ? 1 : -1
    this.#changed = changed
  }

  /** Number of populated prices. */
  get depth(): number {
    return this.#keys.length
  }

  /** The best price, `undefined` when nothing rests. */
  get best(): number | undefined {
    return this.at(0)
  }

  /** The worst price, `undefined` when nothing rests. */
  get worst(): number | undefined {
    return this.at(this.#keys.length - 1)
  }

  /** The price of a rank, 0 being the best. */
  at(rank: number): number | undefined {
    const key = this.#keys[this.#keys.length - 1 - rank]
    return key === undefined ? undefined : key * this.#sign
  }

  /** The lots at a price, 0 when none rest there. */
  lotsAt(tick: number): number {
    return this.#lots.get(tick) ?? 0
  }

  /** The populated price nearest to a price, not better than it; the best one if all are better. */
  atOrBehind(tick: number): number | undefined {
    const place = this.#place(tick * this.#sign + 1)
    const key = place === 0 ? this.#keys.at(-1) : this.#keys[place - 1]
    return key === undefined ? undefined : key * this.#sign
  }

  /** Puts lots at a price in place of what rested there; none take the price away. */
  set(tick: number, lots: number): void {
    const key = tick * this.#sign
    const known = this.#lots.has(tick)
    if (lots > 0) {
      if (!known) this.#keys.splice(this.#place(key), 0, key)
      this.#lots.set(tick, lots)
    } else if (known) {
      this.#keys.splice(this.#place(key), 1)
      this.#lots.delete(tick)
    }
    this.#changed(this.side, tick)
  }

  /** All levels, best first. */
  *levels(): Generator<TickLevel, void, undefined> {
    for (let rank = 0; rank < this.#keys.length; rank++) {
      const tick = this.at(rank)
      if (tick !== undefined) yield { tick, lots: this.lotsAt(tick) }
    }
  }

  /** The first index whose key is not below the given one. */
  #place(key: number): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const found = this.#keys[middle]
      if (found !== undefined && found < key) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Both sides of a product's book, in whole ticks and lots. */
export class TickBook {
  readonly bid: BookSide
  readonly ask: BookSide

  constructor(changed: (side: Side, tick: number) => void) {
    this.bid = new BookSide('bid', changed)
    this.ask = new BookSide('ask', changed)
  }

  /** Half way between the best prices, in ticks, `undefined` while a side is empty. */
  get mid(): number | undefined {
    const { best: bid } = this.bid
    const { best: ask } = this.ask
    return bid === undefined || ask === undefined ? undefined : (bid + ask) / 2
  }
}
