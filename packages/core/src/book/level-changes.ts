import type { LevelChange } from '../market.ts'

/**
 * Levels that changed together, one message of the venue, in columns of which the rows from `from` up to, not including,
 * `to` count. The columns belong to whoever filled them, who may overwrite them once the message has been taken in.
 */
export interface LevelChanges {
  /** 1 where the level is an ask, 0 where it is a bid. */
  readonly asks: Uint8Array
  readonly prices: Float64Array
  /** Base units that now rest there, zero when none do. */
  readonly sizes: Float64Array
  readonly from: number
  readonly to: number
}

/** Level changes in columns of their own. */
export function levelChanges(changes: readonly LevelChange[]): LevelChanges {
  const count = changes.length
  const columns = { asks: new Uint8Array(count), prices: new Float64Array(count), sizes: new Float64Array(count), from: 0, to: count }
  changes.forEach(({ side, price, size }, row) => {
    columns.asks[row] = side === 'ask' ? 1 : 0
    columns.prices[row] = price
    columns.sizes[row] = size
  })
  return columns
}
