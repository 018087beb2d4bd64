import type { JudgedTrade } from './judged-trade.ts'

/**
 * Throws a RangeError for the first trade that cannot be judged, named by its place in a list. One figure that is none would make every figure
 * none, and a trade that closes before it opens is in no order.
 */
export function requireJudgeable(trades: readonly JudgedTrade[], list: string): void {
  for (const [at, { closedUs, costBps = 0, netBps, openedUs }] of trades.entries()) {
    const figures = { openedUs, closedUs, netBps, costBps }
    for (const [name, value] of Object.entries(figures)) {
      if (!Number.isFinite(value)) throw new RangeError(`${list}[${at}].${name}: expected a finite number, received ${value}`)
    }
    if (closedUs < openedUs)
      throw new RangeError(`${list}[${at}].closedUs: expected no earlier time than openedUs (${openedUs}), received ${closedUs}`)
  }
}
