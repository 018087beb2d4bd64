import { type BookEvent, type BookOwner, type FeedFault, type Frame, type Level2Frame, onFrame, type Verdict } from '@of/coinbase'
import type { Us } from '@of/core'
import { type Connection, countFault, openConnection } from './connection.ts'
import type { Feeds } from './feeds.ts'
import type { Teller } from './teller.ts'
import type { Witness } from './witness.ts'

/** Who hears of books. */
export interface BookKeeperParts {
  readonly feeds: Feeds
  readonly teller: Teller
  readonly witness: Witness | undefined
}

/** Obeys the synchronisation of the connection whose frame is being taken in: each product's book is its feed's to change. */
export class BookKeeper implements BookOwner {
  readonly #feeds: Feeds
  readonly #teller: Teller
  readonly #witness: Witness | undefined
  /** Whose frame it is; nobody's before the first. */
  #connection: Connection = openConnection('')
  /** When the frame that is being taken in came. */
  atUs: Us = 0

  constructor({ feeds, teller, witness }: BookKeeperParts) {
    this.#feeds = feeds
    this.#teller = teller
    this.#witness = witness
  }

  /** Takes in what a frame means for the books of its connection. */
  onFrame(connection: Connection, frame: Frame): Verdict {
    this.#connection = connection
    return onFrame(connection.sync, frame, this)
  }

  /** Counts the events of a frame, before anything is known of their worth. */
  countEvents({ events }: Level2Frame, connection: Connection): void {
    for (let index = 0; index < events.length; index++) {
      const event = events[index]!
      this.#feeds.of(event.product, connection)?.onBookEvent(event)
    }
  }

  /** Looks at the books that a frame has changed, each once, however many events of it the frame holds. */
  checkBooks({ events }: Level2Frame): void {
    if (events.length === 1) {
      const event = events[0]!
      this.#checkBook(event)
      return
    }
    // A snapshot among several events of a product is what its book stands on.
    const changed = new Map<string, BookEvent>()
    for (const event of events) {
      const isOnSnapshot = event.type === 'snapshot' || changed.get(event.product)?.type === 'snapshot'
      changed.set(event.product, isOnSnapshot ? { ...event, type: 'snapshot' } : event)
    }
    for (const event of changed.values()) this.#checkBook(event)
  }

  replaceBook(event: BookEvent): void {
    this.#feeds.find(event.product)?.replaceBook(event, this.#connection, this.atUs)
  }

  changeBook(event: BookEvent): void {
    this.#feeds.find(event.product)?.changeBook(event, this.#connection, this.atUs)
  }

  dropBook(product: string, fault: FeedFault): void {
    this.#feeds.of(product, this.#connection)?.dropBook(fault, this.#connection, this.atUs)
  }

  count(fault: FeedFault): void {
    countFault(this.#connection, fault)
    this.#teller.fault(fault, { connection: this.#connection.name, timeUs: this.#feeds.nowUs })
    if (fault.kind === 'unsynced-update') this.#feeds.of(fault.product, this.#connection)?.countUnsynced()
  }

  #checkBook({ product, timeUs: eventUs, type }: BookEvent): void {
    const sentUs = this.atUs
    this.atUs = eventUs ?? sentUs
    const feed = this.#feeds.find(product)
    if (feed?.checkBook(this.#connection, this.atUs, this) === true && this.#witness !== undefined && feed.bookState === 'synced')
      this.#witness.book(feed, this.atUs, type === 'snapshot')
    this.atUs = sentUs
  }
}
