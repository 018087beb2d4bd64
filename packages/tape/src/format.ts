import type { Us } from '@of/core'
import * as z from 'zod'
import { OPENING_BRACE, SPACE } from './bytes/ascii.ts'
import { asBuffer } from './bytes/as-buffer.ts'
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

/** Reads a line of our own format, UTF-8 without its line feed: the other way round of `encodeEntry`. A frame looks into the memory of the line. */
export function decodeLine(line: Uint8Array): TapeEntry | LineFault {
  const bytes = asBuffer(line)
  if (bytes[0] === OPENING_BRACE) return decodeHeader(bytes.toString())
  const timeEnd = bytes.indexOf(SPACE)
  const wordEnd = bytes.indexOf(SPACE, timeEnd + 1)
  if (timeEnd === -1 || wordEnd === -1) return notA('a frame', 'expected a time, a connection and a frame')
  const time = bytes.toString('utf8', 0, timeEnd)
  if (!isTime(time)) return notA('a frame', `time: expected microseconds, received ${excerpt(time)}`)
  const receivedUs = Number(time)
  const word = bytes.toString('utf8', timeEnd + 1, wordEnd)
  const rest = bytes.subarray(wordEnd + 1)
  if (word === 'rest') return decodeRest(receivedUs, rest.toString())
  const change = changes.get(word)
  const connection = change === undefined ? word : rest.toString()
  if (!isName(connection)) return notA('a frame', `connection: expected a name, received ${excerpt(connection)}`)
  return change === undefined ? { kind: 'frame', connection, receivedUs, frame: rest } : { kind: change, connection, receivedUs }
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
      return isClosedJson(asBuffer(entry.frame).toString())
    case 'rest':
      return isClosedJson(entry.body)
  }
}

/** Whether a text is a time as the format writes it: microseconds, a non-negative safe integer. */
export function isTime(text: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text))
}

/** Whether the format can carry a name of a connection. */
export function isName(text: string): boolean {
  return /^[A-Za-z0-9._:-]+$/.test(text) && !changes.has(text) && text !== 'rest'
}

/** Whether the format can carry a path. */
export function isPath(text: string): boolean {
  return /^\/\S*$/.test(text)
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
