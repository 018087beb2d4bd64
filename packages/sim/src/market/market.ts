import { SECOND_US, type Aggressor, type Side, type Us } from '@of/core'
import { MatchingEngine, type Fill } from '../matching/matching-engine.ts'
import { lotsOf, notionalOf, ticksOf, type ProductSpec } from '../product.ts'
import { Random } from '../random.ts'
import { TickBook } from './book.ts'
import { Jumps } from './jumps.ts'
import { Makers } from './makers.ts'
import { openingDay } from './opening-day.ts'
import type { PriceWalk } from './price-walk.ts'
import { RecentPrints, type Print } from './print.ts'
import { Takers } from './takers.ts'
import { TradingDay } from './trading-day.ts'

/** Who is told what happens in a market, as it happens. */
export interface MarketListener {
  /** What rests at a price has changed. */
  readonly onLevel: (side: Side, tick: number, timeUs: Us) => void
  /** A taker order meets a maker order; the book still shows what it meets. */
  readonly onPrint: (print: Print) => void
  /** A taker order is done. */
  readonly onOrder: (timeUs: Us) => void
}

/** No order walks the book further than this, in basis points from where it began. */
const reachBps = 20

/** Makers look at the price this often. */
const watchUs: Us = 100_000

/** Makers answer an order that took a whole price away this soon. */
const reactionUs: Us = 15_000

/** What those who are first to know of a jump trade at once, over what an average taker order trades. */
const newsOrders = 30

/** The market of one product: a book, those who rest in it, those who take from it, and the price that both follow. */
export class Market {
  readonly spec: ProductSpec
  readonly book: TickBook
  readonly day: TradingDay
  readonly #random: Random
  readonly #engine: MatchingEngine
  readonly #makers: Makers
  readonly #takers: Takers
  readonly #jumps: Jumps
  readonly #walk: PriceWalk
  readonly #listener: MarketListener
  readonly #recent = new RecentPrints(100)
  #timeUs: Us
  #updateUs: Us
  #followUs: Us
  #nextId: number

  constructor(options: { readonly spec: ProductSpec; readonly seed: number; readonly startUs: Us; readonly listener: MarketListener }) {
    const { spec, seed, startUs, listener } = options
    const { bars, walk } = openingDay(spec, new Random(seed, `${spec.id} day`), startUs)
    this.spec = spec
    this.#listener = listener
    this.#random = new Random(seed, `${spec.id} market`)
    this.#takers = new Takers(spec, new Random(seed, `${spec.id} takers`), startUs)
    this.#jumps = new Jumps(new Random(seed, `${spec.id} jumps`), startUs)
    this.#walk = walk
    this.day = new TradingDay(bars)
    this.#timeUs = startUs
    this.#updateUs = startUs
    this.#followUs = startUs
    this.#nextId = spec.firstTradeId
    this.book = new TickBook((side, tick) => listener.onLevel(side, tick, this.#timeUs))
    this.#engine = new MatchingEngine(this.book, (fill) => this.#print(fill))
    this.#makers = new Makers({ spec, random: new Random(seed, `${spec.id} makers`), book: this.book, engine: this.#engine })
    this.#makers.open(spec.startTick)
  }

  /** The time of the last thing that happened. */
  get timeUs(): Us {
    return this.#timeUs
  }

  /** When something happens next. */
  get nextUs(): Us {
    return Math.min(this.#updateUs, this.#followUs, this.#takers.nextUs, this.#jumps.nextUs)
  }

  /** A hash of the book: that of its levels, in any order. */
  get bookHash(): number {
    return this.book.hash
  }

  /** The last hundred prints, oldest first. */
  get recent(): readonly Print[] {
    return this.#recent.all()
  }

  /** Lets the next thing happen. */
  step(): void {
    this.#timeUs = this.nextUs
    this.#walk.advance(this.#timeUs)
    if (this.#timeUs === this.#updateUs) {
      this.#makers.update()
      this.#updateUs += this.#wait(SECOND_US / this.spec.makerUpdatesPerSecond)
    } else if (this.#timeUs === this.#followUs) {
      this.#makers.follow(this.#walk.ticks)
      this.#followUs += this.#wait(watchUs)
    } else if (this.#timeUs === this.#jumps.nextUs) {
      this.#jump(ticksOf(this.spec.volatilityBps * this.#jumps.next(), this.#walk.ticks))
    } else {
      this.#take(this.#takers.next(this.#walk.activity, this.#lean()))
    }
  }

  /** The price is another at once; who knows it first sweeps what is in the way of it, as far as the money goes, before makers take it away. */
  #jump(ticks: number): void {
    this.#walk.push(ticks)
    const { notionalPerMinute, takerOrdersPerSecond } = this.spec
    const notional = (newsOrders * notionalPerMinute) / (60 * takerOrdersPerSecond)
    const limit = Math.max(1, ticks > 0 ? Math.floor(this.#walk.ticks) : Math.ceil(this.#walk.ticks))
    this.#sweep(ticks > 0 ? 'buy' : 'sell', lotsOf(this.spec, notional, this.spec.startTick), limit)
  }

  #take(aggressor: Aggressor): void {
    const side = aggressor === 'buy' ? this.book.ask : this.book.bid
    const touch = side.best
    if (touch === undefined) return
    const lots = this.#sweep(aggressor, this.#takers.size(), side.behind(touch, Math.floor(ticksOf(reachBps, touch))))
    const impact = ticksOf(this.spec.impactBps, touch) * Math.sqrt(notionalOf(this.spec, lots, touch) / 10_000)
    this.#walk.push(aggressor === 'buy' ? impact : -impact)
  }

  /** Lets a taker order meet what rests, the last price of a side excepted, and says how many lots it got. */
  #sweep(aggressor: Aggressor, lots: number, limit: number): number {
    const side = aggressor === 'buy' ? this.book.ask : this.book.bid
    const { best } = side
    const last = side.at(side.depth - 2)
    if (best === undefined || last === undefined) return 0
    const filled = this.#engine.take(aggressor, lots, side.isBehind(limit, last) ? last : limit)
    if (filled === 0) return 0
    this.#listener.onOrder(this.#timeUs)
    if (side.best !== best) this.#followUs = Math.min(this.#followUs, this.#timeUs + this.#wait(reactionUs))
    return filled
  }

  #print({ side, tick, lots }: Fill): void {
    const print: Print = { id: this.#nextId, timeUs: this.#timeUs, tick, lots, aggressor: side === 'ask' ? 'buy' : 'sell' }
    this.#nextId += 1
    this.day.onPrint(print)
    this.#recent.add(print)
    this.#listener.onPrint(print)
  }

  /** Where the price wants to go, from −1 to +1. */
  #lean(): number {
    const gap = this.#walk.ticks - (this.book.mid ?? this.#walk.ticks)
    return Math.max(-1, Math.min(1, gap / (1 + ticksOf(this.spec.stickinessBps, this.spec.startTick))))
  }

  #wait(meanUs: Us): Us {
    return 1 + Math.floor(this.#random.exponential(meanUs / this.#walk.activity))
  }
}
