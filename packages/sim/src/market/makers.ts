import type { Side } from '@of/core'
import { notionalOf, ticksOf, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'
import type { BookSide, TickBook } from './book.ts'
import { OrderSizes } from './order-sizes.ts'

/** Nobody rests further from the price than this, in basis points. */
const reachBps = 100

/** Half of the resting orders would lie within this distance, in basis points, were there no limit to it. */
const medianBps = 15

/** Those who rest: they place orders, take them away, and follow the efficient price. */
export class Makers {
  readonly #spec: ProductSpec
  readonly #random: Random
  readonly #sizes: OrderSizes

  constructor(spec: ProductSpec, random: Random) {
    const most = Math.floor(ticksOf(reachBps, spec.startTick) / 4)
    if (!Number.isInteger(spec.levels) || spec.levels < 2 || spec.levels > most) {
      throw new RangeError(
        `${spec.id}: levels must be an integer from 2 to ${most}, a quarter of the prices within one per cent, was ${spec.levels}`,
      )
    }
    this.#spec = spec
    this.#random = random
    this.#sizes = new OrderSizes(spec, random)
  }

  /** Fills an empty book round a price. */
  open(book: TickBook, tick: number): void {
    this.#improve(book.bid, tick)
    this.#improve(book.ask, tick + this.#width())
    while (book.bid.depth < this.#spec.levels) this.#place(book.bid)
    while (book.ask.depth < this.#spec.levels) this.#place(book.ask)
  }

  /** A maker changes some orders at once. */
  update(book: TickBook): void {
    const more = 1 - 1 / this.#spec.ordersPerUpdate
    do {
      const side = this.#random.chance(0.5) ? book.bid : book.ask
      const shortage = (this.#spec.levels - side.depth) / this.#spec.levels
      if (this.#random.chance(0.5 + 2 * shortage)) this.#place(side)
      else this.#withdraw(side)
    } while (this.#random.chance(more))
    this.#withdrawStray(book.bid)
    this.#withdrawStray(book.ask)
  }

  /** Makers follow the efficient price: what it has run over is taken away, and the spread is closed at it. Says whether anything changed. */
  follow(book: TickBook, price: number): boolean {
    const slack = ticksOf(this.#spec.stickinessBps, this.#spec.startTick)
    const { best: bid } = book.bid
    const { best: ask } = book.ask
    if (bid === undefined || ask === undefined) return false
    const width = this.#width()
    const away = price > ask + slack || price < bid - slack
    if (!away && ask - bid <= Math.max(width, 2 * this.#spec.spreadTicks - 1)) return false
    const heart = away ? Math.floor(price) : Math.min(Math.max(Math.floor(price), bid), ask - width)
    withdrawBetter(book.bid, heart)
    withdrawBetter(book.ask, heart + width)
    this.#improve(book.bid, heart)
    this.#improve(book.ask, heart + width)
    return true
  }

  #width(): number {
    return 1 + Math.round(this.#random.exponential(this.#spec.spreadTicks - 1))
  }

  /** A distance from the touch in ticks: nearly half within two basis points and crowded at the touch, the others far into the book. */
  #distance(): number {
    const { startTick } = this.#spec
    if (this.#random.chance(0.2)) return this.#random.chance(0.5) ? 0 : this.#random.below(1 + ticksOf(0.2, startTick))
    if (this.#random.chance(0.3)) return this.#random.below(1 + ticksOf(2, startTick))
    for (;;) {
      const share = this.#random.unit()
      const bps = (medianBps * share) / (1 - share)
      if (bps < reachBps) return Math.floor(ticksOf(bps, startTick))
    }
  }

  #place(side: BookSide): void {
    const distance = this.#distance()
    const tick = behind(side, distance)
    if (tick === undefined || tick < 1) return
    const distanceBps = (10_000 * distance) / this.#spec.startTick
    const isWall = distanceBps > 3 && distanceBps < 25 && this.#random.chance(0.006)
    side.set(tick, isWall ? this.#sizes.wall() : side.lotsAt(tick) + this.#sizes.resting(distanceBps))
  }

  #withdraw(side: BookSide): void {
    const from = behind(side, this.#distance())
    const tick = from === undefined ? undefined : side.atOrBehind(from)
    if (tick === undefined || side.depth < 2) return
    const lots = side.lotsAt(tick)
    if (notionalOf(this.#spec, lots, tick) > 250_000 && this.#random.chance(0.9)) return
    const part = this.#random.chance(0.35) ? this.#sizes.resting(0) : lots
    side.set(tick, Math.max(0, lots - part))
  }

  #withdrawStray(side: BookSide): void {
    const { best, worst } = side
    if (best === undefined || worst === undefined) return
    if (Math.abs(worst - best) > 1.2 * ticksOf(reachBps, this.#spec.startTick)) side.set(worst, 0)
  }

  /** Puts an order at a price better than the best one, if it is. */
  #improve(side: BookSide, tick: number): void {
    if (side.best === undefined || isBetter(side.side, tick, side.best)) side.set(tick, this.#sizes.resting(0))
  }
}

function behind(side: BookSide, distance: number): number | undefined {
  return side.best === undefined ? undefined : side.side === 'bid' ? side.best - distance : side.best + distance
}

function isBetter(side: Side, tick: number, than: number): boolean {
  return side === 'bid' ? tick > than : tick < than
}

function withdrawBetter(side: BookSide, limit: number): void {
  while (side.best !== undefined && isBetter(side.side, side.best, limit)) side.set(side.best, 0)
}
