import { MINUTE_US, type Us } from '@of/core'
import type { MinuteBar, TradingDay } from '../market/trading-day.ts'
import { joined } from '../publish/five-minutes.ts'

/** The candles of a width that start within [from, to), newest first; there is none where nothing was traded. */
export function barsOf(day: TradingDay, span: { readonly fromUs: Us; readonly toUs: Us; readonly widthUs: Us }): MinuteBar[] {
  const { fromUs, toUs, widthUs } = span
  const firstUs = Math.ceil(fromUs / widthUs) * widthUs
  const endUs = Math.ceil(toUs / widthUs) * widthUs
  const buckets = new Map<Us, MinuteBar[]>()
  for (const bar of day.between(firstUs, Math.max(firstUs, endUs))) {
    const startUs = bar.startUs - (bar.startUs % widthUs)
    const bucket = buckets.get(startUs)
    if (bucket === undefined) buckets.set(startUs, [bar])
    else bucket.push(bar)
  }
  return [...buckets].flatMap(([startUs, bars]) => joined(bars, startUs) ?? []).toReversed()
}

/** Minutes as microseconds. */
export function minutes(count: number): Us {
  return count * MINUTE_US
}
