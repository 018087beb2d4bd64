import type { Us } from '@of/core'

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?Z?)?$/
const EPOCH_SECONDS = /^(\d{1,10})(?:\.(\d{1,9}))?$/

/**
 * Reads a moment: a date, a UTC time in ISO 8601 or seconds since the Unix epoch; `undefined` when it is none of these.
 * What is finer than a microsecond is cut off.
 */
export function parseTime(text: string): Us | undefined {
  const seconds = EPOCH_SECONDS.exec(text)
  if (seconds !== null) return Number(seconds[1]) * 1_000_000 + microseconds(seconds[2])
  const iso = ISO.exec(text)
  if (iso === null) return undefined
  const [, date, minute = '00:00', second = '00', fraction] = iso
  const ms = Date.parse(`${date}T${minute}:${second}Z`)
  // A day that a month does not have rolls over in silence.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(`${date}T${minute}`)) return undefined
  return ms * 1_000 + microseconds(fraction)
}

/** A moment in ISO 8601, UTC, with microseconds. */
export function isoTime(timeUs: Us): string {
  const ms = Math.floor(timeUs / 1_000)
  return `${new Date(ms).toISOString().slice(0, -1)}${String(timeUs - ms * 1_000).padStart(3, '0')}Z`
}

function microseconds(fraction = ''): Us {
  return Number(fraction.padEnd(6, '0').slice(0, 6))
}
