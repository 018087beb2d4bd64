import type { MatchingEngine } from '../matching/matching-engine.ts'
import { notionalOf, ticksOf, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'
import type { BookSide, TickBook } from './book.ts'
import { Distances } from './distances.ts'
import { OrderSizes } from './order-sizes.ts'

/** The most levels of a side. */
const mostLevels = 50_000

/** How many orders a price has at the opening, at most. */
const mostOrdersAtOpening = 4

/** What an order must be worth to stay, mostly, when its maker thinks of taking it away; in units of quote. */
const steadyNotional = 250_000

/**
 * Those who rest: they place orders, make them smaller, take them away, and follow the efficient price.
 *
 * Orders arrive at every distance from the touch at a rate of its own, and leave a price the faster the more of them wait there, so that queues
 * find a length by themselves.
 *
 * @see Cont, Stoikov, Talreja (2010), "A Stochastic Model for Order Book Dynamics", https://doi.org/10.1287/opre.1090.0780
 */
export class Makers {
  readonly #spec: ProductSpec
  readonly #random: Random
  readonly #book: TickBook
  readonly #engine: MatchingEngine
  readonly #sizes: OrderSizes
  readonly #distances: Distances

  constructor(options: { readonly spec: ProductSpec; readonly random: Random; readonly book: TickBook; readonly engine: MatchingEngine }) {
    const { spec, random, book, engine } = options
    const most = Math.min(mostLevels, Math.floor(spec.startTick / 5))
    if (!Number.isInteger(spec.levels) || spec.levels < 2 || spec.levels > most) {
      throw new RangeError(`${spec.id}: levels must be an integer from 2 to ${most}, was ${spec.levels}`)
    }
    this.#spec = spec
    this.#random = random
    this.#book = book
    this.#engine = engine
    this.#sizes = new OrderSizes(spec, random)
    this.#distances = new Distances(spec, random)
  }

  /** Fills an empty book round a price. */
  open(tick: number): void {
    this.#layOut(this.#book.bid, tick)
    this.#layOut(this.#book.ask, tick + this.#width())
  }

  /** A maker changes some orders at once. */
  update(): void {
    const more = 1 - 1 / this.#spec.ordersPerUpdate
    do {
      const side = this.#random.chance(0.5) ? this.#book.bid : this.#book.ask
      const shortage = (this.#spec.levels - side.depth) / this.#spec.levels
      const { best } = side
      if (best === undefined) continue
      if (this.#random.chance(0.5 + 2 * shortage)) this.#place(side, best, this.#distances.draw())
      else this.#withdraw(side, best)
    } while (this.#random.chance(more))
    this.#withdrawStray(this.#book.bid)
    this.#withdrawStray(this.#book.ask)
  }

  /** Makers follow the efficient price: what it has run over is taken away, and the spread is closed at it. */
  follow(price: number): void {
    const slack = ticksOf(this.#spec.stickinessBps, this.#spec.startTick)
    const { best: bid } = this.#book.bid
    const { best: ask } = this.#book.ask
    if (bid === undefined || ask === undefined) return
    const width = this.#width()
    const away = price > ask + slack || price < bid - slack
    if (!away && ask - bid <= Math.max(width, 2 * this.#spec.spreadTicks - 1)) return
    const heart = Math.max(1, away ? Math.floor(price) : Math.min(Math.max(Math.floor(price), bid), ask - width))
    const bids = this.#withdrawBetter(this.#book.bid, heart)
    const asks = this.#withdrawBetter(this.#book.ask, heart + width)
    this.#improve(this.#book.bid, heart)
    this.#improve(this.#book.ask, heart + width)
    this.#placeAgain(this.#book.bid, bids)
    this.#placeAgain(this.#book.ask, asks)
  }

  /** The width of a spread in ticks, at least one. */
  #width(): number {
    return 1 + Math.round(this.#random.exponential(this.#spec.spreadTicks - 1))
  }

  /** Fills an empty side, from its end to its touch. */
  #layOut(side: BookSide, touch: number): void {
    const orders = new Map([[0, 1]])
    while (orders.size < this.#spec.levels) {
      const distance = this.#distances.draw()
      if (side.behind(touch, distance) > 0) orders.set(distance, Math.min(mostOrdersAtOpening, 1 + (orders.get(distance) ?? 0)))
    }
    for (const [distance, count] of [...orders].sort(([a], [b]) => b - a)) {
      for (let order = 0; order < count; order++) this.#place(side, touch, distance)
    }
  }

  #place(side: BookSide, touch: number, distance: number): void {
    const tick = side.behind(touch, distance)
    if (tick < 1) return
    this.#engine.place(side.side, tick, this.#size((10_000 * distance) / this.#spec.startTick))
  }

  #size(distanceBps: number): number {
    if (distanceBps === 0) return this.#sizes.touch()
    const isWall = distanceBps > 3 && distanceBps < 25 && this.#random.chance(0.006)
    return isWall ? this.#sizes.wall() : this.#sizes.resting(distanceBps)
  }

  /** Of the orders at a price, one becomes smaller, or one leaves and each of the others may follow it. Great ones mostly stay as they are. */
  #withdraw(side: BookSide, touch: number): void {
    const tick = side.atOrBehind(side.behind(touch, this.#distances.draw()))
    if (tick === undefined || side.depth < 2) return
    const orders = this.#engine.ordersAt(tick)
    const first = this.#random.pick(orders)
    const shrinks = this.#random.chance(0.35)
    for (const { id, lots } of shrinks ? [first] : orders) {
      if (id !== first.id && this.#random.chance(0.5)) continue
      if (notionalOf(this.#spec, lots, tick) > steadyNotional && this.#random.chance(0.9)) continue
      this.#engine.reduce(id, shrinks ? this.#sizes.resting(0) : lots)
    }
  }

  /** Orders that the price has left far behind are given up. */
  #withdrawStray(side: BookSide): void {
    const { best, worst } = side
    if (best === undefined || worst === undefined) return
    if (Math.abs(worst - best) > 1.2 * this.#distances.reachTicks) this.#withdrawAll(worst)
  }

  /** Empties the prices better than a limit, and says how many they were. */
  #withdrawBetter(side: BookSide, limit: number): number {
    const before = side.depth
    while (side.best !== undefined && side.isBehind(limit, side.best)) this.#withdrawAll(side.best)
    return before - side.depth
  }

  /** Makers who had to leave so many prices come back behind the touch, and look for prices where nobody is as long as there are too few. */
  #placeAgain(side: BookSide, prices: number): void {
    const { best } = side
    if (best === undefined) return
    const enough = Math.min(this.#spec.levels, side.depth + prices)
    for (let left = 3 * prices; left > 0 && side.depth < enough; left--) this.#place(side, best, this.#distances.draw())
  }

  #withdrawAll(tick: number): void {
    for (const { id } of this.#engine.ordersAt(tick)) this.#engine.cancel(id)
  }

  /** Some makers put orders at a price better than the best one, if it is. */
  #improve(side: BookSide, tick: number): void {
    if (side.best !== undefined && !side.isBehind(side.best, tick)) return
    do this.#place(side, tick, 0)
    while (this.#random.chance(0.5))
  }
}
