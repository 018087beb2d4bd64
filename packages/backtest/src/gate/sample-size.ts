import type { BreakEvenReport, SampleReport } from './sample.ts'
import type { EdgeTest } from './edge-test.ts'
import { EDGE_POINTS } from './sequential.ts'
import { tradesNeeded } from './power.ts'

/** Trades that this test takes to find an edge. */
export interface SampleSizeReport {
  readonly alpha: number
  readonly power: number
  /** The edge to be found: a win rate five points above break-even, with wins and losses worth what they were. */
  readonly edge: { readonly winRate: number; readonly meanBps: number } | null
  /** Trades after which that edge is found with the power; dependence as it was. */
  readonly total: number | null
  /** Of these, the ones still to come; `null` where the total is not known. */
  readonly stillNeeded: number | null
  /** Trades after which such an edge also passes the win rate of the founding rules; `null` where no number is enough. */
  readonly totalWithBriefRule: number | null
  /** If the truth were what was seen, which it seldom is: chance has a share in what stands out. */
  readonly ifAsSeen: { readonly total: number | null; readonly stillNeeded: number | null }
}

/** How often the edge to be found is found with the trades needed. */
export const POWER = 0.8

/** The sample size for edges of trades that are like these otherwise; all unknown without wins and losses. */
export function sampleSizeReport(
  { meanLossBps, meanWinBps, n, winRate }: SampleReport,
  { winRate: breakEven }: BreakEvenReport,
  test: EdgeTest | undefined,
  winRateAbovePercent: number,
): SampleSizeReport {
  const nothing = { alpha: 0.05, power: POWER, edge: null, total: null, stillNeeded: null, totalWithBriefRule: null }
  const unseen = { ...nothing, ifAsSeen: { total: null, stillNeeded: null } }
  if (test === undefined || meanWinBps === null || meanLossBps === null || breakEven === null || winRate === null) return unseen
  // Dependent trades say less: as many more are needed as the variance of their mean is larger.
  const inflation = (test.seBps * test.seBps * n) / (test.sdBps * test.sdBps)
  const scaled = (trades: number | undefined): number | null => (trades === undefined ? null : Math.ceil(trades * inflation))
  const left = (total: number | null): number | null => (total === null ? null : Math.max(0, total - n))
  const stake = meanWinBps - meanLossBps
  const planned = breakEven + EDGE_POINTS
  const correlation = (stake * Math.sqrt(winRate * (1 - winRate))) / test.sdBps
  const shape = { sd: test.sdBps, correlation: Math.min(1, correlation) }
  const seen = { ...shape, winRate, mean: test.meanBps }
  const totalSeen = scaled(tradesNeeded(seen, { winRateAbovePercent }))
  const ifAsSeen = { total: totalSeen, stillNeeded: left(totalSeen) }
  if (!(planned < 1)) return { ...nothing, ifAsSeen }
  const edge = { ...shape, winRate: planned, mean: EDGE_POINTS * stake }
  const total = scaled(tradesNeeded(edge, { winRateAbovePercent: undefined }))
  return {
    ...nothing,
    edge: { winRate: planned, meanBps: edge.mean },
    total,
    stillNeeded: left(total),
    totalWithBriefRule: scaled(tradesNeeded(edge, { winRateAbovePercent })),
    ifAsSeen,
  }
}
