import { BYTES, NOWHERE } from './byte-window.ts'

const ZERO = 48

/** A digit more, and a double might not hold the number. */
const EXACT_DIGITS = 15

/** Reads a whole number at a place of the window into a row of a column; where it ends, or `NOWHERE` if there is none of up to 15 digits. */
export function wholeAt(at: number, column: Float64Array, row: number): number {
  let place = at
  let number = 0
  let digit = BYTES[place]! - ZERO
  while (digit >>> 0 <= 9) {
    number = number * 10 + digit
    place += 1
    digit = BYTES[place]! - ZERO
  }
  const digits = place - at
  if (digits === 0 || digits > EXACT_DIGITS) return NOWHERE
  column[row] = number
  return place
}

/** The same for a number of JSON, which does not begin with a zero unless it is one. */
export function jsonWholeAt(at: number, column: Float64Array, row: number): number {
  const end = wholeAt(at, column, row)
  return BYTES[at] === ZERO && end !== at + 1 ? NOWHERE : end
}
