import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Candle, Trade, Us } from '../market.ts'
import { addToCandle, candleOf, type FormingCandle, formingCandle } from './forming-candle.ts'

/** A candle that also says who traded, how often and at what price on average. */
export interface Bar extends Candle {
  /** Where it ends: the first instant after a bar of time, the last trade of any other bar, which begins with its first. */
  readonly endUs: Us
  /** What takers bought, in base units. */
  readonly buyVolume: number
  /** What takers sold, in base units. */
  readonly sellVolume: number
  /** How many trades. */
  readonly trades: number
  /** Quote currency. */
  readonly notional: number
  /** Notional over volume, in quote currency. */
  readonly vwap: number
}

/** A bar still being made. */
export interface FormingBar {
  readonly candle: FormingCandle
  readonly buy: CompensatedSum
  readonly sell: CompensatedSum
  readonly notional: CompensatedSum
  trades: number
}

/** A bar of one trade. */
export function formingBar(startUs: Us, trade: Trade): FormingBar {
  const bar = {
    candle: formingCandle(startUs, trade),
    buy: compensatedSum(),
    sell: compensatedSum(),
    notional: compensatedSum(),
    trades: 0,
  }
  count(bar, trade)
  return bar
}

/** Adds a trade. */
export function addToBar(bar: FormingBar, trade: Trade): void {
  addToCandle(bar.candle, trade)
  count(bar, trade)
}

/** The bar as it stands, over a span of time. */
export function barOf({ candle, buy, sell, notional, trades }: FormingBar, startUs: Us, endUs: Us): Bar {
  const made = candleOf(candle)
  const paid = valueOf(notional)
  return {
    ...made,
    startUs,
    endUs,
    buyVolume: valueOf(buy),
    sellVolume: valueOf(sell),
    trades,
    notional: paid,
    vwap: paid / made.volume,
  }
}

function count(bar: FormingBar, { aggressor, price, size }: Trade): void {
  addTo(bar[aggressor], size)
  addTo(bar.notional, price * size)
  bar.trades += 1
}
