import { bookHashOf } from '../market/book-hash.ts'
import type { ProductSpec } from '../product.ts'
import type { FrameMeta, VenueClient, VenueConnection } from '../venue/client.ts'
import type { Venue } from '../venue/venue.ts'

/** Every key that an event of any channel may have. */
export interface WireEvent {
  readonly type: 'snapshot' | 'update'
  readonly product_id: string
  readonly updates: readonly WireLevel[]
  readonly trades: readonly WireTrade[]
  readonly tickers: readonly Readonly<Record<string, string>>[]
  readonly candles: readonly Readonly<Record<string, string>>[]
  readonly products: readonly Readonly<Record<string, string>>[]
  readonly subscriptions: Readonly<Record<string, readonly string[]>>
  readonly current_time: string
  readonly heartbeat_counter: number
}

/** A level as it is sent. */
export interface WireLevel {
  readonly side: 'bid' | 'offer'
  readonly event_time: string
  readonly price_level: string
  readonly new_quantity: string
}

/** A trade as it is sent. */
export interface WireTrade {
  readonly product_id: string
  readonly trade_id: string
  readonly price: string
  readonly size: string
  readonly time: string
  readonly side: 'BUY' | 'SELL'
}

/** A frame that was read. */
export interface ReadFrame {
  readonly text: string
  readonly meta: FrameMeta
  readonly channel: string
  readonly sequence: number
  /** When it left, by its own word. */
  readonly timeUs: number
  readonly events: readonly WireEvent[]
  readonly event: WireEvent
}

/** Reads a frame with as little as it takes: nothing of the encoder is used. */
export function readFrame(text: string, meta: FrameMeta): ReadFrame {
  const { channel = '', timestamp = '1970-01-01T00:00:00Z', sequence_num: sequence = -1, events = [] } = JSON.parse(text)
  return { text, meta, channel, sequence, timeUs: microseconds(timestamp), events, event: events[0] }
}

/** Microseconds of an RFC3339 time; what is finer is cut off. */
export function microseconds(text: string): number {
  const [whole = '', fraction = ''] = text.slice(0, -1).split('.')
  return Date.parse(`${whole}Z`) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

/** A decimal as a whole number of units. */
export function units(decimal: string, places: number): number {
  const [whole = '', fraction = ''] = decimal.split('.')
  return Number(whole + fraction.padEnd(places, '0'))
}

/** A client that keeps all it is sent. */
export class Listener implements VenueClient {
  readonly frames: ReadFrame[] = []
  closed: { readonly code: number; readonly reason: string } | undefined

  onFrame(text: string, meta: FrameMeta): void {
    if (this.closed !== undefined) throw new Error('a frame after the end')
    this.frames.push(readFrame(text, meta))
  }

  onClose(code: number, reason: string): void {
    if (this.closed !== undefined) throw new Error('a second end')
    this.closed = { code, reason }
  }

  /** Frames of a channel, of a product if one is named. */
  of(channel: string, product?: string): ReadFrame[] {
    return this.frames.filter(({ meta }) => meta.channel === channel && (product === undefined || meta.products.includes(product)))
  }

  /** What is subscribed to, by each of the acknowledgements. */
  get acks(): string[][][] {
    return this.of('subscriptions').map(({ event }) => Object.entries(event.subscriptions).map(([name, ids]) => [name, ...ids]))
  }

  get errors(): string[] {
    return this.frames.filter(({ meta }) => meta.channel === 'error').map(({ text }) => JSON.parse(text).message)
  }
}

/** A listener at the end of a connection. */
export function listen(venue: Venue, name: string = 'made-up', ip?: string): Listener & { readonly connection: VenueConnection } {
  const listener = new Listener()
  const connection = venue.connect(name, listener, ip === undefined ? {} : { ip })
  return Object.assign(listener, { connection })
}

/** The text that subscribes to products of a channel. */
export function subscribe(channel: string, ...products: readonly string[]): string {
  return JSON.stringify({ type: 'subscribe', channel, ...(products.length === 0 ? {} : { product_ids: products }) })
}

/** The text that ends a subscription. */
export function unsubscribe(channel: string, ...products: readonly string[]): string {
  return JSON.stringify({ type: 'unsubscribe', channel, ...(products.length === 0 ? {} : { product_ids: products }) })
}

/** A book as a reader of frames keeps it. */
export class WireBook {
  readonly #spec: ProductSpec
  readonly #lots = { bid: new Map<number, number>(), offer: new Map<number, number>() }

  constructor(spec: ProductSpec) {
    this.#spec = spec
  }

  apply({ type, updates }: WireEvent): void {
    if (type === 'snapshot') for (const side of Object.values(this.#lots)) side.clear()
    for (const { side, price_level, new_quantity } of updates) {
      const tick = units(price_level, this.#spec.tickPlaces)
      const lots = units(new_quantity, this.#spec.lotPlaces)
      if (lots === 0) this.#lots[side].delete(tick)
      else this.#lots[side].set(tick, lots)
    }
  }

  get hash(): number {
    const bids = [...this.#lots.bid].map(([tick, lots]) => ({ side: 'bid', tick, lots }) as const)
    const asks = [...this.#lots.offer].map(([tick, lots]) => ({ side: 'ask', tick, lots }) as const)
    return bookHashOf([...bids, ...asks])
  }

  get depth(): { readonly bids: number; readonly asks: number } {
    return { bids: this.#lots.bid.size, asks: this.#lots.offer.size }
  }

  /** The best prices, in ticks. */
  get touch(): { readonly bid: number; readonly ask: number } {
    return { bid: Math.max(...this.#lots.bid.keys()), ask: Math.min(...this.#lots.offer.keys()) }
  }

  lotsAt(side: 'bid' | 'offer', tick: number): number {
    return this.#lots[side].get(tick) ?? 0
  }
}
