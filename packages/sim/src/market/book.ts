import type { Side } from '@of/core'
import { levelHash, withLevel, withoutLevel } from './book-hash.ts'

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
  #hash = 0

  constructor(side: Side, changed: (side: Side, tick: number) => void) {
    this.side = side
    this.#sign = side === 'bid' ? 1 : -1
    this.#changed = changed
  }

  /** The sum of the hashes of its levels. */
  get hash(): number {
    return this.#hash
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

  /** Whether a price is worse than another one. */
  isBehind(tick: number, other: number): boolean {
    return this.#sign * tick < this.#sign * other
  }

  /** A price that is worse than another one by so many ticks. */
  behind(tick: number, ticks: number): number {
    return tick - this.#sign * ticks
  }

  /** The populated price nearest to a price, not better than it; the best one if all are better. */
  atOrBehind(tick: number): number | undefined {
    const place = this.#place(tick * this.#sign + 1)
    const key = place === 0 ? this.#keys.at(-1) : this.#keys[place - 1]
    return key === undefined ? undefined : key * this.#sign
  }

  /** Puts lots at a price in place of what rested there; none take the price away. */
  set(tick: number, lots: number): void {
    const known = this.#lots.get(tick)
    if (known !== undefined) this.#hash = withoutLevel(this.#hash, levelHash(this.side, tick, known))
    if (lots > 0) {
      if (known === undefined) this.#insert(tick * this.#sign)
      this.#lots.set(tick, lots)
      this.#hash = withLevel(this.#hash, levelHash(this.side, tick, lots))
    } else if (known !== undefined) {
      this.#remove(tick * this.#sign)
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

  #insert(key: number): void {
    const best = this.#keys.at(-1)
    if (best === undefined || key > best) this.#keys.push(key)
    else this.#keys.splice(this.#place(key), 0, key)
  }

  #remove(key: number): void {
    if (key === this.#keys.at(-1)) this.#keys.pop()
    else this.#keys.splice(this.#place(key), 1)
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

  /** A hash of all levels, whatever the order in which they came to be. */
  get hash(): number {
    return withLevel(this.bid.hash, this.ask.hash)
  }

  /** Half way between the best prices, in ticks, `undefined` while a side is empty. */
  get mid(): number | undefined {
    const { best: bid } = this.bid
    const { best: ask } = this.ask
    return bid === undefined || ask === undefined ? undefined : (bid + ask) / 2
  }
}
