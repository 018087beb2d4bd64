import * as z from 'zod'
import { gap, origin, productId, us } from './common.ts'

/** The widths bars come in. */
export const interval = z.enum(['1m', '5m', '15m', '1h'])
export type Interval = z.infer<typeof interval>

/** One column of the chart: a candle, who traded, and what the flow of the book was meanwhile. */
export const bar = z
  .object({
    startUs: us,
    /** `null` where nothing traded: a hole, not a flat candle. */
    open: z.number().nullable(),
    high: z.number().nullable(),
    low: z.number().nullable(),
    close: z.number().nullable(),
    volume: z.number(),
    /** Whether it was counted trade by trade, or holds minutes that the venue told as candles, of which nobody knows who traded. */
    from: z.enum(['trades', 'candles']),
    /** What takers bought and sold, and in how many trades; `null` where it is from candles. */
    buyVolume: z.number().nullable(),
    sellVolume: z.number().nullable(),
    trades: z.int().nullable(),
    /** VWAP of the day and its standard deviation at the end of the bar. */
    vwap: z.number().nullable(),
    vwapSd: z.number().nullable(),
    /** Cumulative volume delta since 00:00 UTC at the end of the bar. */
    cvd: z.number().nullable(),
    /** Order flow imbalance of the bar, base units. */
    ofi: z.number().nullable(),
    /** Momentum of order flow imbalance at the end of the bar, and how far from chance. */
    momentum: z.number().nullable(),
    momentumZ: z.number().nullable(),
    /** Share of the bar in which each source was received. */
    bookCoverage: z.number().min(0).max(1),
    tradeCoverage: z.number().min(0).max(1),
    closed: z.boolean(),
  })
  .meta({ id: 'Bar' })
export type Bar = z.infer<typeof bar>

/** Bars, oldest first, with the holes among them. */
export const bars = z
  .object({ product: productId, origin, interval, items: z.array(bar), gaps: z.array(gap), next: z.string().nullable() })
  .meta({ id: 'Bars' })
export type Bars = z.infer<typeof bars>

/** What takers bought and sold at a price within a bar. */
export const footprintRow = z.object({
  price: z.number(),
  sell: z.number(),
  buy: z.number(),
  /** Whether one side outweighs the diagonal neighbour of the other by the ratio. */
  imbalance: aggressorOrNone(),
  /** Whether it belongs to three imbalances or more in a row. */
  stacked: z.boolean(),
})

/** Footprints of bars, each in rows of `rowSize`, lowest price first. */
export const footprint = z
  .object({
    product: productId,
    origin,
    interval,
    rowSize: z.number().positive(),
    items: z.array(
      z.object({ startUs: us, closed: z.boolean(), poc: z.number(), delta: z.number(), volume: z.number(), rows: z.array(footprintRow) }),
    ),
  })
  .meta({ id: 'Footprint' })
export type Footprint = z.infer<typeof footprint>

function aggressorOrNone() {
  return z.enum(['buy', 'sell']).nullable()
}
