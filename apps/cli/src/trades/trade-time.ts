import type { Us } from '@of/core'
import { parseTime } from '../input/time.ts'

const OFFSET = /^(.*\d)\s?([+-])(\d{2}):?(\d{2})$/
const EPOCH = /^(\d{9,17})(\.\d{1,9})?$/
const MINUTE_US: Us = 60_000_000

/**
 * Reads the time of a trade: ISO 8601, in UTC unless it carries an offset, or the time since 1970 in seconds, milliseconds or microseconds,
 * told by its size; `undefined` when it is none of these.
 */
export function parseTradeTime(text: string): Us | undefined {
  const epoch = EPOCH.exec(text)
  if (epoch !== null) return sinceEpoch(epoch[1] ?? '', Number(text))
  const offset = OFFSET.exec(text)
  if (offset === null || !text.includes(':')) return parseTime(text)
  const local = parseTime(offset[1] ?? '')
  const minutes = Number(offset[3]) * 60 + Number(offset[4])
  return local === undefined || minutes > 14 * 60 ? undefined : local + (offset[2] === '-' ? minutes : -minutes) * MINUTE_US
}

/** Seconds have nine or ten digits between 1973 and 2286, milliseconds three more, microseconds six more. */
function sinceEpoch(whole: string, value: number): Us | undefined {
  if (whole.length <= 10) return Math.round(value * 1_000_000)
  if (whole.length === 12 || whole.length === 13) return Math.round(value * 1_000)
  return whole.length === 15 || whole.length === 16 ? Math.round(value) : undefined
}
