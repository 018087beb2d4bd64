import { CLOSING_BRACE, COMMA, NINE, ONE, POINT, QUOTE, ZERO } from '../bytes/ascii.ts'
import type { TapeEntry } from '../entry.ts'
import { parseJson } from '../line-fault.ts'
import type { NameTable } from '../name-table.ts'

const CONNECTION_AT = Buffer.from('{"t":"recv","conn":"')
const TIME_AT = Buffer.from('","ts":')
const FRAME_AT = Buffer.from(',"data":')
/** Seconds of so few digits and beginning with a one are below what a capture may hold. */
const SECOND_DIGITS = 10

/**
 * Reads a line of the one form that a capture's frames have, of a connection met before: `{"t":"recv","conn":"…","ts":1786309548.62,"data":"…"}`. Nothing
 * for any other, which may be a frame too.
 */
export function readRecvLine(bytes: Buffer, from: number, to: number, names: NameTable): TapeEntry | undefined {
  if (!standsAt(CONNECTION_AT, bytes, from)) return undefined
  const nameAt = from + CONNECTION_AT.length
  const connection = names.find(bytes, nameAt, to, QUOTE)
  if (connection === undefined || !standsAt(TIME_AT, bytes, nameAt + connection.length)) return undefined
  const timeAt = nameAt + connection.length + TIME_AT.length
  const timeEnd = secondsEnd(bytes, timeAt)
  if (timeEnd === -1 || !standsAt(FRAME_AT, bytes, timeEnd) || bytes[to - 1] !== CLOSING_BRACE) return undefined
  const text = parseText(bytes.toString('utf8', timeEnd + FRAME_AT.length, to - 1))
  if (text === undefined) return undefined
  const receivedUs = Math.round(Number(bytes.toString('latin1', timeAt, timeEnd)) * 1e6)
  return { kind: 'frame', connection, receivedUs, frame: Buffer.from(text) }
}

/** What a piece of JSON says that is nothing but a text; `undefined` for any other. */
function parseText(json: string): string | undefined {
  const parsed = parseJson(json)
  return 'json' in parsed && typeof parsed.json === 'string' ? parsed.json : undefined
}

function standsAt(pattern: Buffer, bytes: Buffer, at: number): boolean {
  for (let i = 0; i < pattern.length; i++) if (bytes[at + i] !== pattern[i]) return false
  return true
}

/** Where a number of seconds such as 1786309548.62 ends, of 2001 to 2033, which has a comma behind it; -1 if it is another or written in another way. */
function secondsEnd(bytes: Buffer, from: number): number {
  let at = from
  while (isDigit(bytes[at])) at += 1
  if (at - from !== SECOND_DIGITS || bytes[from] !== ONE) return -1
  if (bytes[at] === POINT) {
    at += 1
    if (!isDigit(bytes[at])) return -1
    while (isDigit(bytes[at])) at += 1
  }
  return bytes[at] === COMMA ? at : -1
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}
