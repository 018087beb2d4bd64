import type { Us } from '@of/core'

/** What a judge of trades needs of one: a trade result has it, and so has anybody's list of trades. */
export interface JudgedTrade {
  readonly openedUs: Us
  readonly closedUs: Us
  /** Basis points of the notional at entry, after costs. */
  readonly netBps: number
  /** Basis points of the notional at entry that costs took; `undefined` where they are not told apart. */
  readonly costBps?: number | undefined
  readonly product?: string | undefined
  /** Base units and quote currency per unit; turnover is unknown without them. */
  readonly quantity?: number | undefined
  readonly entryPrice?: number | undefined
}

/** Trades in the order in which they closed; those that closed together, in the order in which they opened. */
export function inOrderOfClosing<Trade extends JudgedTrade>(trades: readonly Trade[]): Trade[] {
  return trades.toSorted((a, b) => a.closedUs - b.closedUs || a.openedUs - b.openedUs)
}

/** Whether a trade won: more than nothing was left of it after costs. */
export function isWin({ netBps }: JudgedTrade): boolean {
  return netBps > 0
}
