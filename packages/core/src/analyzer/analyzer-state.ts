import type { BookCheckpoint } from '../book/order-book.ts'
import { aggressorAudit, type AuditState } from '../flow/aggressor-audit.ts'
import { coverage, type CoverageState } from '../indicator/coverage.ts'
import type { Us } from '../market.ts'
import { walls, type WallState } from '../whale/wall.ts'
import { bookFlow, type BookFlowState } from './book-flow.ts'
import { history, type HistoryState } from './history.ts'
import { samples, type SamplesState } from './samples.ts'
import { type TotalsState, zeroTotals } from './totals.ts'
import { tradeFlow, type TradeFlowState } from './trade-flow.ts'

/** What an analyzer must know of a product. */
export interface Product {
  readonly id: string
  /** The currency prices are in, such as `USD`. */
  readonly quote: string
  /** The price increment, in quote currency; inferred from the prices seen, and flagged, where it is not given. */
  readonly tick?: number
  /** The size increment, in base units; the venue's finest where it is not given. */
  readonly lot?: number
  /** How many levels of each side its books show; all of them where it is not given. What needs more is unknown. */
  readonly bookLevels?: number
}

/** Everything an analyzer remembers besides the book. */
export interface AnalyzerState {
  nowUs: Us
  readonly flow: BookFlowState
  readonly trades: TradeFlowState
  readonly history: HistoryState
  readonly samples: SamplesState
  readonly walls: WallState
  readonly audit: AuditState
  readonly bookCoverage: CoverageState
  /** When both sides of the book could be observed. */
  readonly quoteCoverage: CoverageState
  readonly tradeCoverage: CoverageState
  totals: TotalsState
  /** The finest decimals seen in a price, where no increment was given. */
  inferredDecimals: number | undefined
}

/** Everything an analyzer remembers; plain data. */
export interface AnalyzerCheckpoint {
  readonly state: AnalyzerState
  readonly book: BookCheckpoint
}

/** The state before the first event. */
export function initAnalyzer(): AnalyzerState {
  return {
    nowUs: 0,
    flow: bookFlow.init(),
    trades: tradeFlow.init(),
    history: history.init(),
    samples: samples.init(),
    walls: walls().init(),
    audit: aggressorAudit().init(),
    bookCoverage: coverage(),
    quoteCoverage: coverage(),
    tradeCoverage: coverage(),
    totals: zeroTotals(),
    inferredDecimals: undefined,
  }
}

const DOLLARS: ReadonlySet<string> = new Set(['USD', 'USDC', 'USDT', 'DAI', 'PYUSD', 'USDS', 'GUSD', 'USD1'])

/** Whether a floor of so many dollars has a meaning in the product's quote currency. */
export function usesDollars(product: Product): boolean {
  return DOLLARS.has(product.quote)
}
