import type { Us } from '../market.ts'
import type { TimedIndicator } from './indicator.ts'
import { addTo, type CompensatedSum, compensatedSum, valueOf } from './compensated-sum.ts'

/** A value that holds from its time until the next one; `null` means that from here on there is none. */
export interface Held {
  readonly timeUs: Us
  readonly value: number | null
}

/** Values and since when they held, oldest first; `area` and `span` cover all but the newest. */
export interface TimeWeightedMeanState {
  nowUs: Us
  times: Float64Array
  values: Float64Array
  /** 1 where a value held, 0 where there was none. */
  held: Uint8Array
  head: number
  count: number
  readonly area: CompensatedSum
  readonly span: CompensatedSum
}

/** A mean and the share of its window that had a value at all, from 0 to 1. */
export interface TimeWeighted {
  readonly mean: number
  readonly coverage: number
}

const FIRST_CAPACITY = 64

/**
 * Mean over `(now − widthUs, now]` of a value that holds until it changes, each weighted with the time it held;
 * `undefined` while no value held in the window. A value older than the newest is taken to have begun with it.
 */
export function timeWeightedMean(options: { readonly widthUs: Us }): TimedIndicator<Held, TimeWeightedMeanState, TimeWeighted | undefined> {
  const { widthUs } = options
  if (!(widthUs > 0)) throw new RangeError(`timeWeightedMean: widthUs must be above 0, was ${widthUs}`)

  return {
    init: () => ({
      nowUs: 0,
      times: new Float64Array(FIRST_CAPACITY),
      values: new Float64Array(FIRST_CAPACITY),
      held: new Uint8Array(FIRST_CAPACITY),
      head: 0,
      count: 0,
      area: compensatedSum(),
      span: compensatedSum(),
    }),
    step(state, { timeUs, value }) {
      const fromUs = Math.max(timeUs, state.count > 0 ? state.times[slot(state, state.count - 1)]! : timeUs)
      if (fromUs > state.nowUs) state.nowUs = fromUs
      expire(state, state.nowUs - widthUs)
      if (state.count > 0) {
        const newest = slot(state, state.count - 1)
        addSegment(state, newest, fromUs, 1)
      }
      if (state.count === state.times.length) grow(state)
      const at = slot(state, state.count)
      state.times[at] = fromUs
      state.values[at] = value ?? 0
      state.held[at] = value === null ? 0 : 1
      state.count += 1
    },
    advance(state, nowUs) {
      if (nowUs > state.nowUs) state.nowUs = nowUs
      expire(state, state.nowUs - widthUs)
    },
    read(state) {
      if (state.count === 0) return undefined
      const cutUs = state.nowUs - widthUs
      let area = valueOf(state.area)
      let span = valueOf(state.span)
      const first = state.head
      const newest = slot(state, state.count - 1)
      // The oldest value may have begun before the window did; the newest holds until now.
      if (state.held[first] === 1 && state.times[first]! < cutUs && state.count > 1) {
        const outside = cutUs - state.times[first]!
        area -= state.values[first]! * outside
        span -= outside
      }
      if (state.held[newest] === 1) {
        const lasting = state.nowUs - Math.max(cutUs, state.times[newest]!)
        area += state.values[newest]! * lasting
        span += lasting
      }
      if (span > 0) return { mean: area / span, coverage: Math.min(1, span / widthUs) }
      return state.held[newest] === 1 ? { mean: state.values[newest]!, coverage: 0 } : undefined
    },
  }
}

function slot(state: TimeWeightedMeanState, rank: number): number {
  return (state.head + rank) % state.times.length
}

function addSegment(state: TimeWeightedMeanState, at: number, untilUs: Us, sign: 1 | -1): void {
  if (state.held[at] === 0) return
  const lasted = untilUs - state.times[at]!
  addTo(state.area, sign * state.values[at]! * lasted)
  addTo(state.span, sign * lasted)
}

function expire(state: TimeWeightedMeanState, cutUs: Us): void {
  while (state.count > 1) {
    const untilUs = state.times[slot(state, 1)]!
    if (untilUs > cutUs) return
    addSegment(state, state.head, untilUs, -1)
    state.head = slot(state, 1)
    state.count -= 1
  }
  // One value is left: nothing closed remains, and neither does rounding.
  if (state.count <= 1) {
    state.area.sum = state.area.residue = 0
    state.span.sum = state.span.residue = 0
  }
}

function grow(state: TimeWeightedMeanState): void {
  const { times, values, held, head } = state
  const capacity = times.length
  state.times = unrolled(times, new Float64Array(2 * capacity), head)
  state.values = unrolled(values, new Float64Array(2 * capacity), head)
  state.held = unrolled(held, new Uint8Array(2 * capacity), head)
  state.head = 0
}

function unrolled<Column extends Float64Array | Uint8Array>(from: Column, into: Column, head: number): Column {
  into.set(from.subarray(head))
  into.set(from.subarray(0, head), from.length - head)
  return into
}
