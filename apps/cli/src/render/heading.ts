import { HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { isoTime } from '../input/time.ts'
import type { Paint } from './colour.ts'

const MOST_NAMED = 3
const BANNER_COLUMNS = 120

/** What an analysis is of. */
export interface Heading {
  readonly recordings: readonly string[]
  readonly span: readonly [firstUs: Us, lastUs: Us]
  /** Where one set of rules is used for all: its preset, or what it is called where it is one's own. */
  readonly preset?: string
  readonly rules?: string
}

/** Two lines: the recordings, then the time of receipt that they span and the preset or the rules, if there are any. */
export function renderHeading({ preset, recordings, rules, span }: Heading, paint: Paint): string {
  const named = recordings.slice(0, MOST_NAMED).join(', ')
  const others = recordings.length > MOST_NAMED ? ` and ${recordings.length - MOST_NAMED} more` : ''
  const by = preset === undefined ? (rules === undefined ? '' : ' · rules ') : ' · preset '
  return `${named}${others}\n${paint('dim', `${spanText(span)}${by}`)}${preset ?? rules ?? ''}\n`
}

/** The row that keeps simulated figures from being taken for a market's. */
export function renderSimulated(columns: number, paint: Paint): string {
  const words = '▞▞▞ SIMULATED  not a market · made by a simulator '
  return `${paint('banner', words.padEnd(Math.min(columns, BANNER_COLUMNS), '▞'))}\n`
}

function spanText([firstUs, lastUs]: Heading['span']): string {
  const [firstDay = '', first = ''] = wallTime(firstUs)
  const [lastDay = '', last = ''] = wallTime(lastUs)
  return `${firstDay} ${first} – ${lastDay === firstDay ? '' : `${lastDay} `}${last} UTC · ${lengthText(lastUs - firstUs)}`
}

function wallTime(timeUs: Us): string[] {
  return isoTime(timeUs).slice(0, 19).split('T')
}

function lengthText(lengthUs: Us): string {
  if (lengthUs < MINUTE_US) return `${(lengthUs / SECOND_US).toFixed(1)} s`
  const hours = Math.floor(lengthUs / HOUR_US)
  const minutes = Math.floor((lengthUs % HOUR_US) / MINUTE_US)
  const seconds = Math.floor((lengthUs % MINUTE_US) / SECOND_US)
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds} s`
}
