import type { Us } from '@of/core'

/** A moment that is watched. */
export interface WatchedMoment {
  readonly timeUs: Us
  readonly receivedUs: Us
}

/** Moments of one product of which not every mid has been read, oldest first, and how many of them each reading has passed. Plain data. */
export interface MidWatchState {
  moments: WatchedMoment[]
  readonly passed: number[]
}

/** A reading that falls due. */
export interface DueReading {
  readonly moment: WatchedMoment
  readonly afterUs: Us
}

/** Says when mids are to be read after moments of decision. */
export interface MidWatch {
  readonly init: () => MidWatchState
  readonly watch: (state: MidWatchState, moment: WatchedMoment) => void
  /** When the next reading falls due, Infinity when none is left. */
  readonly nextUs: (state: MidWatchState) => Us
  /** The readings that fall due at a time or before, in their order. */
  readonly take: (state: MidWatchState, untilUs: Us) => DueReading[]
}

/** Reads each mid at so long after a moment was received, for all of the given spans. Moments must be received in order. */
export function midWatch(spansUs: readonly Us[]): MidWatch {
  const spans = [...new Set(spansUs)].sort((a, b) => a - b)
  const dueOf = ({ moments, passed }: MidWatchState, at: number): Us => {
    const moment = moments[passed[at]!]
    return moment === undefined ? Infinity : moment.receivedUs + spans[at]!
  }
  const nextUs = (state: MidWatchState): Us => {
    let next = Infinity
    for (let at = 0; at < spans.length; at++) next = Math.min(next, dueOf(state, at))
    return next
  }
  return {
    init: () => ({ moments: [], passed: spans.map(() => 0) }),
    watch: ({ moments }, moment) => void moments.push(moment),
    nextUs,
    take(state, untilUs) {
      const readings: DueReading[] = []
      for (let dueUs = nextUs(state); dueUs <= untilUs && dueUs < Infinity; dueUs = nextUs(state)) {
        const at = spans.findIndex((_, place) => dueOf(state, place) === dueUs)
        readings.push({ moment: state.moments[state.passed[at]!]!, afterUs: spans[at]! })
        state.passed[at]! += 1
      }
      const done = Math.min(...state.passed)
      if (done > 0) {
        state.moments = state.moments.slice(done)
        for (let at = 0; at < spans.length; at++) state.passed[at]! -= done
      }
      return readings
    },
  }
}
