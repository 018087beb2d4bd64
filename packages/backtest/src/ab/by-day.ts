import { percentileInterval, type Random, stationaryBootstrap } from '@of/stats'
import { dayOf, type HourlyGrid } from './hourly-grid.ts'
import { isWin, type JudgedTrade } from './judged-trade.ts'
import { HOUR_US } from '@of/core'

/** A difference of two arms, first less second, with what resampling whole days says of it. */
export interface DayDifference {
  readonly value: number | null
  /** 95 %; with `p` `null` under ten days of which either arm has trades on too few. */
  readonly interval: readonly [low: number, high: number] | null
  /** Two-sided. */
  readonly p: number | null
  readonly days: number
}

/** What the trades of a day add up to. */
interface DayTotals {
  readonly trades: Float64Array
  readonly wins: Float64Array
  readonly netBps: Float64Array
}

const LEAST_DAYS = 10
const DRAWS = 1999

/** How the win rates differ: days are resampled whole, the same ones for both arms. */
export function winRateDifference(
  first: readonly JudgedTrade[],
  second: readonly JudgedTrade[],
  grid: HourlyGrid,
  random: Random,
): DayDifference {
  return dayDifference(totalsOf(first, grid), totalsOf(second, grid), 'wins', random)
}

/** How the mean net returns of a trade differ, in basis points: days are resampled whole, the same ones for both arms. */
export function netDifference(
  first: readonly JudgedTrade[],
  second: readonly JudgedTrade[],
  grid: HourlyGrid,
  random: Random,
): DayDifference {
  return dayDifference(totalsOf(first, grid), totalsOf(second, grid), 'netBps', random)
}

function dayDifference(first: DayTotals, second: DayTotals, of: 'wins' | 'netBps', random: Random): DayDifference {
  const days = first.trades.length
  const meanOver = (totals: DayTotals, indices: Int32Array): number | undefined => {
    let sum = 0
    let trades = 0
    for (const day of indices) {
      sum += totals[of][day]!
      trades += totals.trades[day]!
    }
    return trades === 0 ? undefined : sum / trades
  }
  const bootstrap = stationaryBootstrap({ n: days, meanBlock: 1, draws: DRAWS, random }, (indices) => {
    const a = meanOver(first, indices)
    const b = meanOver(second, indices)
    return a === undefined || b === undefined ? undefined : a - b
  })
  if (bootstrap === undefined) return { value: null, interval: null, p: null, days }
  const interval = days < LEAST_DAYS ? undefined : percentileInterval(bootstrap)
  if (interval === undefined) return { value: bootstrap.value, interval: null, p: null, days }
  const { failed, replicates } = bootstrap
  const below = replicates.reduce((count, value) => count + (value <= 0 ? 1 : 0), failed)
  const above = replicates.reduce((count, value) => count + (value >= 0 ? 1 : 0), failed)
  const p = Math.min(1, (2 * (1 + Math.min(below, above))) / (1 + DRAWS))
  return { value: bootstrap.value, interval: [interval.low, interval.high], p, days }
}

/** A trade belongs to the UTC day in which it closed. */
function totalsOf(trades: readonly JudgedTrade[], { fromUs, hours }: HourlyGrid): DayTotals {
  const firstDay = dayOf(fromUs)
  const days = dayOf(fromUs + (hours - 1) * HOUR_US) - firstDay + 1
  const totals = { trades: new Float64Array(days), wins: new Float64Array(days), netBps: new Float64Array(days) }
  for (const trade of trades) {
    const day = dayOf(trade.closedUs) - firstDay
    totals.trades[day]! += 1
    totals.wins[day]! += isWin(trade) ? 1 : 0
    totals.netBps[day]! += trade.netBps
  }
  return totals
}
