import { DAY_US, HOUR_US, type Us } from '@of/core'

/**
 * When a day begins in New York, by the rules of daylight saving time in force since 2007: from the second Sunday of March to the first of November, both of
 * which begin before the clocks change.
 *
 * @see https://www.nist.gov/pml/time-and-frequency-division/popular-links/daylight-saving-time-dst
 */
export function newYorkMidnightUs(year: number, month: number, day: number): Us {
  const summer = isAfter(month, day, [3, nthSunday(year, 3, 2)]) && !isAfter(month, day, [11, nthSunday(year, 11, 1)])
  return Date.UTC(year, month - 1, day) * 1_000 + (summer ? 4 : 5) * HOUR_US
}

function isAfter(month: number, day: number, [otherMonth, otherDay]: readonly [month: number, day: number]): boolean {
  return month === otherMonth ? day > otherDay : month > otherMonth
}

function nthSunday(year: number, month: number, nth: number): number {
  const firstUs = Date.UTC(year, month - 1, 1) * 1_000
  // 1970 began with a Thursday.
  const weekday = (firstUs / DAY_US + 4) % 7
  return ((7 - weekday) % 7) + 1 + 7 * (nth - 1)
}
