import type { Us } from '@of/core'

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?(?:\s?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/i
const NUMBER = /^(\d{9,19})(?:\.(\d{1,12}))?$/

const MICRO_DIGITS = 6

/**
 * A time in microseconds, rounded down, from ISO 8601 (UTC where it names no zone) or from seconds, milliseconds, microseconds or nanoseconds since 1970,
 * which their length tells apart; `undefined` for any other text.
 */
export function instantOf(text: string): Us | undefined {
  const number = NUMBER.exec(text)
  if (number !== null) return sinceEpoch(number[1]!, number[2] ?? '')
  const parts = ISO.exec(text)
  return parts === null ? undefined : ofDate(parts)
}

/** Whole microseconds of a number of seconds, rounded down; `undefined` for any other text. */
export function secondsOf(text: string): Us | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,12}))?$/.exec(text)
  return parts === null ? undefined : Number(parts[1]! + fraction(parts[2]))
}

function sinceEpoch(whole: string, decimals: string): Us | undefined {
  const micros = whole.length - digitsBelowSeconds(whole) + MICRO_DIGITS
  const timeUs = Number((whole + decimals.padEnd(MICRO_DIGITS, '0')).slice(0, micros))
  return Number.isSafeInteger(timeUs) ? timeUs : undefined
}

/** How many digits of a time are below its seconds: those of times from 1973 to 2286 have at most ten above. */
function digitsBelowSeconds({ length }: string): number {
  if (length <= 11) return 0
  if (length <= 14) return 3
  return length <= 17 ? 6 : 9
}

function ofDate(parts: RegExpExecArray): Us | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0))
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  const read = new Date(ms)
  const isDay = read.getUTCFullYear() === year && read.getUTCMonth() === month - 1 && read.getUTCDate() === day
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined
  return ms * 1_000 + Number(fraction(parts[7])) - zoneUs(parts[8] ?? 'Z')
}

function zoneUs(zone: string): Us {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (parts === null) return 0
  const minutes = Number(parts[2]) * 60 + Number(parts[3])
  return (parts[1] === '-' ? -minutes : minutes) * 60_000_000
}

function fraction(digits = ''): string {
  return digits.slice(0, MICRO_DIGITS).padEnd(MICRO_DIGITS, '0')
}
