import type { Us } from '@of/core'
import * as z from 'zod'
import type { TapeEntry } from '../entry.ts'
import type { LineDecoder } from '../line-decoder.ts'
import { issuesOf, notA, parseJson, type LineFault } from '../line-fault.ts'
import { NameTable } from '../name-table.ts'
import { readRecvLine } from './recv-line.ts'

const CAPTURE_FORMAT = 2

const connection = z.string().min(1)
// Seconds since the epoch, as a float.
const received = z
  .number()
  .nonnegative()
  .max(9e9)
  .transform((seconds): Us => Math.round(seconds * 1e6))

const tagged = z.object({ t: z.string() })
const header = z.object({ format: z.number().default(CAPTURE_FORMAT), exchange: z.string().min(1).default('COINBASE') })
const kinds = z.object({ t: z.enum(['header', 'http', 'connect', 'send', 'recv']) })
const frame = z.object({ conn: connection, ts: received, data: z.string() })
const opening = z.object({ conn: connection.optional().catch(undefined), ts: received.optional().catch(undefined) })
const answer = z.object({ ts: received, url: z.string().refine((url) => URL.canParse(url)), data: z.string() })

/** Whether a value is a line of a capture, of a kind we know. */
export function isCaptureLine(json: unknown): boolean {
  return kinds.safeParse(json).success
}

/**
 * Reads captures of cryptofeed (format 2): one JSON object a line, whose `t` says what it is.
 *
 * Only `recv` lines are sure to be complete. A header that does not say so is taken to be of this format and of Coinbase, and so is a
 * capture that begins without one, as the second part of a divided one does. A `connect` that does not say when it happened takes the time of the next line that does;
 * one that names no connection restarts all that were met. An `http` that lacks something and lines of an unknown kind are skipped.
 *
 * @see https://github.com/bmoscon/cryptofeed
 */
export class CryptofeedDecoder implements LineDecoder {
  #skippedLines = 0
  #begun = false
  #untimed: string[] = []
  /** Connections met so far: a `connect` that names none means them all. */
  readonly #names = new Set<string>()
  /** The same, as far as they are to be found in bytes. */
  readonly #knownNames = new NameTable()

  get skippedLines(): number {
    return this.#skippedLines
  }

  decode(bytes: Buffer, from: number, to: number, entries: TapeEntry[]): LineFault | undefined {
    const usual = this.#untimed.length === 0 ? readRecvLine(bytes, from, to, this.#knownNames) : undefined
    if (usual === undefined) return this.#decodeAny(bytes.toString('utf8', from, to), entries)
    entries.push(usual)
    return undefined
  }

  /** The braces of its JSON close every line. */
  isWhole(): boolean {
    return true
  }

  #decodeAny(line: string, entries: TapeEntry[]): LineFault | undefined {
    const parsed = parseJson(line)
    if ('kind' in parsed) return parsed
    const { data: kind, error } = tagged.safeParse(parsed.json)
    if (error !== undefined) return notA('a line of a capture', issuesOf(error))
    if (!this.#begun && kind.t !== 'header') decodeHeader({}, entries)
    this.#begun = true
    switch (kind.t) {
      case 'header':
        return decodeHeader(parsed.json, entries)
      case 'recv':
        return this.#decodeFrame(parsed.json, entries)
      case 'connect':
        this.#decodeOpening(parsed.json, entries)
        return undefined
      case 'http':
        this.#decodeAnswer(parsed.json, entries)
        return undefined
      case 'send':
        return undefined
      default:
        this.#skippedLines += 1
        return undefined
    }
  }

  #decodeFrame(json: unknown, entries: TapeEntry[]): LineFault | undefined {
    const { data: read, error } = frame.safeParse(json)
    if (error !== undefined) return notA('a received frame', issuesOf(error))
    this.#names.add(read.conn)
    this.#knownNames.add(read.conn)
    this.#append({ kind: 'frame', connection: read.conn, receivedUs: read.ts, frame: Buffer.from(read.data) }, entries)
    return undefined
  }

  #decodeOpening(json: unknown, entries: TapeEntry[]): void {
    const { conn, ts } = opening.parse(json)
    for (const name of conn === undefined ? this.#names : [conn]) {
      if (ts === undefined) this.#untimed.push(name)
      else this.#append({ kind: 'opened', connection: name, receivedUs: ts }, entries)
    }
  }

  #decodeAnswer(json: unknown, entries: TapeEntry[]): void {
    const { data: read } = answer.safeParse(json)
    if (read === undefined) {
      this.#skippedLines += 1
      return
    }
    const { pathname, search } = new URL(read.url)
    this.#append({ kind: 'rest', receivedUs: read.ts, path: pathname + search, body: read.data }, entries)
  }

  #append(entry: Exclude<TapeEntry, { kind: 'header' }>, entries: TapeEntry[]): void {
    for (const name of this.#untimed) entries.push({ kind: 'opened', connection: name, receivedUs: entry.receivedUs })
    this.#untimed = []
    entries.push(entry)
  }
}

function decodeHeader(json: unknown, entries: TapeEntry[]): LineFault | undefined {
  const { data: read, error } = header.safeParse(json)
  if (error !== undefined) return notA('a header', issuesOf(error))
  if (read.format !== CAPTURE_FORMAT) {
    return { kind: 'unsupported-version', format: 'cryptofeed', supported: CAPTURE_FORMAT, version: read.format }
  }
  entries.push({
    kind: 'header',
    header: { format: 'cryptofeed', version: read.format, source: read.exchange.toLowerCase(), simulated: false },
  })
  return undefined
}
