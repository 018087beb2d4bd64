import type { Level, LevelChange, Side, Trade, Us } from '../market.ts'
import reference from './golden-synthetic.json' with { type: 'json' }

/** What an independent implementation computed on the golden stream: 12 significant digits, prices in ticks, sizes in lots, times in milliseconds. */
export const golden: typeof reference = reference

/** The size that now rests at a price, or a print. A print precedes the changes it causes. Prices are whole ticks, sizes whole lots. */
export type GoldenEvent = ({ readonly kind: 'level'; readonly timeUs: Us } & LevelChange) | ({ readonly kind: 'trade' } & Trade)

/** The golden book before the first event, best levels first, and all that happens to it. */
export interface GoldenStream {
  readonly snapshot: { readonly bids: readonly Level[]; readonly asks: readonly Level[] }
  readonly events: readonly GoldenEvent[]
}

/** The best levels of both sides after a change, best first. */
export interface GoldenRow {
  readonly timeUs: Us
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

/** The golden stream seen from outside: a row for the snapshot and one after every change, each print with the row that stood before it. */
export interface GoldenReplay {
  readonly rows: readonly GoldenRow[]
  readonly trades: readonly { readonly trade: Trade; readonly row: number }[]
}

/** Numbers that are the same in every language: a 32-bit linear congruential generator (Numerical Recipes' constants). */
export class GoldenNumbers {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** The next state, an unsigned 32-bit integer. */
  next(): number {
    this.#state = (Math.imul(1_664_525, this.#state) + 1_013_904_223) >>> 0
    return this.#state
  }

  /** An integer from 0 up to, not including, `limit` (65,536 at most). */
  below(limit: number): number {
    return (this.next() >>> 16) % limit
  }

  /** A double in [0, 1). */
  unit(): number {
    return this.next() / 4_294_967_296
  }
}

/** Makes the golden stream: 20,000 steps of limit orders (48 %), cancellations (38 %) and market orders (14 %) around 10,000 ticks. */
export function goldenStream(options: { readonly seed?: number; readonly steps?: number; readonly base?: number } = {}): GoldenStream {
  const { seed = 20_140_101, steps = 20_000, base = 10_000 } = options
  const numbers = new GoldenNumbers(seed)
  const books = { bid: new Map<number, number>(), ask: new Map<number, number>() }
  for (let rank = 0; rank < 20; rank++) {
    books.bid.set(base - 1 - rank, 20 + numbers.below(60))
    books.ask.set(base + 1 + rank, 20 + numbers.below(60))
  }
  const snapshot = { bids: ranked(books.bid, 'bid'), asks: ranked(books.ask, 'ask') }
  const events: GoldenEvent[] = []
  let timeUs = 0
  let lastId = 0

  function put(side: Side, price: number, size: number): void {
    rest(books[side], price, size)
    events.push({ kind: 'level', timeUs, side, price, size })
  }

  function add(side: Side): void {
    const inward = side === 'bid' ? 1 : -1
    const best = bestOf(books[side], side)
    const width = bestOf(books.ask, 'ask') - bestOf(books.bid, 'bid')
    const size = 1 + numbers.below(30)
    const improves = numbers.below(8) < Math.min(width, 6) && width > 1
    const price = improves ? best + inward * (1 + numbers.below(width - 1)) : best - inward * numbers.below(7)
    put(side, price, (books[side].get(price) ?? 0) + size)
  }

  function cancel(side: Side): void {
    const { price, size } = ranked(books[side], side).at(numbers.below(6))!
    put(side, price, size - (1 + numbers.below(size)))
  }

  function take(side: Side): void {
    let left = 1 + numbers.below(40)
    while (left > 0) {
      const price = bestOf(books[side], side)
      const resting = books[side].get(price)!
      const size = Math.min(left, resting)
      lastId += 1
      events.push({ kind: 'trade', id: lastId, timeUs, price, size, aggressor: side === 'ask' ? 'buy' : 'sell' })
      put(side, price, resting - size)
      left -= size
    }
  }

  for (let step = 0; step < steps; step++) {
    timeUs += 1000 * (1 + numbers.below(99))
    const kind = numbers.below(100)
    const side = numbers.below(2) === 0 ? 'bid' : 'ask'
    if (kind < 48) add(side)
    else if (kind < 86) cancel(side)
    else take(side)
    while (books.bid.size < 15) put('bid', Math.min(...books.bid.keys()) - 1, 20 + numbers.below(60))
    while (books.ask.size < 15) put('ask', Math.max(...books.ask.keys()) + 1, 20 + numbers.below(60))
  }
  return { snapshot, events }
}

/** The uint32 `h = 31·h + x`, from 7, over every integer of every event as the reference writes them: times in milliseconds, a bid 0 and an ask 1, a seller −1. */
export function goldenChecksum(events: readonly GoldenEvent[]): number {
  let hash = 7
  for (const event of events) {
    const integers =
      event.kind === 'level'
        ? [1, event.timeUs / 1000, event.side === 'bid' ? 0 : 1, event.price, event.size]
        : [2, event.timeUs / 1000, event.price, event.size, event.aggressor === 'buy' ? 1 : -1]
    for (const integer of integers) hash = (Math.imul(hash, 31) + integer) >>> 0
  }
  return hash
}

/** Applies the golden stream to plain books and notes the `levels` best levels after every change. */
export function replayGolden({ snapshot, events }: GoldenStream, options: { readonly levels?: number } = {}): GoldenReplay {
  const { levels = 5 } = options
  const books = { bid: plainBook(snapshot.bids), ask: plainBook(snapshot.asks) }
  const rows: GoldenRow[] = []
  const trades: GoldenReplay['trades'][number][] = []

  function note(timeUs: Us): void {
    rows.push({ timeUs, bids: ranked(books.bid, 'bid').slice(0, levels), asks: ranked(books.ask, 'ask').slice(0, levels) })
  }

  note(0)
  for (const event of events) {
    if (event.kind === 'trade') {
      const { kind: _kind, ...trade } = event
      trades.push({ trade, row: rows.length - 1 })
    } else {
      rest(books[event.side], event.price, event.size)
      note(event.timeUs)
    }
  }
  return { rows, trades }
}

function plainBook(levels: readonly Level[]): Map<number, number> {
  return new Map(levels.map(({ price, size }) => [price, size]))
}

function rest(book: Map<number, number>, price: number, size: number): void {
  if (size > 0) book.set(price, size)
  else book.delete(price)
}

function bestOf(book: ReadonlyMap<number, number>, side: Side): number {
  return side === 'bid' ? Math.max(...book.keys()) : Math.min(...book.keys())
}

function ranked(book: ReadonlyMap<number, number>, side: Side): Level[] {
  const outward = side === 'bid' ? -1 : 1
  return [...book].map(([price, size]) => ({ price, size })).sort((a, b) => outward * (a.price - b.price))
}
