import { randomUUID } from 'node:crypto'
import { type ClientMessage, clientMessage, topics } from '@of/api'
import { ServiceProblem } from '../answers/service-problem.ts'
import type { Config } from '../config/config.ts'
import type { ServiceState } from '../service/state.ts'
import { Channel, type Told } from './channel.ts'
import { type Followed, Reader, type Wire } from './reader.ts'
import { readerOf, type TopicQuestion } from './topic-reader.ts'

/** How often channels and readers are looked at. */
const TICK_MS = 50
/** For how long a channel that nobody follows goes on, so that who comes back finds what it missed. */
const LINGER_MS = 30_000
const MOST_CHANNELS = 2_000
/** Messages a reader may send in a second. */
const MOST_MESSAGES = 50

interface Followers {
  readonly key: string
  readonly channel: Channel
  readonly followers: Map<Followed, Reader>
  idleSinceMs: number | undefined
}

/** Where everybody who follows something meets everything that can be followed. */
export class Hub {
  readonly epoch: string = randomUUID()
  readonly #state: ServiceState
  readonly #options: Config['stream']
  readonly #readers = new Map<Reader, { messages: number }>()
  readonly #channels = new Map<string, Followers>()
  readonly #startMs = performance.now()
  #timer: ReturnType<typeof setInterval> | undefined
  #beatMs = 0
  #secondMs = 0
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
    return { readers: this.#readers.size, channels: this.#channels.size, subscriptions, conflations, closedSlow: this.#given }
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
    for (const reader of this.#readers.keys()) reader.wire.close('service closing')
    this.#readers.clear()
    this.#channels.clear()
  }

  /** Somebody comes. */
  join(wire: Wire): Reader {
    const reader = new Reader(wire, this.#options)
    this.#readers.set(reader, { messages: 0 })
    reader.say({ kind: 'hello', epoch: this.epoch, heartbeatMs: this.#options.heartbeatMs, version: this.#state.version })
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
    const message = messageOf(text)
    if (typeof message === 'string') reader.say({ kind: 'error', detail: message })
    else this.obey(reader, message)
  }

  /** Does what a message says. */
  obey(reader: Reader, message: ClientMessage): void {
    switch (message.do) {
      case 'ping':
        this.#beat(reader)
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
      const entry = this.#channel(this.#question(message))
      const followed: Followed = { id, topic, product, channel: entry.channel, seq: -1, lags: false }
      const missed = message.after?.epoch === this.epoch ? entry.channel.after(message.after.seq) : undefined
      // The whole is read before the reader follows: what it brings to light goes to those who follow already.
      const whole = missed === undefined ? this.#whole(entry) : undefined
      entry.followers.set(followed, reader)
      entry.idleSinceMs = undefined
      reader.followed.set(id, followed)
      if (whole !== undefined) reader.snapshot(followed, whole)
      else {
        followed.seq = message.after!.seq
        for (const told of missed!) reader.update(followed, told)
      }
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error
      const { detail, remedy } = error.problem
      reader.say({ kind: 'error', id, detail, ...(remedy === undefined ? {} : { remedy }) })
    }
  }

  #question({ product, topic, with: asked = {} }: Extract<ClientMessage, { do: 'subscribe' }>): TopicQuestion {
    if (!topics[topic].perProduct) return { topic, product: '', with: {} }
    if (product === undefined)
      throw new ServiceProblem({ title: 'Product missing', status: 400, detail: `expected a product for ${topic}, received none` })
    const { grouping, interval, levels, window } = asked
    const canonical = this.#state.moment(product).product
    switch (topic) {
      case 'book':
        return { topic, product: canonical, with: { grouping: grouping ?? 1, levels: levels ?? 25 } }
      case 'bars':
        return { topic, product: canonical, with: { interval: interval ?? '1m' } }
      case 'footprint':
        return { topic, product: canonical, with: { interval: interval ?? '5m' } }
      case 'profile':
        return { topic, product: canonical, with: { window: window ?? '24h' } }
      default:
        return { topic, product: canonical, with: {} }
    }
  }

  #channel(question: TopicQuestion): Followers {
    const key = JSON.stringify(question)
    const known = this.#channels.get(key)
    if (known !== undefined) return known
    if (this.#channels.size >= MOST_CHANNELS)
      throw new ServiceProblem({
        title: 'Too many questions',
        status: 429,
        detail: `expected at most ${MOST_CHANNELS} different subscriptions, received another`,
      })
    const nowMs = performance.now()
    // A channel is never told more than a thousand times a second: one that begins later than another ended begins with a greater number.
    const firstSeq = Math.floor(nowMs - this.#startMs)
    const entry: Followers = {
      key,
      channel: new Channel(readerOf(this.#state, question), firstSeq, nowMs),
      followers: new Map(),
      idleSinceMs: undefined,
    }
    this.#channels.set(key, entry)
    return entry
  }

  #unfollow(reader: Reader, id: string): boolean {
    const followed = reader.followed.get(id)
    if (followed === undefined) return false
    reader.followed.delete(id)
    for (const entry of this.#channels.values()) {
      if (entry.channel === followed.channel && entry.followers.delete(followed) && entry.followers.size === 0)
        entry.idleSinceMs = performance.now()
    }
    return true
  }

  #whole({ channel, followers }: Followers): Told {
    return channel.whole((update) => tellAll(followers, update))
  }

  #tick(nowMs: number): void {
    for (const entry of this.#channels.values()) this.#tickChannel(entry, nowMs)
    if (nowMs - this.#secondMs >= 1_000) {
      this.#secondMs = nowMs
      for (const heard of this.#readers.values()) heard.messages = 0
    }
    const beats = nowMs - this.#beatMs >= this.#options.heartbeatMs
    if (beats) this.#beatMs = nowMs
    for (const reader of this.#readers.keys()) {
      if (beats) this.#beat(reader)
      const isHopeless = reader.tick(nowMs, ({ channel }) => this.#whole(this.#entryOf(channel)))
      if (!isHopeless) continue
      this.#given += 1
      this.leave(reader)
      reader.wire.close('too slow')
    }
  }

  #tickChannel(entry: Followers, nowMs: number): void {
    if (entry.idleSinceMs !== undefined && nowMs - entry.idleSinceMs > LINGER_MS) {
      this.#channels.delete(entry.key)
      return
    }
    try {
      entry.channel.tick(nowMs, (update) => tellAll(entry.followers, update))
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error
      // The product is followed no more.
      for (const [followed, reader] of entry.followers) {
        reader.followed.delete(followed.id)
        reader.say({ kind: 'unsubscribed', id: followed.id, reason: error.problem.detail })
      }
      this.#channels.delete(entry.key)
    }
  }

  #entryOf(channel: Channel): Followers {
    for (const entry of this.#channels.values()) if (entry.channel === channel) return entry
    throw new RangeError('hub: expected a channel that is followed')
  }

  #beat(reader: Reader): void {
    reader.say({ kind: 'heartbeat', clockUs: this.#state.clockUs, serverMs: Date.now() })
  }
}

function tellAll(followers: ReadonlyMap<Followed, Reader>, update: Told): void {
  for (const [followed, reader] of followers) reader.update(followed, update)
}

/** What a client said, or why it cannot be read. */
function messageOf(text: string): ClientMessage | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'expected a message in JSON, received something else'
  }
  const read = clientMessage.safeParse(json)
  if (read.success) return read.data
  return read.error.issues
    .slice(0, 3)
    .map(({ message, path }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ')
}
