import type { Level, Side } from '../market.ts'
import type { BestLevels } from './best-levels.ts'
import { type LevelChanges, levelChanges } from './level-changes.ts'
import { LevelHints } from './level-hints.ts'
import { PAGE_LEVELS, sought, soughtWords } from './level-page.ts'
import { LevelPages } from './level-pages.ts'
import type { LevelSource } from './levels.ts'

/** What is told of the best levels of a side that were copied. */
export interface TopSide {
  count: number
  /** The sum of their sizes, in base units. */
  taken: number
}

/** A single change and what it replaced. */
const single = levelChanges([{ side: 'bid', price: 0, size: 0 }])
const singleReplaced = new Float64Array(1)

/**
 * One side of a book: the size resting at each price.
 *
 * Levels are sorted by a key, the price of a bid and the negated price of an ask, so that the best one is the last.
 */
export class Ladder implements LevelSource {
  readonly #sign: number = 1
  #pages: LevelPages = new LevelPages()
  #hints: LevelHints = new LevelHints()
  /** The key of the best level that has changed since changes were forgotten, NaN when none has. */
  #bestChange: number = Infinity

  constructor(side: Side) {
    if (side === 'ask') this.#sign = -1
  }

  /** The number of levels. */
  get depth(): number {
    return this.#pages.depth
  }

  /** The best price, `undefined` when the side is empty. */
  get bestPrice(): number | undefined {
    const pages = this.#pages
    return pages.depth > 0 ? this.#sign * pages.rows[pages.best]! : undefined
  }

  /** The size at the best price, in base units; `undefined` when the side is empty. */
  get bestSize(): number | undefined {
    const pages = this.#pages
    return pages.depth > 0 ? pages.rows[pages.best + PAGE_LEVELS]! : undefined
  }

  /** Bytes that the levels and the way to them take. */
  get byteLength(): number {
    return this.#pages.byteLength + this.#hints.slots.byteLength
  }

  /**
   * Rests a size at a finite price in place of what was there; a size of 0 removes the level, if there is one. Returns the
   * size that was there, 0 when there was none.
   */
  set(price: number, size: number): number {
    single.prices[0] = price
    single.sizes[0] = size
    this.apply(single, 0, 1, singleReplaced)
    return singleReplaced[0]!
  }

  /** Sets each of some rows, all of this side, and writes what was there before under the number of the row. */
  apply({ prices, sizes }: LevelChanges, from: number, to: number, replaced: Float64Array): void {
    const pages = this.#pages
    const { slots, shift } = this.#hints
    const sign = this.#sign
    const key = sought
    const words = soughtWords
    let bestChange = this.#bestChange
    for (let row = from; row < to; row++) {
      key[0] = sign * prices[row]!
      const size = sizes[row]!
      const hint = Math.imul(words[0]! ^ Math.imul(words[1]!, -0x61c88647), 0x45d9f3b) >>> shift
      let slot = slots[hint]!
      if (pages.rows[slot] !== key[0]) {
        // What is not there need not be removed.
        slot = size === 0 ? pages.find() : pages.slotOf()
        if (slot < 0) {
          replaced[row] = 0
          continue
        }
        slots[hint] = slot
      }
      const before = pages.rows[slot + PAGE_LEVELS]!
      replaced[row] = before
      if (size === before) continue
      pages.rows[slot + PAGE_LEVELS] = size
      if (before === 0) pages.rise(slot)
      else if (size === 0) pages.fall(slot)
      if (!(bestChange >= key[0])) bestChange = key[0]
    }
    this.#bestChange = bestChange
    if (this.#hints.isTooFewFor(pages.depth)) this.#hints = new LevelHints(pages.depth)
  }

  /**
   * Whether a level at a price, or a better one, has changed since `forgetChanges()`: come, gone, or another size. At first,
   * and after `clear()`, all have. The worst price there can be, infinite, asks whether any has.
   */
  hasChangedUpTo(price: number): boolean {
    return this.#bestChange >= this.#sign * price
  }

  /** Lets `hasChangedUpTo` begin anew. */
  forgetChanges(): void {
    this.#bestChange = NaN
  }

  /** Writes the best level into the fields of its side; there must be one. A number that is returned may have to be allocated. */
  readBest(into: BestLevels): void {
    const { best, rows } = this.#pages
    if (this.#sign === 1) {
      into.bidPrice = rows[best]!
      into.bidSize = rows[best + PAGE_LEVELS]!
    } else {
      into.askPrice = -rows[best]!
      into.askSize = rows[best + PAGE_LEVELS]!
    }
  }

  /** The size at a price, in base units; 0 when there is no level. */
  sizeAt(price: number): number {
    sought[0] = this.#sign * price
    const slot = this.#pages.find()
    return slot < 0 ? 0 : this.#pages.rows[slot + PAGE_LEVELS]!
  }

  /** The level of a rank, the best one's being 0; `undefined` when there are not so many. */
  at(rank: number): Level | undefined {
    if (!(rank >= 0 && rank < this.depth)) return undefined
    const prices = new Float64Array(rank + 1)
    const sizes = new Float64Array(rank + 1)
    this.copyTop(prices, sizes, 0, { count: 0, taken: 0 })
    return { price: prices[rank]!, size: sizes[rank]! }
  }

  /** Visits the levels, best first, until a visit returns false. The ladder must not change meanwhile. */
  walk(visit: (price: number, size: number) => boolean): void {
    const pages = this.#pages
    const { rows } = pages
    for (let i = pages.length - 1; i >= 0; i--) {
      const start = pages.startOf(i)
      for (let slot = pages.endOf(i) - 1; slot >= start; slot--) {
        const size = rows[slot + PAGE_LEVELS]!
        if (size !== 0 && !visit(this.#sign * rows[slot]!, size)) return
      }
    }
  }

  /**
   * Copies the best levels into columns until they are full, passing over those worth less than `minNotional`, and returns how
   * many of them, from the best on, stand as they did when changes were last forgotten. Unlike a walk it allocates nothing.
   */
  copyTop(prices: Float64Array, sizes: Float64Array, minNotional: number, into: TopSide): number {
    const pages = this.#pages
    const { rows } = pages
    const sign = this.#sign
    const bestChange = this.#bestChange
    const capacity = prices.length
    let count = 0
    let kept = 0
    let taken = 0
    for (let i = pages.length - 1; i >= 0 && count < capacity; i--) {
      const start = pages.startOf(i)
      for (let slot = pages.endOf(i) - 1; slot >= start && count < capacity; slot--) {
        const key = rows[slot]!
        const size = rows[slot + PAGE_LEVELS]!
        const price = sign * key
        if (size === 0 || price * size < minNotional) continue
        prices[count] = price
        sizes[count] = size
        count += 1
        taken += size
        if (!(bestChange >= key)) kept = count
      }
    }
    into.count = count
    into.taken = taken
    return kept
  }

  /**
   * Adds up the sizes that rest up to and at each of some prices, which get worse, beyond the one before it. Unlike a walk it
   * calls nothing for a level.
   */
  addUp(edges: readonly number[], sums: number[]): void {
    const pages = this.#pages
    const { rows } = pages
    let shell = 0
    let sum = 0
    let edge = this.#sign * edges[0]!
    for (let i = pages.length - 1; i >= 0; i--) {
      const start = pages.startOf(i)
      for (let slot = pages.endOf(i) - 1; slot >= start; slot--) {
        const key = rows[slot]!
        while (key < edge) {
          sums[shell] = sum
          sum = 0
          shell += 1
          if (shell === edges.length) return
          edge = this.#sign * edges[shell]!
        }
        sum += rows[slot + PAGE_LEVELS]!
      }
    }
    sums[shell] = sum
  }

  /** Removes all levels. */
  clear(): void {
    this.#begin(0)
  }

  /** Removes all levels and takes in the rows of this side: of several rows of one price the last counts. */
  replace(changes: LevelChanges): void {
    const { asks, prices, sizes, from, to } = changes
    const mine = this.#sign === 1 ? 0 : 1
    const count = this.#countRun(changes)
    this.#begin(Math.max(0, count))
    if (count < 0) {
      for (let row = from; row < to; row++) if (asks[row] === mine) this.set(prices[row]!, sizes[row]!)
      return
    }
    const pages = this.#pages
    for (let row = to - 1; row >= from; row--) {
      if (asks[row] !== mine) continue
      sought[0] = this.#sign * prices[row]!
      const slot = pages.push()
      pages.rows[slot + PAGE_LEVELS] = sizes[row]!
    }
  }

  /** How many rows of this side there are when each is worse than the one before and none is empty, as venues send them; otherwise −1. */
  #countRun({ asks, prices, sizes, from, to }: LevelChanges): number {
    const mine = this.#sign === 1 ? 0 : 1
    let count = 0
    let last = Infinity
    for (let row = from; row < to; row++) {
      if (asks[row] !== mine) continue
      const key = this.#sign * prices[row]!
      if (!(key < last && sizes[row]! > 0)) return -1
      last = key
      count += 1
    }
    return count
  }

  #begin(levels: number): void {
    this.#pages = new LevelPages(levels)
    this.#hints = new LevelHints(levels)
    this.#bestChange = Infinity
  }
}
