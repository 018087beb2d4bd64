import { DAY_US, HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'

const US_PER_MS = 1_000

/** A moment as `2026-08-09 14:00:00`, UTC. */
export function utcText(timeUs: Us): string {
  return new Date(timeUs / US_PER_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** A mark of an axis of time: the day at midnight, the hour otherwise, seconds where marks are less than a minute apart. */
export function timeTick(time: Date, stepUs: Us): string {
  const text = time.toISOString()
  if (stepUs >= DAY_US || text.slice(11, 19) === '00:00:00') return text.slice(5, 10)
  return text.slice(11, stepUs < MINUTE_US ? 19 : 16)
}

/** A span of time as `2026-08-09 14:00:00 – 15:00:00 UTC · 1 h`. */
export function spanText(fromUs: Us, toUs: Us): string {
  const [from, to] = [utcText(fromUs), utcText(toUs)]
  return `${from} – ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to} UTC · ${lengthText(toUs - fromUs)}`
}

/** How long something lasted, in its two greatest units; of the smaller nothing where there is none of it. */
export function lengthText(lengthUs: Us): string {
  if (lengthUs < MINUTE_US) return `${(lengthUs / SECOND_US).toFixed(1)} s`
  const days = Math.floor(lengthUs / DAY_US)
  const hours = Math.floor((lengthUs % DAY_US) / HOUR_US)
  const minutes = Math.floor((lengthUs % HOUR_US) / MINUTE_US)
  const seconds = Math.floor((lengthUs % MINUTE_US) / SECOND_US)
  if (days > 0) return twoUnits([days, 'd'], [hours, 'h'])
  return hours > 0 ? twoUnits([hours, 'h'], [minutes, 'min']) : twoUnits([minutes, 'min'], [seconds, 's'])
}

type Unit = readonly [count: number, name: string]

function twoUnits(great: Unit, small: Unit): string {
  return (small[0] === 0 ? [great] : [great, small]).map(([count, name]) => `${count} ${name}`).join(' ')
}

/** A horizon as it is said: `10 s`, `5 min`, `2 h`. */
export function horizonText(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}

/** The days that a span of time touches, as the label of an axis. */
export function daysText(fromUs: Us, toUs: Us): string {
  const [from, to] = [utcText(fromUs).slice(0, 10), utcText(toUs).slice(0, 10)]
  return from === to ? `${from}, UTC` : `${from} – ${to}, UTC`
}
