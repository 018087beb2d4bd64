import { DAY_US, HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'

const DAYS_IN_ERA = 146_097
const DAYS_TO_1970 = 719_468

/** A time as UTC to the millisecond, rounded down: `2026-08-09 14:32:00.000`. */
export function utcText(timeUs: Us): string {
  const days = Math.floor(timeUs / DAY_US)
  const withinUs = timeUs - days * DAY_US
  const clock = [withinUs / HOUR_US, (withinUs % HOUR_US) / MINUTE_US, (withinUs % MINUTE_US) / SECOND_US]
  const millis = Math.floor((withinUs % SECOND_US) / 1_000)
  return `${dateText(days)} ${clock.map((part) => padded(part, 2)).join(':')}.${padded(millis, 3)}`
}

/**
 * The date so many days after 1970-01-01.
 *
 * @see Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days
 */
function dateText(days: number): string {
  const shifted = days + DAYS_TO_1970
  const era = Math.floor(shifted / DAYS_IN_ERA)
  const dayOfEra = shifted - era * DAYS_IN_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

function padded(value: number, digits: number): string {
  return String(Math.floor(value)).padStart(digits, '0')
}
