import type { Us } from '@of/core'

/** How often something may be done. */
export interface Pace {
  readonly most: number
  /** The span in which at most so many may be. */
  readonly perUs: Us
}

/** What was done in the last span. Plain data. */
export interface Pacer extends Pace {
  readonly recent: Us[]
}

/** Nothing was done yet. */
export function pacer({ most, perUs }: Pace): Pacer {
  return { most, perUs, recent: [] }
}

/** How long until the next may be done, 0 when it may now. */
export function waitUs({ recent, most, perUs }: Pacer, nowUs: Us): Us {
  const nth = recent.at(-most)
  return nth === undefined ? 0 : Math.max(0, nth + perUs - nowUs)
}

/** Takes in that one is done now. */
export function paced({ recent, most }: Pacer, nowUs: Us): void {
  recent.push(nowUs)
  if (recent.length > most) recent.shift()
}
