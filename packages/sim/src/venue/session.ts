import { SECOND_US, type Us } from '@of/core'
import type { ProductChannel, ProductFeed, Subscriber } from '../publish/product-feed.ts'
import { write } from '../publish/written.ts'
import type { Random } from '../random.ts'
import type { Message } from '../wire/message.ts'
import type { Calendar } from './calendar.ts'
import type { BookWitness, VenueClient, VenueConnection } from './client.ts'
import { type Command, readCommand, type Refusal } from './command.ts'
import type { VenueFaults } from './faults.ts'
import { Holdings } from './holdings.ts'
import { booksPerConnection, type PerSecond } from './limits.ts'
import { Outbox } from './outbox.ts'

/** What a session needs of the venue that it is with. */
export interface House {
  readonly calendar: Calendar
  readonly isLimited: boolean
  readonly faults: VenueFaults | undefined
  readonly witness: ((state: BookWitness) => void) | undefined
  /** The messages that have come, by address. */
  readonly messages: PerSecond
  readonly feeds: readonly ProductFeed[]
  /** The product of a name, be it an alias. */
  find(id: string): ProductFeed | undefined
}

/** A client is disconnected if it has not subscribed to anything by then. */
const subscribeWithinUs: Us = 5 * SECOND_US

/** A command is looked at this long after it came, and after the one before it was carried out. */
const workUs: Us = 120

/** What is refused without being looked at is refused this soon. */
const refusalUs: Us = 300

/** How often products are told of again. */
const statusPeriodUs: Us = 60 * SECOND_US

/** What follows a snapshot of the book leaves at least this long after it. */
const afterSnapshotUs: Us = 20

/** One connection of a client: what it asks for is carried out in order, one thing after the other. */
export class Session implements VenueConnection {
  readonly name: string
  readonly #house: House
  readonly #client: VenueClient
  readonly #random: Random
  readonly #ip: string
  readonly #outbox: Outbox
  readonly #held: Holdings = new Holdings()
  readonly #work: Generator<Us, void, undefined>[] = []
  /** When the last snapshot of a product's book leaves. */
  readonly #snapshotUs = new Map<string, Us>()
  readonly #bootUs: Us
  readonly #idleUs: Us
  #hasSubscribed = false
  #isOpen = true

  constructor(options: {
    readonly name: string
    readonly client: VenueClient
    readonly house: House
    readonly random: Random
    readonly ip: string
  }) {
    const { name, client, house, random, ip } = options
    const { calendar, faults, witness } = house
    const { nowUs } = calendar
    this.name = name
    this.#house = house
    this.#client = client
    this.#random = random
    this.#ip = ip
    this.#outbox = new Outbox({ connection: name, client, random, calendar, faults, witness })
    this.#bootUs = nowUs - (3600 + random.below(80_000)) * SECOND_US - 240_000
    this.#idleUs = (60 + random.below(30)) * SECOND_US + random.below(SECOND_US)
    if (house.isLimited) this.#watch()
  }

  receive(text: string): void {
    if (!this.#isOpen) return
    const { nowUs } = this.#house.calendar
    const isTooMany = this.#house.isLimited && !this.#house.messages.admits(this.#ip, nowUs)
    if (!isTooMany) this.#house.messages.count(this.#ip, nowUs)
    const command = isTooMany ? 'rate limit exceeded' : readCommand(text)
    if (typeof command === 'string') return this.#outbox.postError(nowUs + refusalUs, command)
    this.#work.push(this.#carryOut(command))
    if (this.#work.length === 1) this.#goOn(nowUs + workUs)
  }

  leave(): void {
    this.#isOpen = false
    this.#outbox.close()
    this.#held.endAll()
    this.#work.length = 0
  }

  #close(code: number, reason: string): void {
    if (!this.#isOpen) return
    this.leave()
    this.#client.onClose(code, reason)
  }

  /** Closes the connection if nothing is subscribed to, or nothing has been sent for long. */
  #watch(): void {
    const { calendar } = this.#house
    const { nowUs } = calendar
    calendar.at(nowUs + subscribeWithinUs, () => {
      if (!this.#hasSubscribed) this.#close(1008, 'no subscription within 5 seconds')
    })
    const look = (lookUs: Us): void => {
      if (!this.#isOpen) return
      const dueUs = this.#outbox.leftUs + this.#idleUs
      if (dueUs <= lookUs) this.#close(1000, 'idle')
      else calendar.at(dueUs, look)
    }
    calendar.at(nowUs + this.#idleUs, look)
  }

  #goOn(atUs: Us): void {
    this.#house.calendar.at(atUs, (nowUs) => {
      const step = this.#work[0]?.next()
      if (step === undefined) return
      if (step.done !== true) return this.#goOn(step.value)
      this.#work.shift()
      if (this.#work.length > 0) this.#goOn(nowUs + workUs)
    })
  }

  /** Does what a command asks for, yielding when to go on with it. What is sent first leaves first: data, then the acknowledgement. */
  *#carryOut(command: Command): Generator<Us, void, undefined> {
    const refusal = command.type === 'subscribe' ? yield* this.#subscribe(command) : this.#unsubscribe(command)
    const { nowUs } = this.#house.calendar
    if (refusal !== undefined) return this.#outbox.postError(nowUs + refusalUs, refusal)
    this.#post(nowUs + workUs, { channel: 'subscriptions', events: [{ held: this.#held.list() }] })
    yield nowUs + workUs
  }

  #unsubscribe({ channel, products }: Command): undefined {
    const isWhole = products === undefined || channel === 'heartbeats'
    this.#held.end(channel, isWhole ? this.#held.of(channel) : products.map((id) => this.#house.find(id)?.spec.id ?? id))
  }

  *#subscribe({ channel, products = [] }: Command): Generator<Us, Refusal | undefined, undefined> {
    const found = products.map((id) => this.#house.find(id)).filter((feed) => feed !== undefined)
    const added = [...new Set(found)].filter(({ spec }) => !this.#held.has(channel, spec.id))
    const isFull = channel === 'level2' && this.#held.of(channel).length + added.length > booksPerConnection
    if (isFull && this.#house.isLimited) return 'too many L2 streams requested in a single session'
    this.#hasSubscribed = true
    if (channel === 'heartbeats') this.#startBeating()
    else if (channel === 'status') this.#startTelling(products.length === 0 ? this.#house.feeds : found)
    else for (const feed of added) yield this.#join(channel, feed)
    return undefined
  }

  #join(channel: ProductChannel, feed: ProductFeed): Us {
    const { nowUs } = this.#house.calendar
    const { id } = feed.spec
    const isOfBook = channel === 'level2' || channel === 'ticker'
    const wanted = { isWanted: true }
    const subscriber: Subscriber = {
      send: (leaveUs, written) => {
        const afterUs = isOfBook ? (this.#snapshotUs.get(id) ?? 0) + afterSnapshotUs : 0
        this.#outbox.post(Math.max(leaveUs, afterUs), written, wanted)
      },
    }
    this.#held.add(channel, id, {
      end: () => {
        wanted.isWanted = false
        feed.leave(channel, subscriber)
      },
    })
    feed.advance(nowUs)
    const leaveUs = feed.join(channel, subscriber, nowUs)
    if (channel === 'level2') this.#snapshotUs.set(id, leaveUs)
    return leaveUs
  }

  /** Beats once a second from within a second on. */
  #startBeating(): void {
    if (this.#held.has('heartbeats', 'heartbeats')) return
    const wanted = { isWanted: true }
    this.#held.add('heartbeats', 'heartbeats', { end: () => (wanted.isWanted = false) })
    const beat = (beatUs: Us): void => {
      if (!wanted.isWanted) return
      const timeUs = beatUs + this.#random.below(400)
      const event = { timeUs, nanos: this.#random.below(1000), bootUs: this.#bootUs }
      this.#outbox.post(timeUs + 500 + this.#random.below(1500), write({ channel: 'heartbeats', events: [event] }), wanted)
      this.#house.calendar.at(beatUs + SECOND_US, beat)
    }
    this.#house.calendar.at(this.#house.calendar.nowUs + 50_000 + this.#random.below(SECOND_US - 50_000), beat)
  }

  /** Tells of products, and again from time to time. */
  #startTelling(feeds: readonly ProductFeed[]): void {
    const { calendar } = this.#house
    const told = new Set(feeds.map(({ spec }) => spec).filter(({ id }) => !this.#held.has('status', id)))
    for (const spec of told) this.#held.add('status', spec.id, { end: () => told.delete(spec) })
    const tell = (type: 'snapshot' | 'update', tellUs: Us): void => {
      if (told.size === 0) return
      this.#post(tellUs, { channel: 'status', events: [{ type, products: [...told] }] })
      calendar.at(tellUs + statusPeriodUs, (againUs) => tell('update', againUs))
    }
    tell('snapshot', calendar.nowUs + workUs / 2)
  }

  #post(leaveUs: Us, message: Message): void {
    this.#outbox.post(leaveUs, write(message), { isWanted: true })
  }
}
