import type { Trade } from '@of/core'
import type { IdRange } from '../sync/id-ranges.ts'
import { MOST_TRADES, type TradesPage } from './trades.ts'

/** The trades of a range of ids, and the ids of those that the venue does not have either. */
export interface FoundTrades {
  /** By ascending id. */
  readonly trades: readonly Trade[]
  /** Ascending. */
  readonly missing: readonly IdRange[]
}

/** Collects the trades with ids in a range, both ends included, page by page from the newest back. */
export async function tradesBetween(page: (of: TradesPage) => Promise<readonly Trade[]>, range: Readonly<IdRange>): Promise<FoundTrades> {
  const found = new Map<number, Trade>()
  let after = range.to + 1
  while (after > range.from) {
    const trades = await page({ after, limit: Math.min(MOST_TRADES, after - range.from) })
    const below = trades.filter(({ id }) => id < after)
    if (below.length === 0) break
    for (const trade of below) {
      if (trade.id >= range.from) found.set(trade.id, trade)
      after = Math.min(after, trade.id)
    }
  }
  const trades = [...found.values()].toSorted((a, b) => a.id - b.id)
  return { trades, missing: holes(trades, range) }
}

function holes(trades: readonly Trade[], { from, to }: Readonly<IdRange>): readonly IdRange[] {
  const missing: IdRange[] = []
  let next = from
  for (const { id } of trades) {
    if (id > next) missing.push({ from: next, to: id - 1 })
    next = id + 1
  }
  if (next <= to) missing.push({ from: next, to })
  return missing
}
