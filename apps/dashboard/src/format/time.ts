const SECOND_US = 1_000_000
const DAY_US = 86_400 * SECOND_US

/** Which clock times are told by. */
export type Zone = 'utc' | 'local'

/** What a zone is called beside times. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : 'local'
}

/** How far local time is ahead of UTC at a moment, µs. */
function offsetUs(timeUs: number, zone: Zone): number {
  return zone === 'utc' ? 0 : -new Date(timeUs / 1_000).getTimezoneOffset() * 60 * SECOND_US
}

/** A time of day as `HH:MM`, `HH:MM:SS` or with milliseconds. */
export function clock(timeUs: number, zone: Zone, precision: 'minute' | 'second' | 'ms' = 'second'): string {
  const shifted = timeUs + offsetUs(timeUs, zone)
  const text = new Date(Math.floor(shifted / 1_000)).toISOString().slice(11, 23)
  return text.slice(0, precision === 'minute' ? 5 : precision === 'second' ? 8 : 12)
}

/** A date as `22 Nov`. */
export function day(timeUs: number, zone: Zone): string {
  const date = new Date(Math.floor((timeUs + offsetUs(timeUs, zone)) / 1_000))
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][date.getUTCMonth()]
  return `${date.getUTCDate()} ${month}`
}

/** Whether a time is midnight of its zone. */
export function isMidnight(timeUs: number, zone: Zone): boolean {
  return (timeUs + offsetUs(timeUs, zone)) % DAY_US === 0
}

/** A length of time: milliseconds below a tenth of a second, tenths below ten, then `14 s`, `2 min 5 s`, `3 h 20 min`. */
export function span(lengthUs: number): string {
  const seconds = lengthUs / SECOND_US
  if (seconds < 0.1) return `${Math.ceil(lengthUs / 1_000)} ms`
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const [big, small, unit, rest] = whole < 3_600 ? [60, 1, 'min', 's'] : [3_600, 60, 'h', 'min']
  const left = Math.floor((whole % big) / small)
  return `${Math.floor(whole / big)} ${unit}${left === 0 ? '' : ` ${left} ${rest}`}`
}

/** An age in whole seconds, minutes and hours, rounded down: `14 s`. */
export function age(lengthUs: number): string {
  const seconds = Math.max(0, Math.floor(lengthUs / SECOND_US))
  return seconds < 10 ? `${seconds} s` : span(seconds * SECOND_US)
}

/** A latency: `31 ms`, or seconds from ten thousand. */
export function latency(lengthUs: number): string {
  const ms = lengthUs / 1_000
  return ms < 10_000 ? `${Math.round(ms)} ms` : span(lengthUs)
}
