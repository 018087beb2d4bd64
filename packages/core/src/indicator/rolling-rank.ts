import type { Us } from '../market.ts'
import { dropOldest, oldestUs, putRow, rowAt, type TimeRing, timeRing } from './time-ring.ts'

/** Samples of a trailing window twice over: in order of time, and in order of size. */
export interface RollingRankState {
  readonly samples: TimeRing
  /** The values of the samples, ascending; what is behind them is not used. */
  ranked: Float64Array
}

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
    init: () => ({ samples: timeRing(1), ranked: new Float64Array(16) }),
    push(state, timeUs, value) {
      const { samples } = state
      while (oldestUs(samples) <= timeUs - widthUs) {
        removeValue(state, samples.rows[rowAt(samples, 0) + 1]!)
        dropOldest(samples)
      }
      insertValue(state, value)
      const at = putRow(samples, timeUs)
      samples.rows[at + 1] = value
    },
    rank({ samples, ranked }, nowUs, value) {
      let below = smallerThan(ranked, samples.count, value)
      let equal = notAbove(ranked, samples.count, value) - below
      let inside = samples.count
      // What has left the window since the last sample is still among the ranked.
      for (let rank = 0; rank < samples.count; rank++) {
        const at = rowAt(samples, rank)
        if (samples.rows[at]! > nowUs - widthUs) break
        const sample = samples.rows[at + 1]!
        inside -= 1
        if (sample < value) below -= 1
        else if (sample === value) equal -= 1
      }
      return inside < minSamples ? undefined : (below + equal / 2) / inside
    },
  }
}

function insertValue(state: RollingRankState, value: number): void {
  const { count } = state.samples
  if (count === state.ranked.length) {
    const grown = new Float64Array(2 * count)
    grown.set(state.ranked)
    state.ranked = grown
  }
  const rank = smallerThan(state.ranked, count, value)
  state.ranked.copyWithin(rank + 1, rank, count)
  state.ranked[rank] = value
}

function removeValue({ samples, ranked }: RollingRankState, value: number): void {
  const rank = smallerThan(ranked, samples.count, value)
  ranked.copyWithin(rank, rank + 1, samples.count)
}

/** How many of the first `count` values, which ascend, are smaller. */
function smallerThan(ascending: Float64Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the first `count` values, which ascend, are smaller or equal. */
function notAbove(ascending: Float64Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}
