import { addTo, type CompensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Candle, Trade, Us } from '../market.ts'

/** A candle still being made: what it shows so far, the times of its first and last trade, and its volume with what rounding took from it. */
export interface FormingCandle {
  readonly candle: { -readonly [Field in keyof Candle]: Candle[Field] }
  openUs: Us
  closeUs: Us
  readonly traded: CompensatedSum
}

/** A candle of one trade. */
export function formingCandle(startUs: Us, { timeUs, price, size }: Trade): FormingCandle {
  return {
    candle: { startUs, open: price, high: price, low: price, close: price, volume: size },
    openUs: timeUs,
    closeUs: timeUs,
    traded: { sum: size, residue: 0 },
  }
}

/** Adds a trade. It opens or closes the candle by its time; of trades at one instant the first to arrive opens, the last closes. */
export function addToCandle(forming: FormingCandle, { timeUs, price, size }: Trade): void {
  const { candle } = forming
  if (timeUs < forming.openUs) {
    candle.open = price
    forming.openUs = timeUs
  }
  if (timeUs >= forming.closeUs) {
    candle.close = price
    forming.closeUs = timeUs
  }
  if (price > candle.high) candle.high = price
  if (price < candle.low) candle.low = price
  addTo(forming.traded, size)
  candle.volume = valueOf(forming.traded)
}
