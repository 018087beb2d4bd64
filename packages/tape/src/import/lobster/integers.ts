import { COMMA, NINE, ZERO } from '../../bytes/ascii.ts'

const MINUS = 0x2d
/** As many digits are exact in a double, whatever they are. */
const MOST_DIGITS = 15

/** Reads whole numbers with commas between them, and returns how many there are; -1 if that is not what the bytes are. Beyond the room there is they are only counted. */
export function readIntegers(bytes: Buffer, from: number, to: number, into: Float64Array): number {
  let count = 0
  for (let at = from; at <= to; at++) {
    const isNegative = bytes[at] === MINUS
    if (isNegative) at += 1
    const digitsFrom = at
    let value = 0
    for (; at < to; at++) {
      const byte = bytes[at]!
      if (byte < ZERO || byte > NINE) break
      value = value * 10 + (byte - ZERO)
    }
    const digits = at - digitsFrom
    if (digits === 0 || digits > MOST_DIGITS || (at < to && bytes[at] !== COMMA)) return -1
    if (count < into.length) into[count] = isNegative ? -value : value
    count += 1
  }
  return count
}
