/** A point in exchange time, or a span of it: integer microseconds (since the Unix epoch, for a point). Exact in a double until 2255. */
export type Us = number

/** A second, in microseconds. */
export const SECOND_US: Us = 1_000_000

/** A minute, in microseconds. */
export const MINUTE_US: Us = 60 * SECOND_US

/** An hour, in microseconds. */
export const HOUR_US: Us = 60 * MINUTE_US

/** A UTC day, in microseconds. */
export const DAY_US: Us = 24 * HOUR_US

/** The taker's side of a trade: who crossed the spread. */
export type Aggressor = 'buy' | 'sell'

/** A side of the book. */
export type Side = 'bid' | 'ask'

/** One print: a maker order met by a taker order. */
export interface Trade {
  /** The venue's number of the trade: contiguous per product. */
  readonly id: number
  readonly timeUs: Us
  /** Quote currency per unit of base. */
  readonly price: number
  /** Base units, above zero. */
  readonly size: number
  readonly aggressor: Aggressor
}

/** The best prices and the sizes at them. */
export interface Touch {
  /** Quote currency per unit of base, as `askPrice`. */
  readonly bidPrice: number
  /** Base units, as `askSize`. */
  readonly bidSize: number
  readonly askPrice: number
  readonly askSize: number
}

/** The best bid and the best ask, as they stood together. */
export interface Quote extends Touch {
  readonly timeUs: Us
}

/** The size resting at a price. */
export interface Level {
  readonly price: number
  /** Base units. */
  readonly size: number
}

/** The size that now rests at a price of one side, zero when none does. */
export interface LevelChange extends Level {
  readonly side: Side
}

/** Open, high, low, close and volume of a span of time. */
export interface Candle {
  readonly startUs: Us
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** Base units. */
  readonly volume: number
}
