import { SECOND_US, type Us } from '@of/core'
import { describeNetFault } from '../net/net-fault.ts'
import type { FeedEvent } from './feed-event.ts'

/** Frames that were lost: which number was due, and which came. */
export interface LostFrames {
  readonly expected: number
  readonly received: number
}

/** Something that a live feed has said to be wrong and has not yet said to be mended. */
export type FeedTrouble =
  | {
      readonly kind: 'disconnected'
      readonly connection: string
      readonly why: string
      /** When it is dialled again, by the clock that arrivals are stamped by. */
      readonly retryAtUs: Us
    }
  | {
      readonly kind: 'book'
      readonly product: string
      /** How often it has been asked for; 0 before the first time. */
      readonly attempt: number
      /** What the feed says of it; `undefined` where it has only told of lost frames. */
      readonly reason: string | undefined
      readonly lost: LostFrames | undefined
    }
  | { readonly kind: 'not-subscribed'; readonly channel: string; readonly products: readonly string[] }
  | { readonly kind: 'overrun'; readonly droppedBatches: number }
  | { readonly kind: 'request-failed'; readonly why: string }

type Of<Kind extends FeedTrouble['kind']> = Extract<FeedTrouble, { readonly kind: Kind }>

/** How long something that mends itself is told. */
const TOLD_FOR_US: Us = 10 * SECOND_US

/** What is wrong with a live feed, as its events tell it. */
export class Troubles {
  readonly #disconnected = new Map<string, Of<'disconnected'>>()
  readonly #books = new Map<string, Of<'book'>>()
  readonly #notSubscribed = new Map<string, Of<'not-subscribed'>>()
  #passing: { readonly trouble: Of<'overrun' | 'request-failed'>; readonly untilUs: Us } | undefined

  /** Takes in what the feed tells. */
  take(event: FeedEvent): void {
    switch (event.kind) {
      case 'disconnected': {
        const { connection, fault, receivedUs, retryInUs } = event
        const why = describeNetFault(fault)
        this.#disconnected.set(connection, { kind: 'disconnected', connection, why, retryAtUs: receivedUs + retryInUs })
        return
      }
      case 'connected':
        this.#disconnected.delete(event.connection)
        return
      case 'gap':
        for (const product of event.products) {
          const { expected, received } = event
          this.#books.set(product, {
            attempt: 0,
            reason: undefined,
            ...this.#books.get(product),
            kind: 'book',
            product,
            lost: { expected, received },
          })
        }
        return
      case 'resyncing': {
        const { attempt, product, reason } = event
        this.#books.set(product, { kind: 'book', product, attempt, reason, lost: this.#books.get(product)?.lost })
        return
      }
      case 'resynced':
        this.#books.delete(event.product)
        return
      case 'not-subscribed':
      case 'subscribed':
        this.#onSubscription(event)
        return
      case 'overrun':
        this.#pass(event.receivedUs, { kind: 'overrun', droppedBatches: event.droppedBatches })
        return
      case 'request-failed':
        this.#pass(event.receivedUs, { kind: 'request-failed', why: describeNetFault(event.fault) })
        return
      default:
    }
  }

  /** What the feed has said of the book of a product. */
  book(product: string): Of<'book'> | undefined {
    return this.#books.get(product)
  }

  /** A connection that is lost. */
  get disconnected(): Of<'disconnected'> | undefined {
    return this.#disconnected.values().next().value
  }

  /** The first book that is lost. */
  get lostBook(): Of<'book'> | undefined {
    return this.#books.values().next().value
  }

  /** What is wrong besides connections and books. `nowUs` is of the clock that arrivals are stamped by; without one, nothing passes. */
  lesser(nowUs: Us | undefined): Of<'not-subscribed' | 'overrun' | 'request-failed'> | undefined {
    const missing = this.#notSubscribed.values().next().value
    if (missing !== undefined) return missing
    const passing = this.#passing
    return passing !== undefined && nowUs !== undefined && nowUs < passing.untilUs ? passing.trouble : undefined
  }

  #onSubscription({ channel, kind, products }: Extract<FeedEvent, { readonly kind: 'subscribed' | 'not-subscribed' }>): void {
    if (kind === 'subscribed') this.#notSubscribed.delete(channel)
    else this.#notSubscribed.set(channel, { kind, channel, products })
  }

  #pass(receivedUs: Us, trouble: Of<'overrun' | 'request-failed'>): void {
    this.#passing = { trouble, untilUs: receivedUs + TOLD_FOR_US }
  }
}
