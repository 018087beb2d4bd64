import { anytimeLowerBound, bettingEProcess, oneArm, sprt, sprtErrors } from '@of/stats'
import { isWin, type JudgedTrade } from '../ab/judged-trade.ts'

/** Monitoring that may be looked at after every trade. */
export interface SequentialReport {
  /** The loss that no trade exceeds, in basis points: what the evidence below rests on. */
  readonly lossBoundBps: number
  /** `registered` before the first trade, or `assumed`: twice the largest loss seen, which is no more than a guess. */
  readonly boundSource: 'registered' | 'assumed'
  /** Capital now of a gambler who began with 1 and bets on the next trade's net return: above 20 it is significant at 5 %, at any time. */
  readonly eValue: number
  readonly mostEValue: number
  readonly pAnytime: number
  /** Under it lies the true mean with 5 % at any time. */
  readonly lowerBps: number
  /** Wald's test of the break-even win rate against one five points above it; `null` where trades overlap in time or the rates are not between 0 and 1. */
  readonly sprt: SprtReport | null
}

/** Wald's test, ended at twice the trades that a test of a fixed number would take. */
export interface SprtReport {
  readonly p0: number
  readonly p1: number
  readonly maxTrades: number
  readonly decision: 'edge' | 'no-edge' | 'open'
  readonly trades: number
  /** Exact, the last trade included. */
  readonly falseEdge: number
  readonly missedEdge: number
}

/** What monitoring is told of the trades. */
export interface SequentialInput {
  /** In the order of closing. */
  readonly trades: readonly JudgedTrade[]
  readonly largestLossBps: number | null
  readonly openTogether: number
  readonly breakEven: number | null
  readonly lossBoundBps: number | undefined
}

/** The points of win rate above break-even that are looked for, unless something else is. */
export const EDGE_POINTS = 0.05

const MEANS = 200

/** Runs both monitors over the trades; `undefined` where no loss bound is given and no loss was seen. */
export function sequentialReport({
  breakEven,
  largestLossBps,
  lossBoundBps,
  openTogether,
  trades,
}: SequentialInput): SequentialReport | undefined {
  const bound = lossBoundBps ?? (largestLossBps === null ? 0 : -2 * largestLossBps)
  if (!(bound > 0)) return undefined
  const bounds = { lowest: -bound, highest: bound }
  const betting = bettingEProcess({ ...bounds, nullMean: 0 })
  const state = betting.init()
  for (const { netBps } of trades) betting.step(state, netBps)
  const { eValue, mostEValue, pAnytime } = betting.read(state)
  const nets = trades.map(({ netBps }) => netBps)
  return {
    lossBoundBps: bound,
    boundSource: lossBoundBps === undefined ? 'assumed' : 'registered',
    eValue,
    mostEValue,
    pAnytime,
    lowerBps: anytimeLowerBound(nets, { ...bounds, means: MEANS }),
    sprt: openTogether > 1 || breakEven === null ? null : sprtReport(trades, breakEven),
  }
}

function sprtReport(trades: readonly JudgedTrade[], p0: number): SprtReport | null {
  const p1 = p0 + EDGE_POINTS
  if (!(p0 > 0) || !(p1 < 1)) return null
  const plan = { p0, p1, alpha: 0.05, beta: 0.2, maxTrades: 2 * oneArm({ p0, p1 }) }
  const { decision, trades: taken } = sprt(plan, trades.map(isWin))
  return {
    p0,
    p1,
    maxTrades: plan.maxTrades,
    decision,
    trades: taken,
    falseEdge: sprtErrors(plan, p0).edge,
    missedEdge: sprtErrors(plan, p1).noEdge,
  }
}
