import { MINUTE_US, type Us } from '@of/core'
import type { MinuteBar, TradingDay } from '../market/trading-day.ts'

/** How wide the candles of the feed are. */
export const fiveMinutesUs: Us = 5 * MINUTE_US

/** The start of the five minutes that a time lies in. */
export function fiveMinutesOf(timeUs: Us): Us {
  return timeUs - (timeUs % fiveMinutesUs)
}

/** The candle of [from, to) by the minutes within it, `undefined` if nothing was traded. */
export function barOf(day: TradingDay, fromUs: Us, toUs: Us): MinuteBar | undefined {
  return joined(day.between(fromUs, toUs), fromUs)
}

/** Successive minutes as one candle with a start of its own, `undefined` if there are none. */
export function joined(bars: readonly MinuteBar[], startUs: Us): MinuteBar | undefined {
  const [first] = bars
  if (first === undefined) return undefined
  return bars.slice(1).reduce<MinuteBar>(
    (whole, bar) => ({
      startUs,
      open: whole.open,
      high: Math.max(whole.high, bar.high),
      low: Math.min(whole.low, bar.low),
      close: bar.close,
      lots: whole.lots + bar.lots,
    }),
    { ...first, startUs },
  )
}
