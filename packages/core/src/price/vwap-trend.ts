import { startOf } from '../bars/span.ts'
import type { TimedIndicator } from '../indicator/indicator.ts'
import { HOUR_US, MINUTE_US, type Trade, type Us } from '../market.ts'
import { rollingVwap, type RollingVwapState } from './vwap.ts'

/** The rolling VWAP, and its values at the last closed minutes in a ring. */
export interface VwapTrendState {
  readonly window: RollingVwapState
  readonly values: Float64Array
  /** Where the next value goes. */
  head: number
  /** How many minutes in a row have had a value, up to as many as are kept. */
  count: number
  /** The end of the last closed minute. */
  closedUs: Us
}

/**
 * Trend of VWAP in basis points a minute: the least-squares slope of the rolling VWAP, of an hour unless given, over its values at the last
 * 60 closed UTC minutes, or as many `samples`, relative to their mean. `undefined` until that many minutes in a row have had a value.
 *
 * A minute is closed once the clock has reached its end; trades of that very instant belong to the next one, and trades
 * that come later no longer change the value taken.
 */
export function vwapTrend(
  options: { readonly widthUs?: Us; readonly samples?: number } = {},
): TimedIndicator<Trade, VwapTrendState, number | undefined> {
  const { widthUs = HOUR_US, samples = 60 } = options
  if (!Number.isInteger(samples) || samples < 2) throw new RangeError(`vwapTrend: samples must be an integer above 1, was ${samples}`)
  const vwap = rollingVwap({ widthUs })

  const takeValue = (state: VwapTrendState, endUs: Us): void => {
    vwap.advance(state.window, endUs)
    const value = vwap.read(state.window)?.vwap
    if (value === undefined) {
      state.count = 0
      return
    }
    state.values[state.head] = value
    state.head = (state.head + 1) % samples
    if (state.count < samples) state.count += 1
  }

  const advance = (state: VwapTrendState, nowUs: Us): void => {
    const lastUs = startOf(nowUs, MINUTE_US)
    if (lastUs <= state.closedUs) return
    // Minutes further back than are kept leave no trace in the values, nor in the window.
    const firstUs = Math.max(state.closedUs + MINUTE_US, lastUs - (samples - 1) * MINUTE_US)
    for (let endUs = firstUs; endUs <= lastUs; endUs += MINUTE_US) takeValue(state, endUs)
    state.closedUs = lastUs
  }

  return {
    init: () => ({ window: vwap.init(), values: new Float64Array(samples), head: 0, count: 0, closedUs: 0 }),
    step(state, trade) {
      advance(state, trade.timeUs)
      vwap.step(state.window, trade)
    },
    advance,
    read({ values, head, count }) {
      if (count < samples) return undefined
      return slopeBps(Array.from(values, (_, i) => values[(head + i) % samples]!))
    },
  }
}

/** Least-squares slope over equally spaced values, in basis points of their mean a step. */
function slopeBps(values: readonly number[]): number {
  const centre = (values.length - 1) / 2
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  let covariance = 0
  let variance = 0
  values.forEach((value, i) => {
    covariance += (i - centre) * (value - mean)
    variance += (i - centre) * (i - centre)
  })
  return (1e4 * covariance) / variance / mean
}
