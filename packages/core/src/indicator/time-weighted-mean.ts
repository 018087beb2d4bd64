import type { Us } from '../market.ts'
import type { TimedIndicator } from './indicator.ts'
import { addTo, type CompensatedSum, compensatedSum, resetSum, valueOf } from './compensated-sum.ts'
import { dropOldest, putRow, rowAt, type TimeRing, timeRing } from './time-ring.ts'

/** A value that holds from its time until the next one; `null` means that from here on there is none. */
export interface Held {
  readonly timeUs: Us
  readonly value: number | null
}

/** Values and since when they held, as rows of a time, a value and whether there was one; `area` and `span` cover all but the newest. */
export interface TimeWeightedMeanState extends TimeRing {
  nowUs: Us
  readonly area: CompensatedSum
  readonly span: CompensatedSum
}

/** A mean and the share of its window that had a value at all, from 0 to 1. */
export interface TimeWeighted {
  readonly mean: number
  readonly coverage: number
}

const VALUE = 1
const HELD = 2

/**
 * Mean over `(now − widthUs, now]` of a value that holds until it changes, each weighted with the time it held;
 * `undefined` while no value held in the window. A value older than the newest is taken to have begun with it.
 */
export function timeWeightedMean(options: { readonly widthUs: Us }): TimedIndicator<Held, TimeWeightedMeanState, TimeWeighted | undefined> {
  const { widthUs } = options
  if (!(widthUs > 0)) throw new RangeError(`timeWeightedMean: widthUs must be above 0, was ${widthUs}`)

  return {
    init: () => ({ ...timeRing(2), nowUs: 0, area: compensatedSum(), span: compensatedSum() }),
    step(state, { timeUs, value }) {
      const newest = rowAt(state, state.count - 1)
      const fromUs = state.count > 0 ? Math.max(timeUs, state.rows[newest]!) : timeUs
      if (fromUs > state.nowUs) state.nowUs = fromUs
      expire(state, state.nowUs - widthUs)
      if (state.count > 0) addSegment(state, newest, fromUs, 1)
      const at = putRow(state, fromUs)
      state.rows[at + VALUE] = value ?? 0
      state.rows[at + HELD] = value === null ? 0 : 1
    },
    advance(state, nowUs) {
      if (nowUs > state.nowUs) state.nowUs = nowUs
      expire(state, state.nowUs - widthUs)
    },
    read(state) {
      if (state.count === 0) return undefined
      const { rows } = state
      const cutUs = state.nowUs - widthUs
      const oldest = rowAt(state, 0)
      const newest = rowAt(state, state.count - 1)
      const holds = rows[newest + HELD] === 1
      let area = valueOf(state.area)
      let span = valueOf(state.span)
      // The oldest value may have begun before the window did; the newest holds until now.
      if (oldest !== newest && rows[oldest + HELD] === 1 && rows[oldest]! < cutUs) {
        const outsideUs = cutUs - rows[oldest]!
        area -= rows[oldest + VALUE]! * outsideUs
        span -= outsideUs
      }
      if (holds) {
        const lastingUs = state.nowUs - Math.max(cutUs, rows[newest]!)
        area += rows[newest + VALUE]! * lastingUs
        span += lastingUs
      }
      if (span > 0) return { mean: area / span, coverage: Math.min(1, span / widthUs) }
      return holds ? { mean: rows[newest + VALUE]!, coverage: 0 } : undefined
    },
  }
}

/** Adds the span from a row to a time, or takes it away again. */
function addSegment(state: TimeWeightedMeanState, at: number, untilUs: Us, sign: 1 | -1): void {
  const { rows } = state
  if (rows[at + HELD] === 0) return
  const lastedUs = untilUs - rows[at]!
  addTo(state.area, sign * rows[at + VALUE]! * lastedUs)
  addTo(state.span, sign * lastedUs)
}

function expire(state: TimeWeightedMeanState, cutUs: Us): void {
  while (state.count > 1) {
    const untilUs = state.rows[rowAt(state, 1)]!
    if (untilUs > cutUs) return
    addSegment(state, rowAt(state, 0), untilUs, -1)
    dropOldest(state)
  }
  // One value is left: nothing closed remains, and neither does rounding.
  resetSum(state.area)
  resetSum(state.span)
}
