import type { Us } from '@of/core'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { ConnectionEvidence, InputEvidence } from './bundle.ts'

/** Something that a recording tells, or that arrived. */
export type TrailEntry =
  | { readonly kind: 'header'; readonly header: object }
  | { readonly kind: 'opened' | 'closed'; readonly connection: string; readonly receivedUs: Us }
  | { readonly kind: 'frame'; readonly connection: string; readonly receivedUs: Us; readonly frame: Uint8Array }
  | { readonly kind: 'rest'; readonly receivedUs: Us; readonly path: string; readonly body: string }

/** A running SHA-256, of whichever library is quick where it runs. */
export interface RunningHash {
  update(bytes: Uint8Array): void
  /** The digest of what came so far, in hex; it goes on. */
  value(): string
}

interface ConnectionTrail {
  frames: number
  firstSequence: number | null
  lastSequence: number | null
  firstUs: Us | null
  lastUs: Us | null
}

const LINE_FEED = utf8ToBytes('\n')
const SEQUENCE = utf8ToBytes('"sequence_num":')
const SPACE = 32
const ZERO = 48
const NINE = 57

/**
 * Keeps account of what arrives, so that a decision can say what it rests on.
 *
 * What is hashed of an arrival is its kind, its receive time, its connection, its length in bytes, a line feed, its bytes and a line feed. Headers are no
 * arrivals: they are kept as they are.
 */
export class InputTrail {
  readonly #hash: RunningHash
  readonly #connections = new Map<string, ConnectionTrail>()
  readonly #resumedUs: Us | null
  #headers: readonly Readonly<Record<string, unknown>>[] = []
  #arrivals = 0
  #frames = 0
  #firstUs: Us = 0
  #lastUs: Us = 0

  /** `resumedUs` is until when was known what the analysis goes on from; it begins with the first arrival unless given. */
  constructor(hash: RunningHash, resumedUs: Us | null = null) {
    this.#hash = hash
    this.#resumedUs = resumedUs
  }

  /** Takes in what comes next. */
  add(entry: TrailEntry): void {
    if (entry.kind === 'header') {
      this.#headers = [...this.#headers, { ...entry.header }]
      return
    }
    if (this.#arrivals === 0) this.#firstUs = entry.receivedUs
    this.#arrivals += 1
    this.#lastUs = entry.receivedUs
    switch (entry.kind) {
      case 'opened':
      case 'closed':
        this.#connection(entry.connection)
        this.#take(`${entry.kind} ${entry.receivedUs} ${entry.connection}`, new Uint8Array(0))
        return
      case 'rest':
        this.#take(`rest ${entry.receivedUs} ${entry.path}`, utf8ToBytes(entry.body))
        return
      case 'frame':
        this.#take(`frame ${entry.receivedUs} ${entry.connection}`, entry.frame)
        this.#countFrame(entry)
    }
  }

  /** What has arrived so far. */
  evidence(): InputEvidence {
    const connections = [...this.#connections].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      content: this.#hash.value(),
      recording: this.#headers,
      resumedUs: this.#resumedUs,
      arrivals: this.#arrivals,
      frames: this.#frames,
      firstUs: this.#firstUs,
      lastUs: this.#lastUs,
      connections: connections.map(([name, trail]): ConnectionEvidence => ({ name, ...trail })),
    }
  }

  #take(what: string, bytes: Uint8Array): void {
    this.#hash.update(utf8ToBytes(`${what} ${bytes.length}\n`))
    this.#hash.update(bytes)
    this.#hash.update(LINE_FEED)
  }

  #countFrame({ connection: name, frame, receivedUs }: Extract<TrailEntry, { readonly kind: 'frame' }>): void {
    const connection = this.#connection(name)
    const sequence = sequenceOf(frame)
    this.#frames += 1
    connection.frames += 1
    connection.firstUs ??= receivedUs
    connection.lastUs = receivedUs
    connection.firstSequence ??= sequence
    connection.lastSequence = sequence ?? connection.lastSequence
  }

  #connection(name: string): ConnectionTrail {
    let connection = this.#connections.get(name)
    if (connection === undefined) {
      connection = { frames: 0, firstSequence: null, lastSequence: null, firstUs: null, lastUs: null }
      this.#connections.set(name, connection)
    }
    return connection
  }
}

/** The number that the venue gave to a frame, read from its bytes; `null` where it has none. */
function sequenceOf(frame: Uint8Array): number | null {
  for (let at = frame.indexOf(SEQUENCE[0]!); at !== -1; at = frame.indexOf(SEQUENCE[0]!, at + 1)) {
    if (!SEQUENCE.every((byte, offset) => frame[at + offset] === byte)) continue
    let digit = at + SEQUENCE.length
    while (frame[digit] === SPACE) digit += 1
    const start = digit
    let value = 0
    for (let byte = frame[digit]; byte !== undefined && byte >= ZERO && byte <= NINE; byte = frame[digit]) {
      value = value * 10 + (byte - ZERO)
      digit += 1
    }
    return digit > start ? value : null
  }
  return null
}
