import type { Indicator } from '../indicator/indicator.ts'
import type { Us } from '../market.ts'

/** The price and the cumulative volume delta as of one moment. */
export interface DeltaPoint {
  readonly timeUs: Us
  /** Quote currency. */
  readonly price: number
  /** Base units. */
  readonly cvd: number
}

/** A turn of the price, and the delta that stood then. */
export type Swing = DeltaPoint

/** The leg that runs, and the last two turns of either kind. */
export interface CvdDivergenceState {
  /** 1 while the price rises from a low, −1 while it falls from a high, 0 before the first leg. */
  leg: 1 | -1 | 0
  high: DeltaPoint | undefined
  low: DeltaPoint | undefined
  lastHigh: Swing | undefined
  lastLow: Swing | undefined
  divergence: CvdDivergence | undefined
}

/** Two turns of the price that the delta does not follow. */
export interface CvdDivergence {
  /** `bearish`: a higher high of the price on a lower delta; `bullish`: a lower low of the price on a higher delta. */
  readonly kind: 'bearish' | 'bullish'
  readonly before: Swing
  readonly after: Swing
  /** When the turn was known to be one: later than the turn. */
  readonly knownUs: Us
}

/**
 * Divergence of price and cumulative volume delta over swing highs and lows. A high is a swing once the price has come back from it by `turn`
 * (a share of the price, 0.001 being ten basis points), a low likewise. Reads what the last two swings of the kind that came last say,
 * `undefined` where they agree or there are not two.
 */
export function cvdDivergence(options: { readonly turn: number }): Indicator<DeltaPoint, CvdDivergenceState, CvdDivergence | undefined> {
  const { turn } = options
  if (!(turn > 0 && turn < 1)) throw new RangeError(`cvdDivergence: turn must be between 0 and 1, was ${turn}`)

  return {
    init: () => ({ leg: 0, high: undefined, low: undefined, lastHigh: undefined, lastLow: undefined, divergence: undefined }),
    step(state, point) {
      if (state.high === undefined || point.price > state.high.price) state.high = point
      if (state.low === undefined || point.price < state.low.price) state.low = point
      if (state.leg !== -1 && point.price <= state.high.price * (1 - turn)) turnDown(state, state.high, point)
      else if (state.leg !== 1 && point.price >= state.low.price * (1 + turn)) turnUp(state, state.low, point)
    },
    read: ({ divergence }) => divergence,
  }
}

function turnDown(state: CvdDivergenceState, high: Swing, point: DeltaPoint): void {
  const { lastHigh: before } = state
  const diverges = before !== undefined && high.price > before.price && high.cvd < before.cvd
  state.divergence = diverges ? { kind: 'bearish', before, after: high, knownUs: point.timeUs } : undefined
  state.lastHigh = high
  state.leg = -1
  state.low = point
}

function turnUp(state: CvdDivergenceState, low: Swing, point: DeltaPoint): void {
  const { lastLow: before } = state
  const diverges = before !== undefined && low.price < before.price && low.cvd > before.cvd
  state.divergence = diverges ? { kind: 'bullish', before, after: low, knownUs: point.timeUs } : undefined
  state.lastLow = low
  state.leg = 1
  state.high = point
}
