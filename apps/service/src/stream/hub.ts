import { randomUUID } from 'node:crypto'
import type { ClientMessage, ServerMessage } from '@of/api'
import { ServiceProblem } from '../answers/service-problem.ts'
import type { Config } from '../config/config.ts'
import type { ServiceState } from '../service/state.ts'
import { Audience } from './audience.ts'
import { Channel, type Told } from './channel.ts'
import { questionOf, readMessage } from './client-message.ts'
import { Message, Telling } from './message.ts'
import { type Followed, Reader, type Wire } from './reader.ts'
import { readerOf, type TopicQuestion } from './topic-reader.ts'
import { Turns } from './turns.ts'

/** How often channels are looked at, and how often readers are: whether they keep up. */
const TICK_MS = 50
const LOOK_MS = 200
const MOST_CHANNELS = 2_000
/** Multiples of the golden ratio lie apart, however many there are. */
const SPREAD = 0.618_033_988_749_894_9
/** Messages a reader may send in a second. */
const MOST_MESSAGES = 50

/** What is remembered of a reader. */
interface Heard {
  /** Messages of this second. */
  messages: number
  nextBeatMs: number
}

/** Where everybody who follows something meets everything that can be followed. */
export class Hub {
  readonly epoch: string = randomUUID()
  readonly #state: ServiceState
  readonly #options: Config['stream']
  readonly #readers = new Map<Reader, Heard>()
  readonly #audiences = new Map<string, Audience>()
  readonly #turns = new Turns()
  readonly #startMs = performance.now()
  #timer: ReturnType<typeof setInterval> | undefined
  #secondMs = 0
  #lookMs = 0
  #joined = 0
  #conflations = 0
  #given = 0

  constructor(state: ServiceState) {
    this.#state = state
    this.#options = state.config.stream
  }

  /** How many follow, what is followed, and how slow they are. */
  get counts(): {
    readonly readers: number
    readonly channels: number
    readonly subscriptions: number
    readonly conflations: number
    readonly closedSlow: number
  } {
    let subscriptions = 0
    let conflations = this.#conflations
    for (const reader of this.#readers.keys()) {
      subscriptions += reader.followed.size
      conflations += reader.conflations
    }
    return { readers: this.#readers.size, channels: this.#audiences.size, subscriptions, conflations, closedSlow: this.#given }
  }

  /** Whether there is room for another reader. */
  get hasRoom(): boolean {
    return this.#readers.size < this.#options.maxSubscribers
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(performance.now()), TICK_MS)
  }

  /** Says farewell to everybody. */
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#turns.stop()
    for (const reader of this.#readers.keys()) reader.wire.close('service closing')
    this.#readers.clear()
    this.#audiences.clear()
  }

  /** Somebody comes. */
  join(wire: Wire): Reader {
    const reader = new Reader(wire, this.#options)
    const { heartbeatMs } = this.#options
    // Those who come at once are not told that it lives at once.
    const wait = ((this.#joined += 1) * SPREAD) % 1
    this.#readers.set(reader, { messages: 0, nextBeatMs: performance.now() + wait * heartbeatMs })
    reader.say({ kind: 'hello', epoch: this.epoch, heartbeatMs, version: this.#state.version })
    return reader
  }

  /** Somebody is gone. */
  leave(reader: Reader): void {
    if (!this.#readers.delete(reader)) return
    this.#conflations += reader.conflations
    for (const id of reader.followed.keys()) this.#unfollow(reader, id)
  }

  /** A reader says something. Whatever it is, it is answered. */
  hear(reader: Reader, text: string): void {
    const heard = this.#readers.get(reader)
    if (heard === undefined) return
    heard.messages += 1
    if (heard.messages > MOST_MESSAGES) {
      reader.say({ kind: 'error', detail: `expected at most ${MOST_MESSAGES} messages a second, received more` })
      this.leave(reader)
      reader.wire.close('too many messages')
      return
    }
    const message = readMessage(text)
    if (typeof message === 'string') reader.say({ kind: 'error', detail: message })
    else this.obey(reader, message)
  }

  /** Does what a message says. */
  obey(reader: Reader, message: ClientMessage): void {
    switch (message.do) {
      case 'ping':
        reader.hand(this.#beat())
        return
      case 'unsubscribe':
        if (this.#unfollow(reader, message.id)) reader.say({ kind: 'unsubscribed', id: message.id, reason: 'asked for' })
        return
      case 'subscribe':
        this.#subscribe(reader, message)
    }
  }

  #subscribe(reader: Reader, message: Extract<ClientMessage, { do: 'subscribe' }>): void {
    const { id, product, topic } = message
    const { maxSubscriptions } = this.#options
    try {
      this.#unfollow(reader, id)
      if (reader.followed.size >= maxSubscriptions)
        throw new ServiceProblem({
          title: 'Too many subscriptions',
          status: 429,
          detail: `expected at most ${maxSubscriptions} subscriptions, received another`,
        })
      const audience = this.#audience(questionOf(message, (asked) => this.#state.moment(asked).product))
      const followed: Followed = { id, topic, product, channel: audience.channel, seq: -1, lags: false }
      const missed = message.after?.epoch === this.epoch ? audience.channel.after(message.after.seq) : undefined
      // The whole is read before the reader follows: what it brings to light goes to those who follow already.
      const whole = missed === undefined ? audience.whole() : undefined
      audience.enter(followed, reader)
      reader.followed.set(id, followed)
      if (whole !== undefined) reader.snapshot(followed, whole)
      else {
        followed.seq = message.after!.seq
        for (const told of missed!) reader.update(followed, new Telling('update', told))
      }
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error
      const { detail, remedy } = error.problem
      reader.say({ kind: 'error', id, detail, ...(remedy === undefined ? {} : { remedy }) })
    }
  }

  #audience(question: TopicQuestion): Audience {
    const key = JSON.stringify(question)
    const known = this.#audiences.get(key)
    if (known !== undefined) return known
    if (this.#audiences.size >= MOST_CHANNELS)
      throw new ServiceProblem({
        title: 'Too many questions',
        status: 429,
        detail: `expected at most ${MOST_CHANNELS} different subscriptions, received another`,
      })
    const nowMs = performance.now()
    // A channel is never told more than a thousand times a second: one that begins later than another ended begins with a greater number.
    const firstSeq = Math.floor(nowMs - this.#startMs)
    const audience = new Audience(new Channel(readerOf(this.#state, question), firstSeq, nowMs), this.#turns)
    this.#audiences.set(key, audience)
    return audience
  }

  #unfollow(reader: Reader, id: string): boolean {
    const followed = reader.followed.get(id)
    if (followed === undefined) return false
    reader.followed.delete(id)
    for (const audience of this.#audiences.values()) if (audience.channel === followed.channel) audience.leave(followed)
    return true
  }

  #tick(nowMs: number): void {
    for (const [key, audience] of this.#audiences) audience.tick(nowMs, () => this.#audiences.delete(key))
    const isNewSecond = nowMs - this.#secondMs >= 1_000
    if (isNewSecond) this.#secondMs = nowMs
    const looks = nowMs - this.#lookMs >= LOOK_MS
    if (looks) this.#lookMs = nowMs
    let beat: Message | undefined
    for (const [reader, heard] of this.#readers) {
      if (isNewSecond) heard.messages = 0
      if (nowMs >= heard.nextBeatMs) {
        heard.nextBeatMs = Math.max(heard.nextBeatMs + this.#options.heartbeatMs, nowMs)
        reader.hand((beat ??= this.#beat()))
      }
      if (!looks || !reader.tick(nowMs, ({ channel }) => this.#whole(channel))) continue
      this.#given += 1
      this.leave(reader)
      reader.wire.close('too slow')
    }
  }

  #whole(channel: Channel): Told {
    for (const audience of this.#audiences.values()) if (audience.channel === channel) return audience.whole()
    throw new RangeError('hub: expected a channel that is followed')
  }

  #beat(): Message {
    return new Message(JSON.stringify({ kind: 'heartbeat', clockUs: this.#state.clockUs, serverMs: Date.now() } satisfies ServerMessage))
  }
}
