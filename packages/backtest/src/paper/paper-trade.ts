import type { TradeResult } from '../trade-result.ts'

/** A trade on paper: what every judge of trades reads, and what it cost to get in and out. */
export interface PaperTrade extends TradeResult {
  /**
   * Basis points of the notional at entry by which fills were worse than mid when they were decided, both ways: the spread, the depth of the book and what
   * the latency cost. Contained in `grossBps`. `null` where there was no mid.
   */
  readonly slippageBps: number | null
}
