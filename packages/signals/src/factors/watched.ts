import type { Us } from '@of/core'

/** Since when moments have followed each other without one missing. Plain data, as JSON has it. */
export interface Watched {
  sinceUs: Us | null
  lastUs: Us | null
  /** How far moments are apart, as far as that has shown. */
  everyUs: Us | null
}

/** Nothing seen yet. */
export function notWatched(): Watched {
  return { sinceUs: null, lastUs: null, everyUs: null }
}

/**
 * Takes in a moment; since when none has been missing before it. Moments are on a grid: the shortest step seen is its step, and a longer one is a hole,
 * behind which watching begins anew.
 */
export function watchedSince(watched: Watched, timeUs: Us): Us {
  const { everyUs, lastUs } = watched
  if (lastUs === null) watched.sinceUs = timeUs
  else {
    const stepUs = timeUs - lastUs
    if (everyUs === null || stepUs < everyUs) {
      watched.everyUs = stepUs
      watched.sinceUs = lastUs
    } else if (stepUs > everyUs) watched.sinceUs = timeUs
  }
  watched.lastUs = timeUs
  return watched.sinceUs ?? timeUs
}
