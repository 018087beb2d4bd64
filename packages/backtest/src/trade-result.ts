import type { Us } from '@of/core'

/** A closed position, as every judge of trades reads it: whoever made it, and on whatever market. */
export interface TradeResult {
  readonly openedUs: Us
  readonly closedUs: Us
  readonly product: string
  readonly side: 'LONG' | 'SHORT'
  /** Base units. */
  readonly quantity: number
  /** Average prices of all fills, in quote currency. */
  readonly entryPrice: number
  readonly exitPrice: number
  /** Basis points of the notional at entry: before costs, the fees of both ways, and after them. */
  readonly grossBps: number
  readonly costBps: number
  readonly netBps: number
  /** Why it was left, such as `stop`, `target`, `time` or `signal`. */
  readonly reason: string
}
