import { startOf } from '../bars/span.ts'
import type { TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { type Candle, DAY_US, type Trade, type Us } from '../market.ts'
import { addPrice, type PriceMoments, priceMoments, resetMoments, valueOfMoments, vwapFrom, type VwapValue } from './price-moments.ts'

export type { VwapValue } from './price-moments.ts'

/** A VWAP, and the time that it covers. */
export interface VwapReading extends VwapValue {
  /** From when on trades are meant to be counted. */
  readonly anchorUs: Us
  /** From when on they were: the first trade ever seen, where that is later than the anchor. */
  readonly sinceUs: Us
}

/** What traded since the anchor. */
export interface AnchoredVwapState {
  /** When the first trade ever seen happened. */
  firstUs: Us | undefined
  anchorUs: Us
  readonly moments: PriceMoments
}

/**
 * VWAP since midnight UTC, or since the first trade seen; `undefined` until there is a trade.
 *
 * A day whose clock has struck twelve is over: a trade of the day before that comes later is left out.
 */
export function anchoredVwap(
  options: { readonly anchor?: 'utc-day' | 'start' } = {},
): TimedIndicator<Trade, AnchoredVwapState, VwapReading | undefined> {
  const { anchor = 'utc-day' } = options

  const advance = (state: AnchoredVwapState, nowUs: Us): void => {
    if (anchor === 'start' || nowUs < state.anchorUs + DAY_US) return
    state.anchorUs = startOf(nowUs, DAY_US)
    resetMoments(state.moments)
  }

  return {
    init: () => ({ firstUs: undefined, anchorUs: 0, moments: priceMoments() }),
    step(state, { timeUs, price, size }) {
      advance(state, timeUs)
      state.firstUs = Math.min(timeUs, state.firstUs ?? timeUs)
      if (timeUs >= state.anchorUs) addPrice(state.moments, price, size)
    },
    advance,
    read({ firstUs, anchorUs, moments }) {
      const value = valueOfMoments(moments)
      if (value === undefined || firstUs === undefined) return undefined
      return spanning(value, anchor === 'start' ? firstUs : anchorUs, firstUs)
    },
  }
}

/** Σv, Σ(p − origin)v and Σ(p − origin)²v over the trades of the window. */
export interface RollingVwapState {
  /** When the first trade ever seen happened. */
  firstUs: Us | undefined
  /** The first price ever seen. */
  origin: number
  readonly sums: RollingSumsState
}

/** VWAP of the trades of `(now − widthUs, now]`; `undefined` while there are none. */
export function rollingVwap(options: { readonly widthUs: Us }): TimedIndicator<Trade, RollingVwapState, VwapReading | undefined> {
  const { widthUs } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingVwap: widthUs must be above 0, was ${widthUs}`)
  const moments = rollingSums({ widthUs, terms: 3 })

  return {
    init: () => ({ firstUs: undefined, origin: 0, sums: moments.init() }),
    step(state, { timeUs, price, size }) {
      if (state.firstUs === undefined) state.origin = price
      state.firstUs = Math.min(timeUs, state.firstUs ?? timeUs)
      const distance = price - state.origin
      moments.push(state.sums, timeUs, size, distance * size, distance * distance * size)
    },
    advance: (state, nowUs) => moments.advance(state.sums, nowUs),
    read({ firstUs, origin, sums }) {
      const value = vwapFrom(origin, moments.sum(sums, 0), moments.sum(sums, 1), moments.sum(sums, 2))
      return value && firstUs !== undefined ? spanning(value, sums.nowUs - widthUs, firstUs) : undefined
    },
  }
}

/** VWAP of some trades; `undefined` where there are none. */
export function vwapOf(trades: Iterable<Pick<Trade, 'price' | 'size'>>): VwapValue | undefined {
  const moments = priceMoments()
  for (const { price, size } of trades) addPrice(moments, price, size)
  return valueOfMoments(moments)
}

/** The VWAP that candles suggest, the volume of each traded evenly between its low and its high; `undefined` where nothing traded. */
export function vwapOfCandles(candles: Iterable<Candle>): VwapValue | undefined {
  const moments = priceMoments()
  for (const { low, high, volume } of candles) {
    addPrice(moments, (low + high) / 2, volume, ((high - low) * (high - low)) / 12)
  }
  return valueOfMoments(moments)
}

/** The prices `k` standard deviations below and above. */
export function vwapBands(vwap: number, sigma: number, k: number): { readonly lower: number; readonly upper: number } {
  return { lower: vwap - k * sigma, upper: vwap + k * sigma }
}

/** How far a price is from VWAP, in per cent of it. */
export function deviationPct(price: number, vwap: number): number {
  return (100 * (price - vwap)) / vwap
}

/** The deviation of a price from VWAP, in per cent, in words: at fair value within ±0.10 %. */
export function deviationLabel(pct: number): 'above fair value' | 'at fair value' | 'below fair value' {
  if (pct > 0.1) return 'above fair value'
  return pct < -0.1 ? 'below fair value' : 'at fair value'
}

function spanning(value: VwapValue, anchorUs: Us, firstUs: Us): VwapReading {
  return { ...value, anchorUs, sinceUs: Math.max(anchorUs, firstUs) }
}
