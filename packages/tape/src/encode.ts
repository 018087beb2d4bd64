import type { Us } from '@of/core'
import { CARRIAGE_RETURN, LINE_FEED, SPACE } from './bytes/ascii.ts'
import type { TapeEntry, TapeHeader } from './entry.ts'
import { FRAMES_VERSION, isName, isPath, isTime } from './format.ts'
import { excerpt } from './line-fault.ts'

/** The first line of a recording in our own format, with its line feed, whatever format its header was read from. */
export function encodeHeader({ source, simulated, session, segment, note }: TapeHeader): Uint8Array {
  return lineOf(JSON.stringify({ format: 'of-frames', version: FRAMES_VERSION, source, simulated, session, segment, note }))
}

/**
 * An entry as a line of our own format, with its line feed: lines put together are a recording. Line breaks inside a frame or a body become spaces, which
 * JSON reads the same.
 *
 * Throws a `RangeError` for a time, a connection name or a path that the format cannot carry.
 */
export function encodeEntry(entry: TapeEntry): Uint8Array {
  switch (entry.kind) {
    case 'header':
      return encodeHeader(entry.header)
    case 'opened':
      return lineOf(`${checkedTime(entry.receivedUs)} open ${checkedName(entry.connection)}`)
    case 'closed':
      return lineOf(`${checkedTime(entry.receivedUs)} close ${checkedName(entry.connection)}`)
    case 'frame':
      return frameLine(`${checkedTime(entry.receivedUs)} ${checkedName(entry.connection)} `, entry.frame)
    case 'rest':
      return lineOf(`${checkedTime(entry.receivedUs)} rest ${checkedPath(entry.path)} ${entry.body.replace(/[\r\n]/g, ' ')}`)
  }
}

function lineOf(text: string): Uint8Array {
  return Buffer.from(`${text}\n`)
}

function frameLine(prefix: string, frame: Uint8Array): Uint8Array {
  const line = Buffer.allocUnsafe(prefix.length + frame.length + 1)
  line.write(prefix, 'latin1')
  line.set(frame, prefix.length)
  line[line.length - 1] = LINE_FEED
  blank(line, LINE_FEED)
  blank(line, CARRIAGE_RETURN)
  return line
}

/** Puts spaces in place of a byte, but not of the last one of the line. */
function blank(line: Buffer, byte: number): void {
  for (let at = line.indexOf(byte); at !== -1 && at < line.length - 1; at = line.indexOf(byte, at + 1)) line[at] = SPACE
}

function checkedTime(receivedUs: Us): string {
  const time = String(receivedUs)
  if (!isTime(time)) throw new RangeError(`tape: receivedUs must be a non-negative safe integer, was ${time}`)
  return time
}

function checkedName(connection: string): string {
  if (!isName(connection))
    throw new RangeError(`tape: connection must be a name other than open, close and rest, was ${excerpt(connection)}`)
  return connection
}

function checkedPath(path: string): string {
  if (!isPath(path)) throw new RangeError(`tape: path must begin with a slash and hold no space, was ${excerpt(path)}`)
  return path
}
