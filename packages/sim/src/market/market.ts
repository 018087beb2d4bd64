import { SECOND_US, type Aggressor, type Side, type Us } from '@of/core'
import { notionalOf, ticksOf, type ProductSpec } from '../product.ts'
import { Random } from '../random.ts'
import { TickBook } from './book.ts'
import { Makers } from './makers.ts'
import { openingDay } from './opening-day.ts'
import type { PriceWalk } from './price-walk.ts'
import type { Print } from './print.ts'
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

/** The market of one product: a book, those who rest in it, those who take from it, and the price that both follow. */
export class Market {
  readonly spec: ProductSpec
  readonly book: TickBook
  readonly day: TradingDay
  readonly #random: Random
  readonly #makers: Makers
  readonly #takers: Takers
  readonly #walk: PriceWalk
  readonly #listener: MarketListener
  #recent: Print[] = []
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
    this.#makers = new Makers(spec, new Random(seed, `${spec.id} makers`))
    this.#takers = new Takers(spec, new Random(seed, `${spec.id} takers`), startUs)
    this.#walk = walk
    this.day = new TradingDay(bars)
    this.#timeUs = startUs
    this.#updateUs = startUs
    this.#followUs = startUs
    this.#nextId = spec.firstTradeId
    this.book = new TickBook((side, tick) => listener.onLevel(side, tick, this.#timeUs))
    this.#makers.open(this.book, spec.startTick)
  }

  /** The time of the last thing that happened. */
  get timeUs(): Us {
    return this.#timeUs
  }

  /** When something happens next. */
  get nextUs(): Us {
    return Math.min(this.#updateUs, this.#followUs, this.#takers.nextUs)
  }

  /** The last hundred prints, oldest first. */
  get recent(): readonly Print[] {
    return this.#recent
  }

  /** Lets the next thing happen. */
  step(): void {
    this.#timeUs = this.nextUs
    this.#walk.advance(this.#timeUs)
    if (this.#timeUs === this.#updateUs) {
      this.#makers.update(this.book)
      this.#updateUs += this.#wait(SECOND_US / this.spec.makerUpdatesPerSecond)
    } else if (this.#timeUs === this.#followUs) {
      this.#makers.follow(this.book, this.#walk.ticks)
      this.#followUs += this.#wait(watchUs)
    } else {
      this.#take(this.#takers.next(this.#walk.activity, this.#lean()))
    }
  }

  #take(aggressor: Aggressor): void {
    const side = aggressor === 'buy' ? this.book.ask : this.book.bid
    const touch = side.best
    if (touch === undefined) return
    const asked = this.#takers.size()
    let left = asked
    let tick: number | undefined = touch
    while (tick !== undefined && left > 0 && side.depth > 1 && Math.abs(tick - touch) <= ticksOf(reachBps, touch)) {
      const resting = side.lotsAt(tick)
      const filled = Math.min(left, resting)
      this.#print(tick, filled, aggressor)
      side.set(tick, resting - filled)
      left -= filled
      tick = side.best
    }
    if (left === asked) return
    this.#listener.onOrder(this.#timeUs)
    const notional = notionalOf(this.spec, asked - left, touch)
    const impact = ticksOf(this.spec.impactBps, touch) * Math.sqrt(notional / 10_000)
    this.#walk.push(aggressor === 'buy' ? impact : -impact)
    if (side.best !== touch) this.#followUs = Math.min(this.#followUs, this.#timeUs + this.#wait(reactionUs))
  }

  /** Several makers may stand at one price: one print each. */
  #print(tick: number, lots: number, aggressor: Aggressor): void {
    const first = lots > 1 && this.#random.chance(0.2) ? 1 + this.#random.below(lots - 1) : lots
    for (const part of first < lots ? [first, lots - first] : [lots]) {
      const print: Print = { id: this.#nextId, timeUs: this.#timeUs, tick, lots: part, aggressor }
      this.#nextId += 1
      this.day.onPrint(print)
      this.#recent = [...this.#recent.slice(-99), print]
      this.#listener.onPrint(print)
    }
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
