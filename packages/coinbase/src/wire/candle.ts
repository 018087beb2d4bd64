import type { Candle } from '@of/core'
import * as z from 'zod'
import { decimal, positive } from './decimal.ts'
import { unixSeconds } from './time.ts'

const shape = { start: unixSeconds, open: positive, high: positive, low: positive, close: positive, volume: decimal }

const priced = z.object(shape).refine(({ low, high }) => low <= high, 'expected low at or below high')

/** A candle as both the WebSocket and REST write it; its width is not told. */
export const candle: z.ZodType<Candle> = priced.transform(({ start, open, high, low, close, volume }): Candle => ({
  startUs: start,
  open,
  high,
  low,
  close,
  volume,
}))
