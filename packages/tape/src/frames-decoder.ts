import { NINE, SPACE, ZERO } from './bytes/ascii.ts'
import type { TapeEntry } from './entry.ts'
import { decodeLine, isWhole } from './format.ts'
import type { LineDecoder } from './line-decoder.ts'
import type { LineFault } from './line-fault.ts'
import { NameTable } from './name-table.ts'

/** Times of so many digits are exact; those of 2001 to 2286 have them all. */
const TIME_DIGITS = 16
/** Of those digits, what fits an integer of the machine. */
const LOW_DIGITS = 8

/**
 * Reads lines of our own format. A frame whose line begins with a time of today's length and the name of a connection met before is read from its bytes;
 * every other line goes to `decodeLine`, which reads that one the same.
 */
export class FramesDecoder implements LineDecoder {
  readonly skippedLines = 0
  readonly #names = new NameTable()

  decode(bytes: Buffer, from: number, to: number, entries: TapeEntry[]): LineFault | undefined {
    const nameAt = from + TIME_DIGITS + 1
    if (nameAt < to && bytes[nameAt - 1] === SPACE) {
      const receivedUs = timeAt(bytes, from)
      const connection = receivedUs === -1 ? undefined : this.#names.find(bytes, nameAt, to, SPACE)
      if (connection !== undefined) {
        entries.push({ kind: 'frame', connection, receivedUs, frame: bytes.subarray(nameAt + connection.length + 1, to) })
        return undefined
      }
    }
    const entry = decodeLine(bytes.subarray(from, to))
    if (entry.kind === 'damaged' || entry.kind === 'unsupported-version') return entry
    if (entry.kind === 'frame') this.#names.add(entry.connection)
    entries.push(entry)
    return undefined
  }

  isWhole(entry: TapeEntry): boolean {
    return isWhole(entry)
  }
}

/** The number of sixteen digits that the bytes have there; -1 if they are not that, begin with a zero or are beyond what is exact. */
function timeAt(bytes: Buffer, at: number): number {
  if (bytes[at] === ZERO) return -1
  const high = digitsAt(bytes, at)
  const low = digitsAt(bytes, at + LOW_DIGITS)
  const time = high * 1e8 + low
  return high < 0 || low < 0 || time > Number.MAX_SAFE_INTEGER ? -1 : time
}

/** The number of eight digits that the bytes have there; -1 if they are not that. */
function digitsAt(bytes: Buffer, at: number): number {
  let value = 0
  for (let i = at; i < at + LOW_DIGITS; i++) {
    const byte = bytes[i]!
    if (byte < ZERO || byte > NINE) return -1
    value = value * 10 + (byte - ZERO)
  }
  return value
}
