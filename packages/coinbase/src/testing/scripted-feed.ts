import type { FeedEvent } from '../feed/feed-event.ts'
import { FeedDriver } from '../feed/feed-driver.ts'
import type { FeedOptions } from '../feed/feed-options.ts'
import { bookEventOf, type WireLevel, type WireTrade } from './made-up-frames.ts'
import { answered, type ScriptedSocket, ScriptedWorld, type SentText } from './scripted-world.ts'

type EventOf<Kind extends FeedEvent['kind']> = Extract<FeedEvent, { readonly kind: Kind }>

/** A product as REST lists it. */
export function listedProduct(id: string, alias = '', aliasTo: readonly string[] = []): object {
  const [base = '', quote = ''] = id.split('-')
  return {
    product_id: id,
    base_currency_id: base,
    quote_currency_id: quote,
    price_increment: '0.01',
    base_increment: '0.00000001',
    alias,
    alias_to: aliasTo,
  }
}

/** A feed over a scripted world, and everything that it told. */
export class ScriptedFeed {
  readonly world: ScriptedWorld = new ScriptedWorld()
  readonly driver: FeedDriver
  readonly batches: (readonly FeedEvent[])[] = []

  constructor(options: Partial<FeedOptions> = {}) {
    const products = options.products ?? ['A-USD']
    this.driver = new FeedDriver({ ...options, products }, this.world, (events) => this.batches.push(events))
    this.driver.start()
  }

  get events(): readonly FeedEvent[] {
    return this.batches.flat()
  }

  /** The events of a kind, without what is the same for all. */
  of<Kind extends FeedEvent['kind']>(kind: Kind): readonly EventOf<Kind>[] {
    return this.events.filter((event): event is EventOf<Kind> => event.kind === kind)
  }

  /** Forgets what was told so far. */
  hush(): this {
    this.batches.length = 0
    return this
  }

  /** Answers the requests whose path begins so. */
  answer(prefix: string, body: unknown): void {
    for (const request of this.world.requests.filter(({ path }) => path.startsWith(prefix))) request.answer(answered(body))
  }

  /** The venue knows no aliases: the feed connects. */
  name(): this {
    this.answer('/api/v3/brokerage/market/products', { products: [] })
    return this
  }

  /** The venue's end of the newest socket. */
  wire(index: number = this.world.sockets.length - 1): ScriptedWire {
    return new ScriptedWire(this.world, this.world.sockets[index]!)
  }

  /** Connected and subscribed, each book of one bid and one ask. */
  synced(): ScriptedWire {
    this.name()
    const wire = this.wire()
    wire.socket.open()
    this.world.advanceSeconds(0.1)
    const ids = wire.subscribed('level2')
    for (const id of ids) wire.snapshot(id)
    wire.acknowledge()
    this.world.advanceSeconds(3)
    wire.heartbeat()
    this.hush()
    return wire
  }
}

/** The best bid and ask that a made-up book begins with. */
export const TOUCH: readonly WireLevel[] = [
  ['bid', '99', '1'],
  ['offer', '101', '1'],
]

/** Writes the venue's frames on one socket, numbered and dated. */
export class ScriptedWire {
  readonly socket: ScriptedSocket
  readonly #world: ScriptedWorld
  #next = 0

  constructor(world: ScriptedWorld, socket: ScriptedSocket) {
    this.#world = world
    this.socket = socket
  }

  /** Number of the next frame. */
  get next(): number {
    return this.#next
  }

  /** What the client has asked for, oldest first. */
  get asked(): readonly string[] {
    return this.socket.sent.map(({ message }) => `${message.type} ${message.channel}`)
  }

  /** The messages the client sent of a type and channel. */
  messages(type: string, channel: string): readonly SentText[] {
    return this.socket.sent.filter(({ message }) => message.type === type && message.channel === channel)
  }

  /** Product ids that the client has subscribed to a channel. */
  subscribed(channel: string): readonly string[] {
    return [...new Set(this.messages('subscribe', channel).flatMap(({ message }) => message.product_ids ?? []))]
  }

  /** Loses frames that were sent. */
  lose(frames = 1): this {
    this.#next += frames
    return this
  }

  /** The venue tells that the books which were unsubscribed last are subscribed no more, and a client has time to answer. */
  over(): this {
    this.#world.advance(100_000)
    const gone = new Set(this.messages('unsubscribe', 'level2').at(-1)?.message.product_ids)
    const { level2, ...others } = this.#subscribed()
    const held = (level2 ?? []).filter((id) => !gone.has(id))
    this.acknowledge(held.length === 0 ? others : { level2: held, ...others })
    this.#world.advance(100_000)
    return this
  }

  /** A frame with a number of its own. */
  numbered(sequence: number, channel: string, events: readonly unknown[]): this {
    const timestamp = new Date(this.#world.nowUs() / 1000).toISOString()
    this.socket.text(JSON.stringify({ channel, timestamp, sequence_num: sequence, events }))
    return this
  }

  frame(channel: string, events: readonly unknown[]): this {
    return this.numbered(this.#next++, channel, events)
  }

  snapshot(product: string, levels: readonly WireLevel[] = TOUCH): this {
    return this.frame('l2_data', [bookEventOf('snapshot', product, levels)])
  }

  update(product: string, levels: readonly WireLevel[]): this {
    return this.frame('l2_data', [bookEventOf('update', product, levels)])
  }

  trades(type: 'snapshot' | 'update', product: string, trades: readonly WireTrade[]): this {
    const time = new Date(this.#world.nowUs() / 1000).toISOString()
    const wire = trades.map(([trade_id, price, size, side]) => ({ product_id: product, trade_id, price, size, time, side }))
    return this.frame('market_trades', [{ type, trades: wire }])
  }

  /** Trades of size 1 with those ids. */
  ids(type: 'snapshot' | 'update', product: string, ...ids: readonly number[]): this {
    return this.trades(
      type,
      product,
      ids.map((id) => [String(id), '100', '1', 'BUY']),
    )
  }

  ticker(product: string, bid: string, ask: string): this {
    return this.frame('ticker', [
      { type: 'update', tickers: [{ type: 'ticker', product_id: product, price: '100', best_bid: bid, best_ask: ask }] },
    ])
  }

  heartbeat(): this {
    const beat = { current_time: '2026-03-01 12:00:00.123400000 +0000 UTC m=+4711.000000001', heartbeat_counter: 4711 }
    return this.frame('heartbeats', [beat])
  }

  /** Acknowledges all that was asked for, or what is given. */
  acknowledge(subscriptions?: Readonly<Record<string, readonly string[]>>): this {
    return this.frame('subscriptions', [{ subscriptions: subscriptions ?? this.#subscribed() }])
  }

  #subscribed(): Readonly<Record<string, readonly string[]>> {
    const channels = [...new Set(this.socket.sent.map(({ message }) => message.channel))]
    return Object.fromEntries(channels.map((channel) => [channel, channel === 'heartbeats' ? ['heartbeats'] : this.subscribed(channel)]))
  }

  /** Beats every second for a while. */
  beat(seconds: number): this {
    for (let n = 0; n < seconds; n++) {
      this.#world.advanceSeconds(1)
      this.heartbeat()
    }
    return this
  }
}

/** The answer of the Exchange to a request for trades: all of size 1, newest first. */
export function exchangeTrades(ids: readonly number[]): readonly object[] {
  return ids
    .toSorted((a, b) => b - a)
    .map((trade_id) => ({ trade_id, side: 'buy', size: '1', price: '100', time: '2026-03-01T12:00:00.000000Z' }))
}
