import { MINUTE_US, type Us } from '@of/core'
import type { Market } from '../market/market.ts'
import type { Print } from '../market/print.ts'
import { defaultProducts, type ProductSpec } from '../product.ts'
import { type Publication, ProductFeed } from '../publish/product-feed.ts'
import { Random } from '../random.ts'
import { RestDesk } from '../rest/desk.ts'
import { Calendar } from './calendar.ts'
import type { BookWitness, VenueAnswer, VenueClient, VenueConnection } from './client.ts'
import type { VenueFaults } from './faults.ts'
import { connectsPerSecond, messagesPerSecond, PerSecond } from './limits.ts'
import { type House, Session } from './session.ts'

/** What venue to open. The same options and the same calls at the same times give the same bytes, on every machine. */
export interface VenueOptions {
  readonly seed: number
  /** The time at which the venue opens, in exchange time. */
  readonly startUs: Us
  /** Bitcoin and ether unless given. */
  readonly products?: readonly ProductSpec[]
  /** Whether the venue enforces what it allows: rates, 30 books a connection, a subscription within 5 s, no idling. True unless given. */
  readonly limits?: boolean
  /** Is told, each time a frame of a book gets its number, the book that its reader must arrive at. */
  readonly witness?: (state: BookWitness) => void
  readonly faults?: VenueFaults
}

/** About so many taker orders come before the venue opens, so that there are prints to show. */
const rehearsedOrders = 150

/** The longest that a market trades before the venue opens, in minutes. */
const longestRehearsal = 2

const loopback = '127.0.0.1'

/** When the market of a product opens: on a whole minute, a minute at least before the venue does. */
function openingOf(spec: ProductSpec, startUs: Us): Us {
  const minutes = Math.min(longestRehearsal, Math.ceil(rehearsedOrders / (60 * spec.takerOrdersPerSecond)))
  return startUs - (startUs % MINUTE_US) - minutes * MINUTE_US
}

/**
 * A simulated Coinbase without any transport: markets, and connections to clients who are told of them, in a time of its own.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-overview
 */
export class Venue {
  readonly #seed: number
  readonly #house: House
  readonly #calendar: Calendar
  readonly #feeds: readonly ProductFeed[]
  /** By every name of theirs. */
  readonly #byName = new Map<string, ProductFeed>()
  readonly #connects = new PerSecond(connectsPerSecond)
  readonly #rest: RestDesk
  #connections = 0

  /** Throws RangeError for a seed that is no integer, a time that is none, or two products of one name. */
  constructor(options: VenueOptions) {
    const { seed, startUs, products = defaultProducts, limits: isLimited = true, faults, witness } = options
    if (!Number.isSafeInteger(seed)) throw new RangeError(`venue: seed must be an integer, was ${seed}`)
    if (!Number.isSafeInteger(startUs) || startUs < longestRehearsal * MINUTE_US)
      throw new RangeError(`venue: startUs must be a time in microseconds, was ${startUs}`)
    this.#seed = seed
    this.#calendar = new Calendar(startUs)
    this.#feeds = products.map((spec) => new ProductFeed({ spec, seed, startUs: openingOf(spec, startUs) }))
    for (const feed of this.#feeds) this.#open(feed)
    const find = (id: string): ProductFeed | undefined => this.#byName.get(id)
    const messages = new PerSecond(messagesPerSecond)
    this.#house = { calendar: this.#calendar, isLimited, faults, witness, messages, feeds: this.#feeds, find }
    this.#rest = new RestDesk({ feeds: this.#feeds, isLimited })
  }

  /** In the order of the products, as they are now. */
  get markets(): readonly Market[] {
    return this.#feeds.map((feed) => this.#marketOf(feed))
  }

  /** The time at the venue. */
  get nowUs(): Us {
    return this.#calendar.nowUs
  }

  /** When a frame may leave next, or anything else be due. */
  get nextUs(): Us {
    return this.#calendar.nextUs
  }

  /**
   * Lets everything happen up to a time, that time included. Frames reach their clients on the way, in order of leaving.
   * Throws RangeError for a time that is over, and when a client calls it while being told of a frame.
   */
  advance(toUs: Us): void {
    this.#calendar.advance(toUs)
  }

  /** Whether a connection from an address would be let in now; if not, a server answers the upgrade with status 429. */
  admits(ip: string = loopback): boolean {
    return !this.#house.isLimited || this.#connects.admits(ip, this.nowUs)
  }

  /** Opens a connection. Throws RangeError where none is admitted. */
  connect(name: string, client: VenueClient, from: { readonly ip?: string } = {}): VenueConnection {
    const { ip = loopback } = from
    if (!this.admits(ip)) throw new RangeError(`venue: expected at most ${connectsPerSecond} connections a second, received one more`)
    this.#connects.count(ip, this.nowUs)
    this.#connections += 1
    const random = new Random(this.#seed, `connection ${this.#connections}`)
    return new Session({ name, client, house: this.#house, random, ip })
  }

  /** Answers a REST request, of Advanced Trade or of Exchange by its path, which includes the query. */
  request(path: string, from: { readonly ip?: string } = {}): VenueAnswer {
    return this.#rest.answer(path, { ip: from.ip ?? loopback, nowUs: this.nowUs })
  }

  /** The last 131,072 prints of a product, oldest first; none of an unknown one. */
  prints(product: string): readonly Print[] {
    const feed = this.#byName.get(product)
    feed?.advance(this.nowUs)
    return feed?.prints.all() ?? []
  }

  /** The market of a product as it is now, by any of its names; `undefined` of an unknown one. */
  truth(product: string): Market | undefined {
    const feed = this.#byName.get(product)
    return feed === undefined ? undefined : this.#marketOf(feed)
  }

  #marketOf(feed: ProductFeed): Market {
    feed.advance(this.nowUs)
    return feed.market
  }

  #open(feed: ProductFeed): void {
    for (const name of [feed.spec.id, ...feed.spec.aliases]) {
      if (this.#byName.has(name)) throw new RangeError(`venue: expected products of different names, received ${name} twice`)
      this.#byName.set(name, feed)
    }
    feed.rehearse(this.nowUs)
    for (const publication of feed.publications) this.#publish(feed, publication, this.nowUs + publication.phaseUs)
  }

  #publish(feed: ProductFeed, publication: Publication, dueUs: Us): void {
    this.#calendar.at(dueUs, (nowUs) => {
      feed.advance(nowUs)
      publication.publish(nowUs)
      this.#publish(feed, publication, nowUs + publication.periodUs)
    })
  }
}
