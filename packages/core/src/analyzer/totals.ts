import { compensatedDifference } from '../flow/compensated-difference.ts'
import type { OfiState } from '../flow/ofi.ts'
import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Trade } from '../market.ts'

/** Running sums of one product. */
export interface TotalsState {
  trades: number
  readonly buy: CompensatedSum
  readonly sell: CompensatedSum
  readonly notional: CompensatedSum
}

/** Sums over everything seen of one product. Volumes are in base units. */
export interface Totals {
  /** Order flow imbalance, Σ e of Cont, Kukanov and Stoikov, in base units; `null` before two quotes could be compared. */
  readonly ofi: number | null
  /** Best quotes that differ from the one before. */
  readonly ofiEvents: number
  readonly trades: number
  readonly buyVolume: number
  readonly sellVolume: number
  /** `buyVolume` less `sellVolume`. */
  readonly cvd: number
  /** Quote currency per unit of base; `null` without trades. */
  readonly vwap: number | null
}

/** Sums of nothing. */
export function zeroTotals(): TotalsState {
  return { trades: 0, buy: compensatedSum(), sell: compensatedSum(), notional: compensatedSum() }
}

/** Counts a trade. */
export function addTradeTotals(totals: TotalsState, trade: Trade): void {
  totals.trades += 1
  addTo(trade.aggressor === 'buy' ? totals.buy : totals.sell, trade.size)
  addTo(totals.notional, trade.price * trade.size)
}

/** Reads the sums. */
export function readTotals(totals: TotalsState, ofi: OfiState): Totals {
  const buyVolume = valueOf(totals.buy)
  const sellVolume = valueOf(totals.sell)
  return {
    ofi: ofi.observations > 0 ? valueOf(ofi.total) : null,
    ofiEvents: ofi.events,
    trades: totals.trades,
    buyVolume,
    sellVolume,
    cvd: compensatedDifference(totals.buy, totals.sell),
    vwap: totals.trades > 0 ? valueOf(totals.notional) / (buyVolume + sellVolume) : null,
  }
}
