import { SECOND_US } from '@of/core'
import type { MinuteBar } from '../market/trading-day.ts'
import type { ProductSpec } from '../product.ts'
import { decimal } from './decimal.ts'
import type { CandlesEvent } from './message.ts'

/** Candles of five minutes; the keys of one are not in the order of the REST interface. */
export function candlesEvent({ type, candles }: CandlesEvent): string {
  return JSON.stringify({
    type,
    candles: candles.map(({ spec, bar }) => {
      const { start, low, high, open, close, volume } = candleFields(spec, bar)
      return { start, high, low, open, close, volume, product_id: spec.id }
    }),
  })
}

/** A candle as decimals, its start in Unix seconds; the order of the keys is that of the REST interface. */
export interface CandleFields {
  readonly start: string
  readonly low: string
  readonly high: string
  readonly open: string
  readonly close: string
  readonly volume: string
}

/** Writes a candle as decimals. */
export function candleFields(spec: ProductSpec, bar: MinuteBar): CandleFields {
  return {
    start: String(bar.startUs / SECOND_US),
    low: decimal(bar.low, spec.tickPlaces),
    high: decimal(bar.high, spec.tickPlaces),
    open: decimal(bar.open, spec.tickPlaces),
    close: decimal(bar.close, spec.tickPlaces),
    volume: decimal(bar.lots, spec.lotPlaces),
  }
}
