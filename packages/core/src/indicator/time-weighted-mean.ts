import type { Us } from '../market.ts'
import type { TimedIndicator } from './indicator.ts'
import { addTo, type CompensatedSum, compensatedSum, resetSum, valueOf } from './compensated-sum.ts'
import { dropOldest, putRow, rowAt, type TimeRing, timeRing } from './time-ring.ts'

/** A value that holds from its time until the next one; `null` means that from here on there is none. */
export interface Held {
  readonly timeUs: Us
  readonly value: number | null
}

/** Values and since when they held; `area` and `span` cover all but the newest. */
export interface TimeWeightedMeanState {
  /** Rows of a time, a value and whether there was one. */
  readonly steps: TimeRing
  nowUs: Us
  /** Until when the newest value is known to have held. */
  seenUs: Us
  readonly area: CompensatedSum
  readonly span: CompensatedSum
}

/** A mean and the share of its window that had a value at all, from 0 to 1. */
export interface TimeWeighted {
  readonly mean: number
  readonly coverage: number
}

/** A time-weighted mean, with its steps taken apart for those who take them often. */
export interface TimeWeightedMean extends TimedIndicator<Held, TimeWeightedMeanState, TimeWeighted | undefined> {
  /** From a time on a value holds. */
  readonly hold: (state: TimeWeightedMeanState, timeUs: Us, value: number) => void
  /** From a time on there is no value. */
  readonly holdNothing: (state: TimeWeightedMeanState, timeUs: Us) => void
  /** What held last holds at a time: as much as holding it again. */
  readonly stay: (state: TimeWeightedMeanState, timeUs: Us) => void
}

const VALUE = 1
const HELD = 2

/**
 * Mean over `(now − widthUs, now]` of a value that holds until it changes, each weighted with the time it held;
 * `undefined` while no value held in the window. A value older than the newest is taken to have begun when that was last
 * seen; the same value again is no other one.
 */
export function timeWeightedMean(options: { readonly widthUs: Us }): TimeWeightedMean {
  const { widthUs } = options
  if (!(widthUs > 0)) throw new RangeError(`timeWeightedMean: widthUs must be above 0, was ${widthUs}`)

  const change = (state: TimeWeightedMeanState, timeUs: Us, value: number, held: 0 | 1): void => {
    const { steps } = state
    if (steps.count > 0) {
      const newest = rowAt(steps, steps.count - 1)
      stay(state, timeUs)
      if (steps.rows[newest + HELD] === held && steps.rows[newest + VALUE] === value) return
      expire(state, state.nowUs - widthUs)
      addSegment(state, newest, state.seenUs, 1)
    } else {
      state.seenUs = timeUs
      if (timeUs > state.nowUs) state.nowUs = timeUs
    }
    const at = putRow(steps, state.seenUs)
    steps.rows[at + VALUE] = value
    steps.rows[at + HELD] = held
  }

  const hold = (state: TimeWeightedMeanState, timeUs: Us, value: number): void => change(state, timeUs, value, 1)
  const holdNothing = (state: TimeWeightedMeanState, timeUs: Us): void => change(state, timeUs, 0, 0)

  return {
    init: () => ({ steps: timeRing(2), nowUs: 0, seenUs: 0, area: compensatedSum(), span: compensatedSum() }),
    step(state, { timeUs, value }) {
      if (value === null) holdNothing(state, timeUs)
      else hold(state, timeUs, value)
    },
    hold,
    holdNothing,
    stay,
    advance(state, nowUs) {
      if (nowUs > state.nowUs) state.nowUs = nowUs
      expire(state, state.nowUs - widthUs)
    },
    read(state) {
      const { steps } = state
      if (steps.count === 0) return undefined
      const { rows } = steps
      const cutUs = state.nowUs - widthUs
      const oldest = rowAt(steps, 0)
      const newest = rowAt(steps, steps.count - 1)
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

function stay(state: TimeWeightedMeanState, timeUs: Us): void {
  if (timeUs > state.seenUs) state.seenUs = timeUs
  if (timeUs > state.nowUs) state.nowUs = timeUs
}

/** Adds the span from a row to a time, or takes it away again. */
function addSegment(state: TimeWeightedMeanState, at: number, untilUs: Us, sign: 1 | -1): void {
  const { rows } = state.steps
  if (rows[at + HELD] === 0) return
  const lastedUs = untilUs - rows[at]!
  addTo(state.area, sign * rows[at + VALUE]! * lastedUs)
  addTo(state.span, sign * lastedUs)
}

function expire(state: TimeWeightedMeanState, cutUs: Us): void {
  const { steps } = state
  while (steps.count > 1) {
    const untilUs = steps.rows[rowAt(steps, 1)]!
    if (untilUs > cutUs) return
    addSegment(state, rowAt(steps, 0), untilUs, -1)
    dropOldest(steps)
  }
  // One value is left: nothing closed remains, and neither does rounding.
  resetSum(state.area)
  resetSum(state.span)
}
