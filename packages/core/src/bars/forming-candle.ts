import { addTo, type CompensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Candle, Trade, Us } from '../market.ts'

/** A candle still being made, with the times of its first and its last trade. */
export interface FormingCandle {
  readonly startUs: Us
  open: number
  openUs: Us
  high: number
  low: number
  close: number
  closeUs: Us
  readonly volume: CompensatedSum
}

/** A candle of one trade. */
export function formingCandle(startUs: Us, { timeUs, price, size }: Trade): FormingCandle {
  return { startUs, open: price, openUs: timeUs, high: price, low: price, close: price, closeUs: timeUs, volume: { sum: size, residue: 0 } }
}

/** Adds a trade. It opens or closes the candle by its time; of trades at one instant the first to arrive opens, the last closes. */
export function addToCandle(candle: FormingCandle, { timeUs, price, size }: Trade): void {
  if (timeUs < candle.openUs) {
    candle.open = price
    candle.openUs = timeUs
  }
  if (timeUs >= candle.closeUs) {
    candle.close = price
    candle.closeUs = timeUs
  }
  if (price > candle.high) candle.high = price
  if (price < candle.low) candle.low = price
  addTo(candle.volume, size)
}

/** The candle as it stands. */
export function candleOf({ startUs, open, high, low, close, volume }: FormingCandle): Candle {
  return { startUs, open, high, low, close, volume: valueOf(volume) }
}
