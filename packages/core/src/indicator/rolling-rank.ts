import type { Us } from '../market.ts'
import { dropOldest, putRow, rowAt, type TimeRing, timeRing } from './time-ring.ts'

/** Samples of a trailing window. */
export type RollingRankState = TimeRing

/** Where a value stands among the samples of a trailing window of exchange time. */
export interface RollingRank {
  readonly init: () => RollingRankState
  readonly push: (state: RollingRankState, timeUs: Us, value: number) => void
  /** Share of the samples in the window that are smaller, ties counting half, from 0 to 1; `undefined` below `minSamples`. */
  readonly rank: (state: RollingRankState, nowUs: Us, value: number) => number | undefined
}

/** The rank of a value among the samples of `(now − widthUs, now]`. */
export function rollingRank(options: { readonly widthUs: Us; readonly minSamples: number }): RollingRank {
  const { widthUs, minSamples } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingRank: widthUs must be above 0, was ${widthUs}`)
  if (!(minSamples >= 1)) throw new RangeError(`rollingRank: minSamples must be at least 1, was ${minSamples}`)

  return {
    init: () => timeRing(1),
    push(state, timeUs, value) {
      while (state.count > 0 && state.rows[rowAt(state, 0)]! <= timeUs - widthUs) dropOldest(state)
      const at = putRow(state, timeUs)
      state.rows[at + 1] = value
    },
    rank(state, nowUs, value) {
      let below = 0
      let equal = 0
      let inside = 0
      for (let rank = 0; rank < state.count; rank++) {
        const at = rowAt(state, rank)
        if (state.rows[at]! <= nowUs - widthUs) continue
        const sample = state.rows[at + 1]!
        inside += 1
        if (sample < value) below += 1
        else if (sample === value) equal += 1
      }
      return inside < minSamples ? undefined : (below + equal / 2) / inside
    },
  }
}
