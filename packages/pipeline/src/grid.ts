import { HOUR_US, type Us } from '@of/core'

/** The longest silence that is played through; what a longer one skips is counted. */
const LONGEST_SILENCE_US: Us = HOUR_US

/** Steps that any silence is played through for, at most. */
const MOST_STEPS = 3_600

/** A clock that rings at every multiple of a step. */
export interface Grid {
  readonly stepUs: Us
  /** The next time it rings; `undefined` until the clock has started. */
  nextUs: Us | undefined
  /** Times it did not ring, in silences too long to play through. */
  skipped: number
}

/** A grid that has not started. */
export function grid(stepUs: Us): Grid {
  if (!Number.isInteger(stepUs) || stepUs <= 0) throw new RangeError(`grid: stepUs must be a positive integer, was ${stepUs}`)
  return { stepUs, nextUs: undefined, skipped: 0 }
}

/** Starts the grid at a time, or keeps it short of one that a long silence has left far behind. */
export function reachFor(state: Grid, nowUs: Us): void {
  if (state.nextUs === undefined) {
    passOver(state, nowUs)
    return
  }
  const behind = Math.floor((nowUs - state.nextUs) / state.stepUs) + 1
  const most = Math.min(MOST_STEPS, Math.ceil(LONGEST_SILENCE_US / state.stepUs))
  if (behind > most) {
    state.skipped += behind - most
    state.nextUs += (behind - most) * state.stepUs
  }
}

/** Lets a grid ring no earlier than after a time: what it would have rung for until then is not told. */
export function passOver(state: Grid, nowUs: Us): void {
  state.nextUs = (Math.floor(nowUs / state.stepUs) + 1) * state.stepUs
}

/** The next time it rings up to `nowUs`, or `undefined`; each is given once. */
export function ring(state: Grid, nowUs: Us): Us | undefined {
  const { nextUs } = state
  if (nextUs === undefined || nextUs > nowUs) return undefined
  state.nextUs = nextUs + state.stepUs
  return nextUs
}
