import type { Us } from '../market.ts'
import { newestUs, oldestUs, type TimeRing, timeRing } from './time-ring.ts'

/**
 * Rows of events, which mostly come in the order of their times: those that do in one ring, the late ones in another, each
 * sorted. A late event moves only other late ones, however many came in time. Plain data.
 */
export interface EventRows {
  readonly punctual: TimeRing
  readonly late: TimeRing
}

/** No events, with so many numbers beside each time. */
export function eventRows(numbers: number): EventRows {
  return { punctual: timeRing(numbers), late: timeRing(numbers) }
}

/** The ring that an event of a time belongs in. */
export function ringFor({ punctual, late }: EventRows, timeUs: Us): TimeRing {
  return timeUs >= newestUs(punctual) ? punctual : late
}

/** The ring whose oldest event is the oldest of all, an empty one where there is none. */
export function oldestRing({ punctual, late }: EventRows): TimeRing {
  return late.count > 0 && oldestUs(late) < oldestUs(punctual) ? late : punctual
}

/** How many events there are. */
export function eventCount({ punctual, late }: EventRows): number {
  return punctual.count + late.count
}
