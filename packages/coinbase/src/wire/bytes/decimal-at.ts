import { BYTES, NOWHERE } from './byte-window.ts'
import { fourDigitsAt } from './digits.ts'

const ZERO = 48
const POINT = 46
const MINUS = 45

/** A digit more, and 32 bits might not hold the number. */
const SHORT_DIGITS = 9

/** A digit more, and a double might not hold the number without its point. */
const EXACT_DIGITS = 15

/** Powers of ten that a double holds exactly. */
const POWERS: Float64Array = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => Number(`1e${exponent}`))

/**
 * Reads a decimal without sign or exponent at a place of the window into a row of a column; where it ends, or `NOWHERE` if there is none.
 *
 * An integer below 10^15 and a power of ten up to that are exact in a double, so their quotient is the double nearest to the
 * decimal, which is what `Number` makes of it. Longer decimals are refused.
 */
export function decimalAt(at: number, column: Float64Array, row: number): number {
  let place = at | 0
  let whole = 0
  let four = fourDigitsAt(place)
  if (four >= 0) {
    whole = four
    place = (place + 4) | 0
  }
  let digit = BYTES[place]! - ZERO
  while (digit >>> 0 <= 9) {
    whole = (Math.imul(whole, 10) + digit) | 0
    place = (place + 1) | 0
    digit = BYTES[place]! - ZERO
  }
  const wholeDigits = place - at
  if (digit !== POINT - ZERO) {
    if (wholeDigits === 0) return NOWHERE
    if (wholeDigits > SHORT_DIGITS) return longDecimalAt(at, column, row)
    column[row] = whole
    return place
  }

  place = (place + 1) | 0
  const fractionAt = place
  let fraction = 0
  four = fourDigitsAt(place)
  while (four >= 0) {
    fraction = (Math.imul(fraction, 10_000) + four) | 0
    place = (place + 4) | 0
    four = fourDigitsAt(place)
  }
  digit = BYTES[place]! - ZERO
  while (digit >>> 0 <= 9) {
    fraction = (Math.imul(fraction, 10) + digit) | 0
    place = (place + 1) | 0
    digit = BYTES[place]! - ZERO
  }
  const fractionDigits = place - fractionAt
  if (fractionDigits === 0 || wholeDigits === 0) return NOWHERE
  if (fractionDigits > SHORT_DIGITS || wholeDigits > SHORT_DIGITS || wholeDigits + fractionDigits > EXACT_DIGITS) {
    return longDecimalAt(at, column, row)
  }
  const power = POWERS[fractionDigits]!
  column[row] = (whole * power + fraction) / power
  return place
}

/** The same, for decimals whose digits before or after the point are many. */
function longDecimalAt(at: number, column: Float64Array, row: number): number {
  const pointAt = pastDigits(at)
  const hasPoint = BYTES[pointAt] === POINT
  const end = hasPoint ? pastDigits(pointAt + 1) : pointAt
  if (end === NOWHERE || end - at > (hasPoint ? EXACT_DIGITS + 1 : EXACT_DIGITS)) return NOWHERE
  let number = 0
  for (let place = at; place < end; place++) if (place !== pointAt) number = number * 10 + BYTES[place]! - ZERO
  column[row] = hasPoint ? number / POWERS[end - pointAt - 1]! : number
  return end
}

/** Passes over a decimal of any length that may be negative; where it ends, or `NOWHERE` if there is none. */
export function pastDecimal(at: number): number {
  const pointAt = pastDigits(BYTES[at] === MINUS ? at + 1 : at)
  return BYTES[pointAt] === POINT ? pastDigits(pointAt + 1) : pointAt
}

function pastDigits(from: number): number {
  let place = from
  while ((BYTES[place]! - ZERO) >>> 0 <= 9) place += 1
  return place === from ? NOWHERE : place
}
