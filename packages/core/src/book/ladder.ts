import type { Level, Side } from '../market.ts'
import { absorb, insertAt, type LevelPage, levelPage, PAGE_LEVELS, rankIn, removeAt, splitAt } from './level-page.ts'
import type { LevelSource } from './levels.ts'

/** A page is joined to its neighbour when it holds fewer levels than this … */
const SPARSE = PAGE_LEVELS / 4

/** … and both together leave the page room to grow. */
const ROOMY = (3 * PAGE_LEVELS) / 4

/**
 * One side of a book: the size resting at each price, best first.
 *
 * Levels stand in pages of sorted rows, bids under negated prices so that the best level of either side is the first row
 * of the first page, and a sorted list of bounds says which page a price belongs to.
 */
export class Ladder implements LevelSource {
  readonly #sign: 1 | -1
  /** Page `i` holds the keys from bound `i` up to, not including, bound `i + 1`; only an only page may be empty. */
  #pages: LevelPage[] = [levelPage()]
  #bounds: number[] = [-Infinity]
  #depth = 0

  constructor(side: Side) {
    this.#sign = side === 'bid' ? -1 : 1
  }

  /** The number of levels. */
  get depth(): number {
    return this.#depth
  }

  /** The best price, `undefined` when the side is empty. */
  get bestPrice(): number | undefined {
    return this.#depth > 0 ? this.#sign * this.#pages[0]!.rows[0]! : undefined
  }

  /** The size at the best price, in base units; `undefined` when the side is empty. */
  get bestSize(): number | undefined {
    return this.#depth > 0 ? this.#pages[0]!.rows[1]! : undefined
  }

  /** Rests a size at a finite price in place of what was there; a size of 0 removes the level, if there is one. */
  set(price: number, size: number): void {
    const key = this.#sign * price
    const at = this.#pageOf(key)
    const page = this.#pages[at]!
    const rank = rankIn(page, key)
    if (rank < page.count && page.rows[2 * rank] === key) {
      if (size > 0) page.rows[2 * rank + 1] = size
      else this.#remove(at, rank)
    } else if (size > 0) this.#insert(at, rank, key, size)
  }

  /** The size at a price, in base units; 0 when there is no level. */
  sizeAt(price: number): number {
    const key = this.#sign * price
    const page = this.#pages[this.#pageOf(key)]!
    const rank = rankIn(page, key)
    return rank < page.count && page.rows[2 * rank] === key ? page.rows[2 * rank + 1]! : 0
  }

  /** The level of a rank, the best one's being 0; `undefined` when there are not so many. */
  at(rank: number): Level | undefined {
    let left = rank
    for (const { rows, count } of this.#pages) {
      if (left >= 0 && left < count) return { price: this.#sign * rows[2 * left]!, size: rows[2 * left + 1]! }
      left -= count
    }
    return undefined
  }

  /** Visits the levels, best first, until a visit returns false. The ladder must not change meanwhile. */
  walk(visit: (price: number, size: number) => boolean): void {
    for (const { rows, count } of this.#pages) {
      for (let row = 0; row < 2 * count; row += 2) if (!visit(this.#sign * rows[row]!, rows[row + 1]!)) return
    }
  }

  /**
   * Copies the best levels into columns until they are full, passing over those worth less than `minNotional`, and returns
   * how many it copied; what it passed over is added to `skippedSize`. Unlike a walk it allocates nothing.
   */
  copyTop(prices: Float64Array, sizes: Float64Array, minNotional: number, tally: { skippedSize: number }): number {
    let copied = 0
    for (const { rows, count } of this.#pages) {
      for (let row = 0; row < 2 * count; row += 2) {
        if (copied === prices.length) return copied
        const price = this.#sign * rows[row]!
        const size = rows[row + 1]!
        if (price * size < minNotional) tally.skippedSize += size
        else {
          prices[copied] = price
          sizes[copied] = size
          copied += 1
        }
      }
    }
    return copied
  }

  /** Removes all levels. */
  clear(): void {
    this.#pages = [levelPage()]
    this.#bounds = [-Infinity]
    this.#depth = 0
  }

  #pageOf(key: number): number {
    const bounds = this.#bounds
    let low = 0
    let high = bounds.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (bounds[middle]! <= key) low = middle
      else high = middle
    }
    return low
  }

  #insert(at: number, rank: number, key: number, size: number): void {
    const page = this.#pages[at]!
    this.#depth += 1
    if (page.count < PAGE_LEVELS) {
      insertAt(page, rank, key, size)
      return
    }
    // A snapshot comes in order: a page that is full when its end is reached stays full.
    const cut = rank === PAGE_LEVELS ? PAGE_LEVELS : PAGE_LEVELS / 2
    const upper = splitAt(page, cut)
    if (rank < cut) insertAt(page, rank, key, size)
    else insertAt(upper, rank - cut, key, size)
    this.#pages.splice(at + 1, 0, upper)
    this.#bounds.splice(at + 1, 0, upper.rows[0]!)
  }

  #remove(at: number, rank: number): void {
    const page = this.#pages[at]!
    removeAt(page, rank)
    this.#depth -= 1
    if (page.count >= SPARSE || this.#pages.length === 1) return
    const first = at + 1 < this.#pages.length ? at : at - 1
    if (page.count > 0 && this.#pages[first]!.count + this.#pages[first + 1]!.count > ROOMY) return
    absorb(this.#pages[first]!, this.#pages[first + 1]!)
    this.#pages.splice(first + 1, 1)
    this.#bounds.splice(first + 1, 1)
  }
}
