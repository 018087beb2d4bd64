import { HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { CliError } from '../errors.ts'
import { parseDuration } from '../input/duration.ts'
import { parseTime } from '../input/time.ts'

/** How often decisions are taken, from a second to an hour; a minute unless given. */
export function decideEveryOf(every: string | undefined, command: string): Us {
  if (every === undefined) return MINUTE_US
  const everyUs = parseDuration(every)
  if (everyUs !== undefined && everyUs >= SECOND_US && everyUs <= HOUR_US) return everyUs
  const complaint = `--every: expected a span from 1s to 1h, received ${every}`
  throw new CliError({ kind: 'usage', complaint, command, hint: 'A span is a whole number and a unit: 1s, 30s, 5m, 1h.' })
}

/** The moment of `--at`. */
export function momentOf(at: string, command: string): Us {
  const timeUs = parseTime(at)
  if (timeUs !== undefined) return timeUs
  const hint = 'Times are UTC: 2026-08-09T14:32, or seconds since 1970 such as 1786285920.'
  throw new CliError({ kind: 'usage', complaint: `--at: expected a UTC time, received ${at}`, command, hint })
}
