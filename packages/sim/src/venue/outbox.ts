import type { Us } from '@of/core'
import { write, type Written } from '../publish/written.ts'
import type { Random } from '../random.ts'
import { writeError, writeFrame } from '../wire/frame.ts'
import type { Calendar } from './calendar.ts'
import type { BookWitness, VenueClient } from './client.ts'
import type { VenueFaults } from './faults.ts'

/** Whether what waits is still to be sent. */
export interface Wanted {
  readonly isWanted: boolean
}

/** What leaves on one connection: it holds messages until they leave, stamps them, numbers them from 0. */
export class Outbox {
  readonly #connection: string
  readonly #client: VenueClient
  readonly #random: Random
  readonly #calendar: Calendar
  readonly #faults: VenueFaults | undefined
  readonly #witness: ((state: BookWitness) => void) | undefined
  #sequence = 0
  #leftUs: Us
  #isClosed = false

  constructor(options: {
    readonly connection: string
    readonly client: VenueClient
    readonly random: Random
    readonly calendar: Calendar
    readonly faults: VenueFaults | undefined
    readonly witness: ((state: BookWitness) => void) | undefined
  }) {
    this.#connection = options.connection
    this.#client = options.client
    this.#random = options.random
    this.#calendar = options.calendar
    this.#faults = options.faults
    this.#witness = options.witness
    this.#leftUs = options.calendar.nowUs
  }

  /** When the last frame left; when the connection was opened, before any did. */
  get leftUs(): Us {
    return this.#leftUs
  }

  /** Lets a message leave at a time if it is wanted by then. What was posted first of those of the same time leaves first. */
  post(leaveUs: Us, written: Written, wanted: Wanted): void {
    this.#calendar.at(leaveUs, (nowUs) => {
      if (!this.#isClosed && wanted.isWanted) this.#send(written, nowUs)
    })
  }

  /** Lets an error leave at a time: it has no number. */
  postError(leaveUs: Us, message: string): void {
    this.#calendar.at(leaveUs, (nowUs) => {
      if (this.#isClosed) return
      this.#leftUs = Math.max(nowUs, this.#leftUs + 1)
      const meta = { sequence: undefined, channel: 'error', products: [], type: undefined, leftUs: this.#leftUs }
      this.#client.onFrame(writeError(message), meta)
    })
  }

  /** Nothing leaves any more. */
  close(): void {
    this.#isClosed = true
  }

  #send(written: Written, nowUs: Us): void {
    if (this.#faults === undefined) return this.#number(written, nowUs)
    const { message, subject } = written
    for (const sent of this.#faults.onMessage(this.#connection, message, { ...subject, nowUs })) {
      this.#number(sent === message ? written : write(sent), nowUs)
    }
  }

  /** No two frames leave at the same microsecond. */
  #number({ message, subject, events }: Written, nowUs: Us): void {
    if (this.#isClosed) return
    const sequence = this.#sequence
    const leftUs = Math.max(nowUs, this.#leftUs + 1)
    this.#sequence += 1
    this.#leftUs = leftUs
    if (message.channel === 'l2_data' && this.#witness !== undefined) {
      for (const { spec, type, truth } of message.events) {
        this.#witness({ connection: this.#connection, product: spec.id, sequence, type, timeUs: leftUs, ...truth })
      }
    }
    const text = writeFrame(subject.channel, events, { timeUs: leftUs, nanos: this.#random.below(1000), sequence })
    this.#client.onFrame(text, { sequence, ...subject, leftUs })
  }
}
