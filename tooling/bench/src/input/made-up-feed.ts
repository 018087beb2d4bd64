import { Random } from '@of/sim'
import type { FrameArrival } from './input.ts'
import { putDigits, putTimeOfDay } from './patch.ts'

/** How much of what a made-up feed brings. */
export interface MadeUpOptions {
  readonly products: number
  /** Levels a side, on average. */
  readonly levels: number
  /** Changes of an update frame; not more than `levels`. */
  readonly rows: number
  /** Update frames of one lap, the products in turns. */
  readonly frames: number
  /** Of how many frames one brings a trade in place of changes; none unless given. */
  readonly tradeEvery?: number
}

/** A frame and where in its bytes that stands which a new lap changes. */
interface Patchable {
  readonly arrival: { -readonly [Key in keyof FrameArrival]: FrameArrival[Key] }
  readonly sequenceAt: number
  readonly tradeIdAt: number | undefined
  readonly timesAt: readonly number[]
}

/** 2026-01-02, in microseconds. */
const DAY_US = 1_767_312_000_000_000
const FIRST_SEQUENCE = 10_000_000
const FIRST_TRADE = 1_000_000_000

/** Each product has a frame this often. */
const FRAME_EVERY_US = 50_000

/** It is on its way so long. */
const TRAVEL_US = 20_000

/** The price of which no level ever stands on the wrong side, in cents: books never cross. */
const HEART = 10_000_000

/**
 * Frames of any number of products with books of any depth, for questions of scale; made up, and like no market. A lap of frames can be had again and again:
 * sequence numbers, trade ids and times go on, and are written over the bytes of the last lap without making any garbage.
 */
export class MadeUpFeed {
  /** A snapshot of each product. */
  readonly opening: readonly FrameArrival[]
  readonly #lap: readonly Patchable[]
  readonly #arrivals: readonly FrameArrival[]
  readonly #stepUs: number
  #sequence: number
  #trade = FIRST_TRADE
  /** The time of day of the next frame. */
  #seconds = 1
  #micros = 0

  constructor({ products, levels, rows, frames, tradeEvery = Infinity }: MadeUpOptions) {
    const books = Array.from({ length: products }, (_, index) => new MadeUpBook(`P${String(index).padStart(3, '0')}-USD`, levels))
    this.opening = books.map((book, index) => patchable(frameOf('l2_data', FIRST_SEQUENCE + index, book.snapshot())).arrival)
    this.#sequence = FIRST_SEQUENCE + products
    this.#lap = Array.from({ length: frames }, (_, index) => {
      const book = books[index % products]!
      const isTrade = index % tradeEvery === tradeEvery - 1
      return patchable(
        isTrade ? frameOf('market_trades', FIRST_SEQUENCE, book.trade()) : frameOf('l2_data', FIRST_SEQUENCE, book.update(rows)),
      )
    })
    this.#arrivals = this.#lap.map(({ arrival }) => arrival)
    this.#stepUs = Math.floor(FRAME_EVERY_US / products)
  }

  /** The next lap, in the bytes of the last one. */
  next(): readonly FrameArrival[] {
    for (const { arrival, sequenceAt, tradeIdAt, timesAt } of this.#lap) {
      putDigits(arrival.frame, sequenceAt, this.#sequence++, 8)
      if (tradeIdAt !== undefined) putDigits(arrival.frame, tradeIdAt, this.#trade++, 10)
      for (const at of timesAt) putTimeOfDay(arrival.frame, at, this.#seconds, this.#micros)
      arrival.receivedUs = DAY_US + 1_000_000 * this.#seconds + this.#micros + TRAVEL_US
      this.#micros += this.#stepUs
      while (this.#micros >= 1_000_000) {
        this.#micros -= 1_000_000
        this.#seconds += 1
      }
    }
    return this.#arrivals
  }
}

/** One product, every other cent of whose book is taken at first. */
class MadeUpBook {
  readonly #product: string
  readonly #random: Random
  readonly #sides: readonly { readonly name: 'bid' | 'offer'; readonly sign: 1 | -1; readonly taken: Uint8Array }[]

  constructor(product: string, levels: number) {
    this.#product = product
    this.#random = new Random(1, product)
    const taken = (): Uint8Array => Uint8Array.from({ length: 2 * levels }, (_, place) => 1 - (place % 2))
    this.#sides = [
      { name: 'bid', sign: -1, taken: taken() },
      { name: 'offer', sign: 1, taken: taken() },
    ]
  }

  snapshot(): string {
    const updates = this.#sides.flatMap(({ name, sign, taken }) =>
      [...taken.keys()].filter((place) => taken[place] === 1).map((place) => this.#level(name, sign, place, this.#size())),
    )
    return `{"type":"snapshot","product_id":"${this.#product}","updates":[${updates.join(',')}]}`
  }

  /** So many changes, near the touch more often than far from it; half of them of sizes, the others of levels that come and go. */
  update(rows: number): string {
    const places: [Set<number>, Set<number>] = [new Set(), new Set()]
    while (places[0].size + places[1].size < rows) {
      const side = this.#random.below(2)
      const { length } = this.#sides[side]!.taken
      places[side]!.add(1 + Math.floor((length - 1) * this.#random.unit() ** 3))
    }
    const updates = this.#sides.flatMap(({ name, sign, taken }, side) =>
      [...places[side]!]
        .sort((a, b) => a - b)
        .map((place) => {
          const goes = taken[place] === 1 && this.#random.chance(0.33)
          taken[place] = goes ? 0 : 1
          return this.#level(name, sign, place, goes ? '0' : this.#size())
        }),
    )
    return `{"type":"update","product_id":"${this.#product}","updates":[${updates.join(',')}]}`
  }

  trade(): string {
    const { sign } = this.#sides[this.#random.below(2)]!
    const side = sign < 0 ? 'BUY' : 'SELL'
    const price = this.#price(sign, 0)
    return `{"type":"update","trades":[{"product_id":"${this.#product}","trade_id":"${FIRST_TRADE}","price":"${price}","size":"${this.#size()}","time":"2026-01-02T00:00:00.000000Z","side":"${side}"}]}`
  }

  #level(name: string, sign: 1 | -1, place: number, size: string): string {
    return `{"side":"${name}","event_time":"2026-01-02T00:00:00.000000Z","price_level":"${this.#price(sign, place)}","new_quantity":"${size}"}`
  }

  #price(sign: 1 | -1, place: number): number {
    return (HEART + sign * (1 + place)) / 100
  }

  #size(): string {
    return String(Number(Math.min(99, 0.002 / this.#random.unit()).toFixed(8)))
  }
}

function frameOf(channel: string, sequence: number, event: string): Buffer {
  return Buffer.from(`{"channel":"${channel}","timestamp":"2026-01-02T00:00:00.000000Z","sequence_num":${sequence},"events":[${event}]}`)
}

function patchable(frame: Buffer): Patchable {
  const tradeIdAt = frame.indexOf('"trade_id":"')
  const timesAt: number[] = []
  for (let at = frame.indexOf('T00:00:00.000000Z'); at !== -1; at = frame.indexOf('T00:00:00.000000Z', at + 1)) timesAt.push(at + 1)
  return {
    arrival: { kind: 'frame', connection: 'made-up', receivedUs: DAY_US, frame },
    sequenceAt: frame.indexOf('"sequence_num":') + 15,
    tradeIdAt: tradeIdAt === -1 ? undefined : tradeIdAt + 12,
    timesAt,
  }
}
