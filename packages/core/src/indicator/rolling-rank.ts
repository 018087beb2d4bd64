import type { Us } from '../market.ts'

/** Samples of a trailing window, oldest first in a ring that grows. */
export interface RollingRankState {
  times: Float64Array
  values: Float64Array
  head: number
  count: number
}

/** Where a value stands among the samples of a trailing window of exchange time. */
export interface RollingRank {
  readonly init: () => RollingRankState
  /** Takes in a sample; times do not go back. */
  readonly push: (state: RollingRankState, timeUs: Us, value: number) => void
  /** Share of the samples in the window that are smaller, ties counting half, from 0 to 1; `undefined` below `minSamples`. */
  readonly rank: (state: RollingRankState, nowUs: Us, value: number) => number | undefined
}

const FIRST_CAPACITY = 64

/** The rank of a value among the samples of `(now − widthUs, now]`. */
export function rollingRank(options: { readonly widthUs: Us; readonly minSamples: number }): RollingRank {
  const { widthUs, minSamples } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingRank: widthUs must be above 0, was ${widthUs}`)
  if (!(minSamples >= 1)) throw new RangeError(`rollingRank: minSamples must be at least 1, was ${minSamples}`)

  return {
    init: () => ({ times: new Float64Array(FIRST_CAPACITY), values: new Float64Array(FIRST_CAPACITY), head: 0, count: 0 }),
    push(state, timeUs, value) {
      while (state.count > 0 && state.times[state.head]! <= timeUs - widthUs) {
        state.head = (state.head + 1) % state.times.length
        state.count -= 1
      }
      if (state.count === state.times.length) grow(state)
      const at = (state.head + state.count) % state.times.length
      state.times[at] = timeUs
      state.values[at] = value
      state.count += 1
    },
    rank(state, nowUs, value) {
      let below = 0
      let equal = 0
      let inside = 0
      for (let i = 0; i < state.count; i++) {
        const at = (state.head + i) % state.times.length
        if (state.times[at]! <= nowUs - widthUs) continue
        inside += 1
        const sample = state.values[at]!
        if (sample < value) below += 1
        else if (sample === value) equal += 1
      }
      return inside < minSamples ? undefined : (below + equal / 2) / inside
    },
  }
}

function grow(state: RollingRankState): void {
  for (const column of ['times', 'values'] as const) {
    const old = state[column]
    const grown = new Float64Array(2 * old.length)
    grown.set(old.subarray(state.head))
    grown.set(old.subarray(0, state.head), old.length - state.head)
    state[column] = grown
  }
  state.head = 0
}
