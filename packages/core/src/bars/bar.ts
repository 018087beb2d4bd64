import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Candle, Trade, Us } from '../market.ts'
import { addToCandle, type FormingCandle, formingCandle } from './forming-candle.ts'

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
  readonly forming: FormingCandle
  readonly buy: CompensatedSum
  readonly sell: CompensatedSum
  readonly notional: CompensatedSum
  trades: number
}

/** A bar of one trade. */
export function formingBar(startUs: Us, trade: Trade): FormingBar {
  const bar = {
    forming: formingCandle(startUs, trade),
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
  addToCandle(bar.forming, trade)
  count(bar, trade)
}

/** The bar as it stands, over a span of time. */
export function barOf({ forming, buy, sell, notional, trades }: FormingBar, startUs: Us, endUs: Us): Bar {
  const { open, high, low, close, volume } = forming.candle
  const paid = valueOf(notional)
  return {
    open,
    high,
    low,
    close,
    volume,
    startUs,
    endUs,
    buyVolume: valueOf(buy),
    sellVolume: valueOf(sell),
    trades,
    notional: paid,
    vwap: paid / volume,
  }
}

function count(bar: FormingBar, { aggressor, price, size }: Trade): void {
  addTo(bar[aggressor], size)
  addTo(bar.notional, price * size)
  bar.trades += 1
}
