import type { LevelChanges } from '../book/level-changes.ts'
import type { OrderBook } from '../book/order-book.ts'
import { SECOND_US, type Us } from '../market.ts'
import { type Walls, walls, type WallState } from '../whale/wall.ts'

/** How long a level is held before it is a wall. */
export const WALL_HOLD_US: Us = 5 * SECOND_US

/** What a level must be worth to be a wall, in quote currency. */
const WALL_NOTIONAL = 250_000

/** Follows the levels that can be walls. */
export const wallTracker: Walls = walls({ holdUs: WALL_HOLD_US, minNotional: WALL_NOTIONAL })

/**
 * Takes in the changes of a message, given the sizes that they replaced, row by row: only a level that is or was large can
 * begin or cease to be a wall, and hardly any is.
 */
export function resizeWalls(state: WallState, timeUs: Us, changes: LevelChanges, replaced: Float64Array): void {
  const { asks, prices, sizes, from, to } = changes
  for (let row = from; row < to; row++) {
    const price = prices[row]!
    const size = sizes[row]!
    if (price * size < WALL_NOTIONAL && price * replaced[row]! < WALL_NOTIONAL) continue
    wallTracker.onLevel(state, timeUs, asks[row] === 1 ? 'ask' : 'bid', price, size)
  }
}

/** Takes in the large levels of a snapshot that the book holds already; of rows of one price it holds the last. */
export function findWalls(state: WallState, timeUs: Us, { asks, prices, sizes, from, to }: LevelChanges, book: OrderBook): void {
  for (let row = from; row < to; row++) {
    const price = prices[row]!
    const size = sizes[row]!
    if (price * size < WALL_NOTIONAL) continue
    const side = asks[row] === 1 ? 'ask' : 'bid'
    const levels = side === 'ask' ? book.asks : book.bids
    if (levels.sizeAt(price) === size) wallTracker.onLevel(state, timeUs, side, price, size)
  }
}
