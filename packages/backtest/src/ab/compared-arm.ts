import { HOUR_US, type Us } from '@of/core'
import { annualised, maxDrawdown, sharpe, wilson } from '@of/stats'
import { type HourlyGrid, hourlyReturns } from './hourly-grid.ts'
import { isWin, type JudgedTrade } from './judged-trade.ts'

/** One of the systems that are compared on the same market. */
export interface ComparedArm {
  readonly name: string
  readonly trades: readonly JudgedTrade[]
  /** Net return of each hour with open positions marked to market; unless given, a trade counts in the hour in which it closed. */
  readonly marked?: MarkedHours | undefined
}

/** Net returns of UTC hours that follow each other, in basis points of one trade's notional. */
export interface MarkedHours {
  readonly fromUs: Us
  readonly netBps: ArrayLike<number>
}

/** An arm in figures. Returns in basis points of a trade's notional, after costs. */
export interface ComparedArmReport {
  readonly name: string
  readonly trades: number
  readonly wins: number
  readonly winRate: number | null
  /** 95 %. */
  readonly wilson: readonly [low: number, high: number] | null
  readonly meanNetBps: number | null
  readonly totalNetBps: number
  /** `null` where costs are not told apart. */
  readonly meanCostBps: number | null
  readonly sharpeAnnualised: number | null
  /** Deepest fall of the running total of hours. */
  readonly maxDrawdownBps: number | null
  /** Share of the common hours in which a position was open, from 0 to 1. */
  readonly exposure: number | null
  /** Quote currency bought and sold, both at the price of entry; `null` where sizes or prices are not told. */
  readonly turnover: number | null
  readonly returns: 'marked-to-market' | 'at-close'
}

const HOURS_PER_YEAR = 365 * 24

/** Hourly returns of an arm on a grid, as fractions. */
export function returnsOf({ marked, trades }: ComparedArm, grid: HourlyGrid): Float64Array {
  if (marked === undefined) return hourlyReturns(trades, grid)
  const offset = Math.round((grid.fromUs - marked.fromUs) / HOUR_US)
  return Float64Array.from({ length: grid.hours }, (_, hour) => (marked.netBps[hour + offset] ?? 0) / 10_000)
}

/** The figures of an arm on common hours. */
export function armReport(arm: ComparedArm, returns: Float64Array): ComparedArmReport {
  const { name, trades } = arm
  const n = trades.length
  const wins = trades.filter(isWin).length
  const totalNetBps = trades.reduce((sum, { netBps }) => sum + netBps, 0)
  const interval = wilson(wins, n)
  const perHour = sharpe(returns)
  return {
    name,
    trades: n,
    wins,
    winRate: n === 0 ? null : wins / n,
    wilson: interval === undefined ? null : [interval.low, interval.high],
    meanNetBps: n === 0 ? null : totalNetBps / n,
    totalNetBps,
    meanCostBps: meanOfAll(trades.map(({ costBps }) => costBps)),
    sharpeAnnualised: perHour === undefined ? null : annualised(perHour, HOURS_PER_YEAR),
    maxDrawdownBps: maxDrawdown(returns.map((value) => 10_000 * value))?.depth ?? null,
    exposure: returns.length === 0 ? null : openUs(trades) / (returns.length * HOUR_US),
    turnover: turnoverOf(trades),
    returns: arm.marked === undefined ? 'at-close' : 'marked-to-market',
  }
}

/** Time in which at least one trade was open. */
function openUs(trades: readonly JudgedTrade[]): Us {
  let total = 0
  let until = -Infinity
  for (const { closedUs, openedUs } of trades.toSorted((a, b) => a.openedUs - b.openedUs)) {
    total += Math.max(0, closedUs - Math.max(openedUs, until))
    until = Math.max(until, closedUs)
  }
  return total
}

function turnoverOf(trades: readonly JudgedTrade[]): number | null {
  let total = 0
  for (const { entryPrice, quantity } of trades) {
    if (quantity === undefined || entryPrice === undefined) return null
    total += 2 * quantity * entryPrice
  }
  return trades.length === 0 ? null : total
}

/** `null` unless all are known. */
function meanOfAll(values: readonly (number | undefined)[]): number | null {
  let sum = 0
  for (const value of values) {
    if (value === undefined) return null
    sum += value
  }
  return values.length === 0 ? null : sum / values.length
}
