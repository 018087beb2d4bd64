import { DAY_US, HOUR_US, type Us } from '@of/core'
import type { JudgedTrade } from './judged-trade.ts'

/** UTC hours that follow each other. */
export interface HourlyGrid {
  readonly fromUs: Us
  readonly hours: number
}

/** The smallest grid of hours that holds all trades of all arms, from the first opening to the last closing; `undefined` without trades. */
export function gridOf(arms: readonly (readonly JudgedTrade[])[]): HourlyGrid | undefined {
  let first = Infinity
  let last = -Infinity
  for (const trades of arms) {
    for (const { closedUs, openedUs } of trades) {
      first = Math.min(first, openedUs)
      last = Math.max(last, closedUs)
    }
  }
  if (first > last) return undefined
  const fromUs = Math.floor(first / HOUR_US) * HOUR_US
  return { fromUs, hours: Math.floor((last - fromUs) / HOUR_US) + 1 }
}

/** Net return of each hour, as a fraction of one trade's notional: what the trades that closed in it brought, 0 where none did. */
export function hourlyReturns(trades: readonly JudgedTrade[], { fromUs, hours }: HourlyGrid): Float64Array {
  const returns = new Float64Array(hours)
  for (const { closedUs, netBps } of trades) {
    const hour = Math.floor((closedUs - fromUs) / HOUR_US)
    if (hour >= 0 && hour < hours) returns[hour]! += netBps / 10_000
  }
  return returns
}

/** Number of the UTC day. */
export function dayOf(timeUs: Us): number {
  return Math.floor(timeUs / DAY_US)
}
