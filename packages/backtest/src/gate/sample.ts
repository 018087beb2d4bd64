import { DAY_US, type Us } from '@of/core'
import { binomialTail, breakEvenWinRate, effectiveN, type Interval, kish, wilson } from '@of/stats'
import { isWin, type JudgedTrade } from '../ab/judged-trade.ts'
import { mostOpenTogether } from './edge-test.ts'

/** Two ends of an interval, the lower one first. */
export type Ends = readonly [low: number, high: number]

/** Trades as they are counted. Returns in basis points of a trade's notional, after costs. */
export interface SampleReport {
  readonly n: number
  /** Independent trades that would know the mean return as well. */
  readonly nEffective: number
  readonly wins: number
  /** Trades that did not win: nothing gained is no win. */
  readonly losses: number
  readonly winRate: number | null
  /** 95 %, for independent trades. */
  readonly wilson: Ends | null
  /** 95 %, for as many trades as are effective. */
  readonly wilsonEffective: Ends | null
  readonly meanWinBps: number | null
  /** Below zero. */
  readonly meanLossBps: number | null
  readonly largestLossBps: number | null
  readonly totalNetBps: number
  /** Mean cost of a trade; `null` where costs are not told apart. */
  readonly meanCostBps: number | null
  /** Winning trades that together make what all trades made; `null` where all together made nothing. */
  readonly bestTradesThatMakeIt: number | null
  /** Equal trades that would be as diverse in their returns' size (Kish). */
  readonly nBySize: number | null
  /** The most that are open at one moment. */
  readonly openTogether: number
  readonly firstUs: Us | null
  readonly lastUs: Us | null
  /** From the first opening to the last closing. */
  readonly days: number | null
  readonly tradesPerYear: number | null
}

/** The win rate at which such trades earn nothing after costs. */
export interface BreakEvenReport {
  /** `null` without a win or without a loss, and unless it was registered. */
  readonly winRate: number | null
  readonly source: 'registered' | 'measured'
  /** How often independent trades at that win rate win as often as these; exact if it was registered, optimistic if it was measured. */
  readonly p: number | null
}

/** A year has 365 days: the market never closes. */
const YEAR_DAYS = 365

/** Counts trades, which must be in the order of closing. */
export function sampleReport(trades: readonly JudgedTrade[]): SampleReport {
  const n = trades.length
  const nets = trades.map(({ netBps }) => netBps)
  const won = trades.filter(isWin)
  const lost = trades.filter((trade) => !isWin(trade))
  const wins = won.length
  const nEffective = effectiveN(nets)
  const spanUs = trades.reduce((least, { openedUs }) => Math.min(least, openedUs), Infinity)
  const firstUs = n === 0 ? null : spanUs
  const lastUs = trades.at(-1)?.closedUs ?? null
  const days = firstUs === null || lastUs === null ? null : (lastUs - firstUs) / DAY_US
  const totalNetBps = sumOf(nets)
  return {
    n,
    nEffective,
    wins,
    losses: lost.length,
    winRate: n === 0 ? null : wins / n,
    wilson: ends(wilson(wins, n)),
    wilsonEffective: n === 0 ? null : ends(wilson((wins / n) * nEffective, nEffective)),
    meanWinBps: meanOrNull(won),
    meanLossBps: meanOrNull(lost),
    largestLossBps: lost.length === 0 ? null : lost.reduce((least, { netBps }) => Math.min(least, netBps), 0),
    totalNetBps,
    meanCostBps: meanCost(trades),
    bestTradesThatMakeIt: bestTradesThatMake(totalNetBps, nets),
    nBySize: kish(nets.map(Math.abs)) ?? null,
    openTogether: mostOpenTogether(trades),
    firstUs,
    lastUs,
    days,
    tradesPerYear: days !== null && days >= 1 ? (n / days) * YEAR_DAYS : null,
  }
}

/** The break-even win rate: as registered, otherwise of what wins and losses were worth after costs. */
export function breakEvenReport({ meanLossBps, meanWinBps, n, wins }: SampleReport, registered: number | undefined): BreakEvenReport {
  const measured =
    meanWinBps === null || meanLossBps === null ? undefined : breakEvenWinRate({ win: meanWinBps, loss: -meanLossBps, cost: 0 })
  const winRate = registered ?? measured ?? null
  return {
    winRate,
    source: registered === undefined ? 'measured' : 'registered',
    p: winRate === null ? null : binomialTail(wins, n, winRate),
  }
}

/** An interval as a pair. */
export function ends(interval: Interval | undefined): Ends | null {
  return interval === undefined ? null : [interval.low, interval.high]
}

function bestTradesThatMake(total: number, nets: readonly number[]): number | null {
  if (!(total > 0)) return null
  let sum = 0
  return nets.toSorted((a, b) => b - a).findIndex((net) => (sum += net) >= total) + 1
}

function meanCost(trades: readonly JudgedTrade[]): number | null {
  const costs = trades.flatMap(({ costBps }) => costBps ?? [])
  return costs.length < trades.length || costs.length === 0 ? null : sumOf(costs) / costs.length
}

function meanOrNull(trades: readonly JudgedTrade[]): number | null {
  return trades.length === 0 ? null : sumOf(trades.map(({ netBps }) => netBps)) / trades.length
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
