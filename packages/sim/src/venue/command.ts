import type { ProductChannel } from '../publish/product-feed.ts'

/** A channel that can be subscribed to without a key. */
export type Channel = ProductChannel | 'status' | 'heartbeats'

/** What a client asks for. */
export interface Command {
  readonly type: 'subscribe' | 'unsubscribe'
  readonly channel: Channel
  /** As the client names them; `undefined` when it names none. */
  readonly products: readonly string[] | undefined
}

/** Why the venue does not do what a client asks for, in its words. */
export type Refusal =
  | 'authentication failure'
  | 'failure to subscribe'
  | 'rate limit exceeded'
  | 'too many L2 streams requested in a single session'

const channels: ReadonlySet<string> = new Set<Channel>([
  'level2',
  'market_trades',
  'ticker',
  'ticker_batch',
  'candles',
  'status',
  'heartbeats',
])

/**
 * Reads what a client has sent. A channel that is unknown, or open to users with a key only, is an authentication failure.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-overview
 */
export function readCommand(text: string): Command | Refusal {
  const message = parsed(text)
  if (message === undefined) return 'failure to subscribe'
  const { type, channel, product_ids: products } = message
  if (type !== 'subscribe' && type !== 'unsubscribe') return 'failure to subscribe'
  if (typeof channel !== 'string') return 'failure to subscribe'
  if (!isChannel(channel)) return 'authentication failure'
  if (products !== undefined && !isStrings(products)) return 'failure to subscribe'
  const named = products === undefined || products.length === 0 ? undefined : products
  const isNeeded = type === 'subscribe' && channel !== 'heartbeats' && channel !== 'status'
  return isNeeded && named === undefined ? 'failure to subscribe' : { type, channel, products: named }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isChannel(name: string): name is Channel {
  return channels.has(name)
}
