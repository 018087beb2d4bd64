import type { Side, Us } from '@of/core'
import type { TickLevel } from '../market/book.ts'
import type { Print } from '../market/print.ts'
import type { MinuteBar } from '../market/trading-day.ts'
import type { ProductSpec } from '../product.ts'

/** Whether an event tells all there is, or what has changed since. */
export type EventType = 'snapshot' | 'update'

/** What rests at a price of one side; no lots mean that nothing does any more. */
export interface BookLevel extends TickLevel {
  readonly side: Side
}

/** The book that a reader must arrive at: not sent, for whoever watches over the venue. */
export interface BookTruth {
  readonly bookHash: number
  readonly bidLevels: number
  readonly askLevels: number
}

/** Levels of one book at one instant, in the order in which they are sent: bids downward, then asks upward. */
export interface BookEvent {
  readonly type: EventType
  readonly spec: ProductSpec
  /** The engine's time, shared by all levels. */
  readonly eventUs: Us
  readonly levels: readonly BookLevel[]
  readonly truth: BookTruth
}

/** A print and the product it is of. */
export interface ProductPrint {
  readonly spec: ProductSpec
  readonly print: Print
}

/** Prints in the order in which they are sent: newest first. */
export interface TradesEvent {
  readonly type: EventType
  readonly trades: readonly ProductPrint[]
}

/** The last price, the day, the best quotes; prices in ticks, volume in lots. */
export interface TickerEntry {
  readonly spec: ProductSpec
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly lots: number
  /** `undefined` while nothing rests on the side. */
  readonly bid: TickLevel | undefined
  readonly ask: TickLevel | undefined
}

/** Tickers of some products. */
export interface TickersEvent {
  readonly type: EventType
  readonly tickers: readonly TickerEntry[]
}

/** A candle and the product it is of. */
export interface ProductBar {
  readonly spec: ProductSpec
  readonly bar: MinuteBar
}

/** Candles of five minutes, newest first. */
export interface CandlesEvent {
  readonly type: EventType
  readonly candles: readonly ProductBar[]
}

/** Products as the venue lists them. */
export interface StatusEvent {
  readonly type: EventType
  readonly products: readonly ProductSpec[]
}

/** One beat: the server's time, the nanoseconds beyond it, and when its process was started. */
export interface HeartbeatEvent {
  readonly timeUs: Us
  readonly nanos: number
  readonly bootUs: Us
}

/** All that a connection holds by now: products by channel, in alphabetical order. */
export interface SubscriptionsEvent {
  readonly held: ReadonlyMap<string, readonly string[]>
}

/**
 * What a frame says, before the connection that sends it gives it a time and a number.
 *
 * Those who receive the same thing share one message: it is never changed, only replaced.
 */
export type Message =
  | { readonly channel: 'l2_data'; readonly events: readonly BookEvent[] }
  | { readonly channel: 'market_trades'; readonly events: readonly TradesEvent[] }
  | { readonly channel: 'ticker' | 'ticker_batch'; readonly events: readonly TickersEvent[] }
  | { readonly channel: 'candles'; readonly events: readonly CandlesEvent[] }
  | { readonly channel: 'status'; readonly events: readonly StatusEvent[] }
  | { readonly channel: 'heartbeats'; readonly events: readonly HeartbeatEvent[] }
  | { readonly channel: 'subscriptions'; readonly events: readonly SubscriptionsEvent[] }
  /** A channel that no document names, its events as they are written. */
  | { readonly channel: 'unheard-of'; readonly name: string; readonly events: readonly object[] }

/** What a message is about. */
export interface MessageSubject {
  /** As the frame names it. */
  readonly channel: string
  /** Of its first event; `undefined` where events have no type. */
  readonly type: EventType | undefined
  /** Each once. */
  readonly products: readonly string[]
}

/** What a message is about: its channel, the type of its first event, its products. */
export function subjectOf(message: Message): MessageSubject {
  const { channel } = message
  if (channel === 'unheard-of') return { channel: message.name, type: undefined, products: [] }
  if (channel === 'heartbeats' || channel === 'subscriptions') return { channel, type: undefined, products: [] }
  const products = new Set<string>()
  for (const { id } of specsOf(message)) products.add(id)
  return { channel, type: message.events[0]?.type, products: [...products] }
}

function specsOf(message: Message): ProductSpec[] {
  switch (message.channel) {
    case 'l2_data':
      return message.events.map(({ spec }) => spec)
    case 'market_trades':
      return message.events.flatMap(({ trades }) => trades.map(({ spec }) => spec))
    case 'ticker':
    case 'ticker_batch':
      return message.events.flatMap(({ tickers }) => tickers.map(({ spec }) => spec))
    case 'candles':
      return message.events.flatMap(({ candles }) => candles.map(({ spec }) => spec))
    case 'status':
      return message.events.flatMap(({ products }) => products)
    case 'heartbeats':
    case 'subscriptions':
    case 'unheard-of':
      return []
  }
}
