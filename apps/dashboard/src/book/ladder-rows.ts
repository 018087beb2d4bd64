import type { Book } from '@of/api'

/** A row of the ladder. */
export interface LadderRow {
  readonly price: number
  readonly size: number
  readonly total: number
  /** Length of its bar, 0…1 of the largest in view. */
  readonly length: number
  readonly isWall: boolean
}

/** Rows of both sides as they are read from top to bottom: asks from far to near, bids from near to far. */
export interface LadderRows {
  readonly asks: readonly LadderRow[]
  readonly bids: readonly LadderRow[]
}

/** Levels that are larger than so many times the median of those in view have a bar of full length. */
const CLIP = 12

/** The nearest levels of each side. Walls stand at the price their level has in the ladder. */
export function ladderRows({ asks, bids, grouping, tick, walls }: Book, rows: number): LadderRows {
  const near = { ask: asks.slice(0, rows), bid: bids.slice(0, rows) }
  const sizes = [...near.ask, ...near.bid].map(({ size }) => size).sort((a, b) => a - b)
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0
  const most = Math.min(sizes.at(-1) ?? 0, median * CLIP)
  const step = (tick?.size ?? 0) * grouping
  const rowsOf = (side: 'ask' | 'bid'): LadderRow[] =>
    near[side].map(({ price, size, total }) => ({
      price,
      size,
      total,
      length: most > 0 ? Math.min(1, size / most) : 0,
      isWall: walls.some(
        (wall) =>
          wall.side === side && (wall.price === price || (grouping > 1 && isWithin(wall.price, price, side === 'ask' ? -step : step))),
      ),
    }))
  return { asks: rowsOf('ask').reverse(), bids: rowsOf('bid') }
}

/** Whether a price lies in a level that begins at another: bids reach up from it, asks down. */
function isWithin(price: number, from: number, step: number): boolean {
  return step > 0 ? price >= from && price < from + step : price <= from && price > from + step
}

/** The part of prices, from the left, that all of them share. */
export function sharedPrefix(prices: readonly string[]): string {
  const [first = '', ...others] = prices
  let length = first.length
  for (const price of others) {
    while (length > 0 && (price.length !== first.length || price.slice(0, length) !== first.slice(0, length))) length -= 1
  }
  return first.slice(0, length)
}

/** Middle of the best quotes; `undefined` where a side is empty. */
export function midOf({ asks, bids }: Pick<Book, 'asks' | 'bids'>): number | undefined {
  const [ask, bid] = [asks[0], bids[0]]
  return ask === undefined || bid === undefined ? undefined : (ask.price + bid.price) / 2
}

/** What lies between the best quotes. */
export interface Spread {
  /** `undefined` where the increment of prices is not known. */
  readonly ticks: number | undefined
  /** Basis points of mid. */
  readonly bps: number
}

/** The spread of the levels shown, so that both are of one moment; `undefined` where a side is empty, or a level spans several ticks. */
export function spreadOf(book: Pick<Book, 'asks' | 'bids' | 'grouping' | 'tick'>): Spread | undefined {
  const [ask, bid, mid] = [book.asks[0], book.bids[0], midOf(book)]
  if (ask === undefined || bid === undefined || mid === undefined || book.grouping !== 1) return undefined
  const width = ask.price - bid.price
  return { ticks: book.tick === null ? undefined : Math.round(width / book.tick.size), bps: (width / mid) * 1e4 }
}
