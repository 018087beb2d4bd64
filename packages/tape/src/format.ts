import type { Us } from '@of/core'
import { z } from 'zod'
import type { TapeEntry, TapeHeader } from './entry.ts'
import { excerpt, issuesOf, notA, parseJson, type LineFault } from './line-fault.ts'

/** The version of our own format that is written, and the only one read. */
export const FRAMES_VERSION = 1

/** The words that stand where a frame names its connection. */
const changes: ReadonlyMap<string, 'opened' | 'closed'> = new Map([
  ['open', 'opened'],
  ['close', 'closed'],
])

const versioned = z.object({ format: z.literal('of-frames'), version: z.number() })
const origin: z.ZodType<Omit<TapeHeader, 'format' | 'version'>> = z.object({
  source: z.string().min(1),
  simulated: z.boolean(),
  session: z.string().exactOptional(),
  segment: z.int().positive().exactOptional(),
  note: z.string().exactOptional(),
})

/** The first line of a recording in our own format, without its line feed, whatever format its header was read from. */
export function encodeHeader({ source, simulated, session, segment, note }: TapeHeader): string {
  return JSON.stringify({ format: 'of-frames', version: FRAMES_VERSION, source, simulated, session, segment, note })
}

/**
 * An entry as a line of our own format, without its line feed. Line breaks inside a frame or a body become spaces, which JSON reads the same.
 *
 * Throws a `RangeError` for a time, a connection name or a path that the format cannot carry.
 */
export function encodeEntry(entry: TapeEntry): string {
  switch (entry.kind) {
    case 'header':
      return encodeHeader(entry.header)
    case 'opened':
      return `${checkedTime(entry.receivedUs)} open ${checkedName(entry.connection)}`
    case 'closed':
      return `${checkedTime(entry.receivedUs)} close ${checkedName(entry.connection)}`
    case 'frame':
      return `${checkedTime(entry.receivedUs)} ${checkedName(entry.connection)} ${onOneLine(entry.frame)}`
    case 'rest':
      return `${checkedTime(entry.receivedUs)} rest ${checkedPath(entry.path)} ${onOneLine(entry.body)}`
  }
}

/** Reads a line of our own format, given without its line feed: the other way round of `encodeEntry`. */
export function decodeLine(line: string): TapeEntry | LineFault {
  if (line.startsWith('{')) return decodeHeader(line)
  const timeEnd = line.indexOf(' ')
  const wordEnd = line.indexOf(' ', timeEnd + 1)
  if (timeEnd === -1 || wordEnd === -1) return notA('a frame', 'expected a time, a connection and a frame')
  const time = line.slice(0, timeEnd)
  if (!isTime(time)) return notA('a frame', `time: expected microseconds, received ${excerpt(time)}`)
  const receivedUs = Number(time)
  const word = line.slice(timeEnd + 1, wordEnd)
  const text = line.slice(wordEnd + 1)
  if (word === 'rest') return decodeRest(receivedUs, text)
  const change = changes.get(word)
  const connection = change === undefined ? word : text
  if (!isName(connection)) return notA('a frame', `connection: expected a name, received ${excerpt(connection)}`)
  return change === undefined ? { kind: 'frame', connection, receivedUs, frame: text } : { kind: change, connection, receivedUs }
}

/**
 * Whether an entry of our own format shows that its line was whole although no line feed ended it: its JSON is complete.
 * An opening or a closing shows nothing, since the beginning of a name is a name too.
 */
export function isWhole(entry: TapeEntry): boolean {
  switch (entry.kind) {
    case 'header':
      return true
    case 'opened':
    case 'closed':
      return false
    case 'frame':
      return isClosedJson(entry.frame)
    case 'rest':
      return isClosedJson(entry.body)
  }
}

function decodeHeader(line: string): TapeEntry | LineFault {
  const parsed = parseJson(line)
  if ('kind' in parsed) return parsed
  const stated = versioned.safeParse(parsed.json)
  if (!stated.success) return notA('a header', issuesOf(stated.error))
  const { format, version } = stated.data
  if (version !== FRAMES_VERSION) return { kind: 'unsupported-version', format, supported: FRAMES_VERSION, version }
  const rest = origin.safeParse(parsed.json)
  return rest.success ? { kind: 'header', header: { format, version, ...rest.data } } : notA('a header', issuesOf(rest.error))
}

function decodeRest(receivedUs: Us, text: string): TapeEntry | LineFault {
  const pathEnd = text.indexOf(' ')
  if (pathEnd === -1) return notA('a REST answer', 'expected a path and a body')
  const path = text.slice(0, pathEnd)
  if (!isPath(path)) return notA('a REST answer', `path: expected /…, received ${excerpt(path)}`)
  return { kind: 'rest', receivedUs, path, body: text.slice(pathEnd + 1) }
}

// The beginning of a number is a number too; everything else in JSON closes.
function isClosedJson(text: string): boolean {
  const parsed = parseJson(text)
  return 'json' in parsed && typeof parsed.json !== 'number'
}

function isTime(text: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text))
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9._:-]+$/.test(text) && !changes.has(text) && text !== 'rest'
}

function isPath(text: string): boolean {
  return /^\/\S*$/.test(text)
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

function onOneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ')
}
