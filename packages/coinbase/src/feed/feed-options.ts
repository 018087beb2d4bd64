import type { Us } from '@of/core'
import type { Credentials } from '../auth/credentials.ts'

/** A channel of products, under the name it is subscribed to. Heartbeats always come along. */
export type FeedChannel = 'level2' | 'market_trades' | 'ticker' | 'candles'

/** What a feed follows, and from where. */
export interface FeedOptions {
  /** Product ids as the venue lists them; an alias such as `BTC-USDC` is followed under the name its book has. */
  readonly products: readonly string[]
  /** All four unless given. */
  readonly channels?: readonly FeedChannel[]
  /** Address of the WebSocket, `wss:` or `ws:`; Coinbase's unless given. */
  readonly url?: string
  /** Address of Advanced Trade's REST, without path: Coinbase's, or the host of `url` when that is not Coinbase's, unless given. */
  readonly restUrl?: string
  /** The same of the Exchange's REST. */
  readonly exchangeUrl?: string
  /** Whether a day of one-minute candles is asked for at the start; `none` unless given. */
  readonly history?: 'day' | 'none'
  /** Whether it also yields the raw arrivals, each before what it means: what a recorder keeps and a pipeline eats. Not unless told so. */
  readonly arrivals?: boolean
  /** As whom it subscribes; as nobody unless given, which market data needs no more than. */
  readonly credentials?: Credentials
  /** Ends the feed as `close` does. */
  readonly signal?: AbortSignal
  /** How much may wait for a slow consumer before it is overrun: about its memory, 64 MiB unless given. */
  readonly maxWaitingBytes?: number
  /** How often the best levels of each book are compared with those of REST; never unless given. */
  readonly compareBookEveryUs?: Us
}

/** Coinbase's own address. */
export const COINBASE_WS_URL = 'wss://advanced-trade-ws.coinbase.com'

/** In the order in which they are subscribed: the books first, for theirs is the first acknowledgement. */
export const FEED_CHANNELS: readonly FeedChannel[] = ['level2', 'market_trades', 'ticker', 'candles']

/** Throws a `RangeError` for a number that cannot be. */
export function requireNumbers({ compareBookEveryUs = Infinity, maxWaitingBytes = Infinity }: FeedOptions): void {
  for (const [name, value] of Object.entries({ compareBookEveryUs, maxWaitingBytes })) {
    if (!(value > 0)) throw new RangeError(`${name}: expected a number above 0, received ${value}`)
  }
}

/** The products asked for, each once. Throws a `RangeError` when there is none, or one that no product is called. */
export function requestedProducts({ products }: FeedOptions): readonly string[] {
  const requested = [...new Set(products)]
  if (requested.length === 0) throw new RangeError('products: expected at least one, received none')
  for (const product of requested) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(product))
      throw new RangeError(`products: expected product ids, received ${JSON.stringify(product)}`)
  }
  return requested
}

/** The channels asked for, each once, in the order of subscribing. Throws a `RangeError` when there is none, or an unknown one. */
export function requestedChannels({ channels = FEED_CHANNELS }: FeedOptions): readonly FeedChannel[] {
  const unknown = channels.find((channel) => !FEED_CHANNELS.includes(channel))
  if (unknown !== undefined) throw new RangeError(`channels: expected ${FEED_CHANNELS.join(', ')}, received ${unknown}`)
  if (channels.length === 0) throw new RangeError('channels: expected at least one, received none')
  return FEED_CHANNELS.filter((channel) => channels.includes(channel))
}
