import type { Heartbeat, HeartbeatsFrame } from '../heartbeats.ts'
import { byteWindow, textBetween, VIEW } from './byte-window.ts'
import { envelopeAt, SEQUENCE_ROW, TIME_ROW } from './envelope-at.ts'
import { fourBytes, Literal } from './literal.ts'
import { plainEnd } from './plain-text.ts'
import { jsonWholeAt } from './whole-at.ts'
import type { Writable } from './writable.ts'

const SERVER_TIME = new Literal('"current_time":"')
const COUNTER = new Literal('","heartbeat_counter":')
const FRAME_ENDS = fourBytes('}]}\0')

/** The row of the counter, behind those of the envelope. */
const COUNTER_ROW = 2

/** Reads frames of the `heartbeats` channel as the venue sends them. */
export class HeartbeatsReader {
  readonly #column = new Float64Array(3)
  readonly #beat: Writable<Heartbeat> = { counter: 0, serverTime: '' }
  readonly #frame: Writable<HeartbeatsFrame> = { kind: 'heartbeats', sequence: 0, timeUs: 0, events: [this.#beat], unknownKeys: 0 }

  /** Reads the frame in the window from behind its channel on; `undefined` unless it has the usual form. */
  read(at: number): HeartbeatsFrame | undefined {
    const column = this.#column
    let place = envelopeAt(at, column)
    if (!SERVER_TIME.isAt(place)) return undefined
    const from = place + SERVER_TIME.length
    const to = plainEnd(from, MOST_BYTES)
    if (!COUNTER.isAt(to)) return undefined
    place = jsonWholeAt(to + COUNTER.length, column, COUNTER_ROW)
    if (VIEW.getUint32(place, true) !== FRAME_ENDS || !byteWindow.endsAt(place + 3)) return undefined
    this.#beat.counter = column[COUNTER_ROW]!
    this.#beat.serverTime = textBetween(from, to)
    this.#frame.sequence = column[SEQUENCE_ROW]!
    this.#frame.timeUs = column[TIME_ROW]!
    return this.#frame
  }
}

/** A clock prints less than this. */
const MOST_BYTES = 100
