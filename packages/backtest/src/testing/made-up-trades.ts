import { normal, type Random } from '@of/stats'
import type { JudgedTrade } from '../ab/judged-trade.ts'

const HOUR_US = 3_600_000_000

/** A Monday, midnight. */
export const MONDAY_US: number = Date.parse('2026-01-05T00:00:00Z') * 1_000

/** Trades of a quarter of an hour, one an hour, with these net returns. */
export function tradesOf(netBps: readonly number[], options: { readonly everyUs?: number; readonly costBps?: number } = {}): JudgedTrade[] {
  const { costBps, everyUs = HOUR_US } = options
  return netBps.map((net, at) => ({
    openedUs: MONDAY_US + at * everyUs,
    closedUs: MONDAY_US + at * everyUs + HOUR_US / 4,
    netBps: net,
    costBps,
  }))
}

/** So many trades that win or lose 10 bps, give or take, with this probability of winning. */
export function coinTrades(count: number, winRate: number, random: Random): JudgedTrade[] {
  return tradesOf(Array.from({ length: count }, () => (random.unit() < winRate ? 10 : -10) + normal(random)))
}
