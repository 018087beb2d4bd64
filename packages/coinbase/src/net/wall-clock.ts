import { SECOND_US, type Us } from '@of/core'

const MOST_APART_US = SECOND_US / 4

/** Where a clock reads: both in milliseconds, the first since 1970, the second since some moment of its own. */
export interface ClockSources {
  /** Jumps when somebody sets it. */
  readonly wallMs: () => number
  /** Never jumps, and stands still while the machine sleeps. */
  readonly steadyMs: () => number
}

/**
 * A clock of microseconds since 1970 that never goes back: it steps with the steady source and follows the wall clock forward once they
 * are a quarter of a second apart, as after a sleep. A wall clock that is set back is not followed, for then silence would go unseen.
 */
export function wallClock({ wallMs, steadyMs }: ClockSources = system): () => Us {
  let offsetMs = wallMs() - steadyMs()
  return () => {
    const nowMs = steadyMs()
    const aheadUs = (wallMs() - nowMs - offsetMs) * 1000
    if (aheadUs > MOST_APART_US) offsetMs += aheadUs / 1000
    return Math.floor((nowMs + offsetMs) * 1000)
  }
}

const system: ClockSources = { wallMs: () => Date.now(), steadyMs: () => performance.now() }
