import { SECOND_US, type Us } from '@of/core'
import type { SubscriptionsEvent } from '../wire/subscriptions.ts'
import type { CheckCounts } from './check-counts.ts'
import type { PacedQueue } from './paced-queue.ts'
import type { Runtime } from './runtime.ts'
import {
  type ChannelProducts,
  forgetAcknowledged,
  lookAtAnswer,
  onAcknowledged,
  SETTLE_US,
  subscriptionMessage,
  type Subscriptions,
  subscriptionsTo,
} from './subscriptions.ts'

/** How long the answer to an unsubscription is waited for. */
const LEAVING_US: Us = 5 * SECOND_US

/** What a subscriber needs of its connection. */
export interface SubscriberHost {
  readonly name: string
  send(text: string): void
  /** Books were subscribed: their snapshots come. */
  onAsked(products: readonly string[]): void
  /** Books were unsubscribed, to be subscribed again. */
  onLeft(products: readonly string[]): void
  /** Which of the books are still without a snapshot. */
  wanting(products: readonly string[]): readonly string[]
}

/** Keeps a connection subscribed to what it should be: asks, holds the venue's answer against what was asked, and asks again. */
export class Subscriber {
  readonly #runtime: Runtime
  readonly #checks: CheckCounts
  readonly #outbox: PacedQueue
  readonly #host: SubscriberHost
  readonly #subscriptions: Subscriptions
  /** Counts sockets: what was to be sent on one is not sent on the next. 0 while none is open. */
  #socket = 0
  #sockets = 0
  readonly #renewals = new Set<Renewal>()
  #cancelLook: (() => void) | undefined
  #toldMissing = '[]'

  constructor(context: SubscriberContext, host: SubscriberHost) {
    this.#runtime = context.runtime
    this.#checks = context.checks
    this.#outbox = context.outbox
    this.#host = host
    this.#subscriptions = subscriptionsTo(context.channels)
  }

  /** Whether the venue says that a product of a channel is subscribed, or has not yet said anything. */
  isListed(channel: string, product: string): boolean {
    const { acknowledged } = this.#subscriptions
    return acknowledged === undefined || acknowledged.get(channel)?.has(product) === true
  }

  /** Wants a product on every channel. */
  add(product: string): void {
    for (const [channel, ids] of this.#subscriptions.desired) if (channel !== 'heartbeats') ids.add(product)
  }

  /** Subscribes a product that is wanted, if there is a socket. */
  subscribeTo(product: string): void {
    for (const channel of this.#subscriptions.desired.keys())
      if (channel !== 'heartbeats') this.#subscribe({ channel, products: [product] })
  }

  /** Wants a product no more. */
  remove(product: string): void {
    for (const [channel, ids] of this.#subscriptions.desired) {
      if (ids.delete(product)) this.#send('unsubscribe', { channel, products: [product] })
    }
  }

  /** A socket has opened: everything is subscribed on it. */
  onOpened(): void {
    this.#socket = ++this.#sockets
    for (const [channel, ids] of this.#subscriptions.desired) {
      // Without products the venue would take it for all of them.
      if (ids.size > 0 || channel === 'heartbeats') this.#subscribe({ channel, products: [...ids] })
    }
  }

  /** The socket is no more. */
  stop(): void {
    this.#socket = 0
    this.#cancelLook?.()
    this.#outbox.drop(this)
    for (const { cancel } of this.#renewals) cancel()
    this.#renewals.clear()
    forgetAcknowledged(this.#subscriptions)
  }

  /** The venue has said what is subscribed. */
  onAcknowledged(event: SubscriptionsEvent): void {
    for (const { channel, products } of onAcknowledged(this.#subscriptions, event)) {
      this.#runtime.tell({ kind: 'subscribed', connection: this.#host.name, channel, products })
    }
    const held = this.#subscriptions.acknowledged?.get('level2')
    for (const renewal of this.#renewals) if (!renewal.products.some((product) => held?.has(product))) this.#renew(renewal)
  }

  /**
   * Asks for snapshots of books: a second subscription brings none unless the first one is ended. The new one is made when the venue has told
   * that the old one is over: what comes after that is of the new one.
   */
  askForSnapshots(products: readonly string[]): void {
    const channel = 'level2'
    this.#outbox.push(this, (done) => {
      const wanting = this.#host.wanting(products)
      if (wanting.length > 0) {
        this.#host.send(subscriptionMessage('unsubscribe', { channel, products: wanting }))
        this.#host.onLeft(wanting)
        const renewal: Renewal = { products: wanting, cancel: this.#runtime.after(LEAVING_US, () => this.#renew(renewal)) }
        this.#renewals.add(renewal)
      }
      done()
    })
  }

  #renew(renewal: Renewal): void {
    renewal.cancel()
    this.#renewals.delete(renewal)
    const desired = this.#subscriptions.desired.get('level2')
    const products = renewal.products.filter((product) => desired?.has(product))
    if (products.length > 0) this.#subscribe({ channel: 'level2', products })
  }

  #subscribe(what: ChannelProducts): void {
    this.#send('subscribe', what, () => {
      if (what.channel === 'level2') this.#host.onAsked(what.products)
      this.#lookLater(SETTLE_US)
    })
  }

  #lookLater(inUs: Us): void {
    this.#cancelLook?.()
    this.#cancelLook = this.#runtime.after(inUs, () => this.#lookAtAnswer())
  }

  #lookAtAnswer(): void {
    const leaving = new Set([...this.#renewals].flatMap(({ products }) => products))
    const { missing, againInUs } = lookAtAnswer(this.#subscriptions, leaving)
    this.#checks.add('subscription', missing.length === 0 ? 'passed' : 'failed')
    const told = JSON.stringify(missing)
    if (told !== this.#toldMissing)
      for (const each of missing) this.#runtime.tell({ kind: 'not-subscribed', connection: this.#host.name, ...each })
    this.#toldMissing = told
    if (missing.length === 0) return
    for (const each of missing) this.#send('subscribe', each)
    this.#lookLater(againInUs)
  }

  #send(type: 'subscribe' | 'unsubscribe', what: ChannelProducts, sent?: () => void): void {
    const socket = this.#socket
    if (socket === 0) return
    const send = (jwt: string | undefined, done: () => void): void => {
      // A proof of identity may come when its socket is no more.
      if (this.#socket === socket) {
        this.#host.send(subscriptionMessage(type, what, jwt))
        sent?.()
      }
      done()
    }
    const { ports } = this.#runtime
    const run = (done: () => void): void => {
      if (ports.token === undefined) send(undefined, done)
      else ports.token((jwt) => this.#runtime.enter(() => send(jwt, done)))
    }
    this.#outbox.push(this, run, { urgent: true })
  }
}

/** Books that were unsubscribed and are to be subscribed again. */
interface Renewal {
  readonly products: readonly string[]
  /** Calls off what happens where the venue does not answer. */
  readonly cancel: () => void
}

interface SubscriberContext {
  readonly runtime: Runtime
  readonly checks: CheckCounts
  /** Sending, over all connections. */
  readonly outbox: PacedQueue
  readonly channels: readonly string[]
}
