import { edgeOf } from '../book/depth.ts'
import type { BookView, LevelSource } from '../book/levels.ts'
import { SECOND_US, type Side, type Us } from '../market.ts'

/** A large order, or several, that has been resting at one price for a while. */
export interface Wall {
  readonly side: Side
  readonly price: number
  /** Base units. */
  readonly size: number
  /** Quote currency. */
  readonly notional: number
  /** Since when the level has been large without a break. */
  readonly sinceUs: Us
}

/** Since when each level of a side that is large has been so, by price. */
export interface WallState {
  readonly bids: Map<number, Us>
  readonly asks: Map<number, Us>
}

/** What makes a level a wall. */
export interface WallOptions {
  /** Quote currency: the least a wall is worth; 250,000 unless given. */
  readonly minNotional?: number
  /** The least share of what its side is worth within `withinBps`, from 0 to 1; 0.05 unless given. */
  readonly sideShare?: number
  /** The farthest a wall is from mid, in basis points; 50 unless given. */
  readonly withinBps?: number
  /** The least time for which it has been worth `minNotional`; 5 s unless given. */
  readonly holdUs?: Us
}

/** Follows the large levels of a book; which of them are walls is decided when they are read, from the book as it then stands. */
export interface Walls {
  readonly init: () => WallState
  /** Takes in the size that now rests at a price. */
  readonly onLevel: (state: WallState, timeUs: Us, side: Side, price: number, size: number) => void
  /** The book was lost or replaced: nothing is known to have been held. */
  readonly clear: (state: WallState) => void
  /** The walls at a time, those of the bid side first, each side's best first. */
  readonly read: (state: WallState, book: BookView, midPrice: number, nowUs: Us) => Wall[]
}

/**
 * Resting walls: levels near mid that are worth at least `minNotional` and a share of their side, and have been held for a
 * while. A level that falls below `minNotional` begins anew.
 */
export function walls(options: WallOptions = {}): Walls {
  const { minNotional = 250_000, sideShare = 0.05, withinBps = 50, holdUs = 5 * SECOND_US } = options
  if (!(minNotional > 0)) throw new RangeError(`walls: minNotional must be above 0, was ${minNotional}`)
  if (!(sideShare >= 0 && sideShare <= 1)) throw new RangeError(`walls: sideShare must be from 0 to 1, was ${sideShare}`)
  if (!(withinBps > 0)) throw new RangeError(`walls: withinBps must be above 0, was ${withinBps}`)
  if (!(holdUs >= 0)) throw new RangeError(`walls: holdUs must not be below 0, was ${holdUs}`)

  /** The large levels of a side that are near mid and worth their share of it. */
  function near(levels: LevelSource, side: Side, large: ReadonlyMap<number, Us>, midPrice: number): Wall[] {
    if (large.size === 0) return []
    const found: Wall[] = []
    const edge = edgeOf(side, midPrice, withinBps)
    let sideNotional = 0
    levels.walk((price, size) => {
      if (side === 'bid' ? price < edge : price > edge) return false
      const notional = price * size
      sideNotional += notional
      const sinceUs = notional >= minNotional ? large.get(price) : undefined
      if (sinceUs !== undefined) found.push({ side, price, size, notional, sinceUs })
      return true
    })
    return found.filter(({ notional }) => notional >= sideShare * sideNotional)
  }

  return {
    init: () => ({ bids: new Map(), asks: new Map() }),
    onLevel(state, timeUs, side, price, size) {
      const large = side === 'bid' ? state.bids : state.asks
      if (price * size < minNotional) {
        if (large.size > 0) large.delete(price)
      } else if (!large.has(price)) large.set(price, timeUs)
    },
    clear(state) {
      state.bids.clear()
      state.asks.clear()
    },
    read(state, book, midPrice, nowUs) {
      const found = [...near(book.bids, 'bid', state.bids, midPrice), ...near(book.asks, 'ask', state.asks, midPrice)]
      return found.filter(({ sinceUs }) => nowUs - sinceUs >= holdUs)
    },
  }
}
