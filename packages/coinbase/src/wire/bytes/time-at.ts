import { SECOND_US } from '@of/core'
import { parseTime } from '../time.ts'
import { BYTES, NOWHERE, textBetween, VIEW } from './byte-window.ts'
import { fourDigitsAt } from './digits.ts'

const ZERO = 48
const POINT = 46
const ZULU = 90

/** The bytes of a time up to its seconds, and up to their end. */
export const MINUTE_BYTES = 17
const WHOLE_BYTES = 19

const MICRO_DIGITS = 6
const MOST_DIGITS = 9
const POWERS: Int32Array = Int32Array.from({ length: MICRO_DIGITS + 1 }, (_, exponent) => Number(`1e${exponent}`))

/** A minute later than this one might not be exact in microseconds to its end. */
const LAST_MINUTE_US = Number.MAX_SAFE_INTEGER - 60 * SECOND_US

/** The minute that was read last, as the words of its text: most times are of the minute of the one before. */
const minute: Float64Array = new Float64Array(3).fill(Number.NaN)
const minuteUs: Float64Array = new Float64Array(1)

/**
 * Reads an RFC 3339 time in UTC at a place of the window into a row of a column, in microseconds; where it ends, or `NOWHERE`
 * if there is none. A time before 2000, which the venue writes where it has none, is `NaN`.
 */
export function timeAt(at: number, column: Float64Array, row: number): number {
  if (!isMinuteAt(at) && !readMinuteAt(at)) return NOWHERE
  const tens = BYTES[at + MINUTE_BYTES]! - ZERO
  const ones = BYTES[at + MINUTE_BYTES + 1]! - ZERO
  if (tens >>> 0 > 5 || ones >>> 0 > 9) return NOWHERE

  let place = at + WHOLE_BYTES
  let micros = 0
  if (BYTES[place] === POINT) {
    place += 1
    let fraction = 0
    let four = fourDigitsAt(place)
    while (four >= 0) {
      fraction = (Math.imul(fraction, 10_000) + four) | 0
      place += 4
      four = fourDigitsAt(place)
    }
    let digit = BYTES[place]! - ZERO
    while (digit >>> 0 <= 9) {
      fraction = (Math.imul(fraction, 10) + digit) | 0
      place += 1
      digit = BYTES[place]! - ZERO
    }
    const digits = place - at - WHOLE_BYTES - 1
    if (digits === 0 || digits > MOST_DIGITS) return NOWHERE
    micros = digits > MICRO_DIGITS ? (fraction / POWERS[digits - MICRO_DIGITS]!) | 0 : Math.imul(fraction, POWERS[MICRO_DIGITS - digits]!)
  }
  if (BYTES[place] !== ZULU) return NOWHERE
  column[row] = minuteUs[0]! + (tens * 10 + ones) * SECOND_US + micros
  return place + 1
}

function isMinuteAt(at: number): boolean {
  return (
    VIEW.getFloat64(at, true) === minute[0] &&
    VIEW.getFloat64(at + 8, true) === minute[1] &&
    VIEW.getFloat64(at + MINUTE_BYTES - 8, true) === minute[2]
  )
}

function readMinuteAt(at: number): boolean {
  const startUs = minuteUsAt(at)
  if (startUs === undefined) return false
  minuteUs[0] = startUs
  minute[0] = VIEW.getFloat64(at, true)
  minute[1] = VIEW.getFloat64(at + 8, true)
  minute[2] = VIEW.getFloat64(at + MINUTE_BYTES - 8, true)
  return true
}

/** When the minute begins whose text is at a place of the window; `NaN` before 2000, `undefined` if it is none. */
export function minuteUsAt(at: number): number | undefined {
  const startUs = parseTime(`${textBetween(at, at + MINUTE_BYTES)}00Z`)
  if (startUs === undefined || (startUs !== 'missing' && startUs > LAST_MINUTE_US)) return undefined
  return startUs === 'missing' ? Number.NaN : startUs
}
