import type { GoneWall } from '@of/api'
import type { BookView, Side, Trade, Us, Wall } from '@of/core'
import { STEP_US } from './heat.ts'

const KEPT_WALLS = 1_000

/** A level that has at least this share of itself left has not vanished: it only counts as a wall no more. */
const LEFT_SHARE = 0.5

/** A wall that stands, and what takers have taken of its level since it was first seen. */
interface Standing {
  readonly side: Side
  readonly price: number
  readonly sinceUs: Us
  size: number
  filled: number
}

/** What is remembered of walls, as plain data. */
export interface GoneWallsState {
  readonly standing: ReadonlyMap<string, Standing>
  readonly gone: readonly GoneWall[]
}

/** Walls that vanished: how much of each was filled, and how much was pulled. They are looked at as a step of the heatmap ends. */
export class GoneWalls {
  readonly #standing: Map<string, Standing>
  readonly #gone: GoneWall[]

  /** Goes on with what was remembered. */
  constructor({ gone, standing }: GoneWallsState = { standing: new Map(), gone: [] }) {
    this.#standing = new Map(standing)
    this.#gone = [...gone]
  }

  /** What is remembered, to be written down at once: it goes on changing. */
  get state(): GoneWallsState {
    return { standing: this.#standing, gone: this.#gone }
  }

  /** Those whose step is in a span of time, oldest first. */
  between(fromUs: Us, toUs: Us): GoneWall[] {
    return this.#gone.filter(({ goneUs }) => goneUs - STEP_US >= fromUs && goneUs - STEP_US < toUs)
  }

  onTrades(trades: readonly Trade[]): void {
    if (this.#standing.size === 0) return
    for (const { aggressor, price, size } of trades) {
      const hit = this.#standing.get(keyOf(aggressor === 'sell' ? 'bid' : 'ask', price))
      if (hit !== undefined) hit.filled += size
    }
  }

  /** Looks at the walls that stand. Where the book is not believed nobody knows what becomes of them. */
  onStep(timeUs: Us, book: BookView | undefined, walls: readonly Wall[]): void {
    if (book === undefined) {
      this.#standing.clear()
      return
    }
    const now = new Map(walls.map((wall) => [keyOf(wall.side, wall.price), wall]))
    for (const [key, wall] of this.#standing) {
      const still = now.get(key)
      if (still?.sinceUs === wall.sinceUs) continue
      this.#standing.delete(key)
      const left = sizeAt(book, wall)
      if (left < wall.size * LEFT_SHARE) this.#gone.push({ ...wall, notional: wall.size * wall.price, left, goneUs: timeUs })
    }
    if (this.#gone.length > KEPT_WALLS) this.#gone.splice(0, this.#gone.length - KEPT_WALLS)
    for (const [key, { price, side, sinceUs, size }] of now) {
      const before = this.#standing.get(key)
      if (before === undefined) this.#standing.set(key, { side, price, sinceUs, size, filled: 0 })
      else before.size = Math.max(before.size, size)
    }
  }
}

function keyOf(side: Side, price: number): string {
  return `${side} ${price}`
}

/** What rests at the price of a wall; 0 where nothing does. */
function sizeAt({ asks, bids }: BookView, { price, side }: Standing): number {
  let found = 0
  const levels = side === 'bid' ? bids : asks
  levels.walk((at, size) => {
    if (at === price) found = size
    return side === 'bid' ? at > price : at < price
  })
  return found
}
