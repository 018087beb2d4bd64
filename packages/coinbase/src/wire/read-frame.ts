import { candles } from './candles.ts'
import type { Channel } from './channel.ts'
import { readError } from './error.ts'
import type { Frame, UnreadableFrame } from './frame.ts'
import { futuresBalanceSummaries } from './futures-balance-summary.ts'
import { heartbeats } from './heartbeats.ts'
import { isObject, type JsonObject, parseJson } from './json.ts'
import { countUnknownKeys } from './known-keys.ts'
import { level2 } from './level2.ts'
import { marketTrades } from './market-trades.ts'
import { statuses } from './status.ts'
import { subscriptions } from './subscriptions.ts'
import { tickerBatches } from './ticker-batch.ts'
import { tickers } from './ticker.ts'
import { parseTime } from './time.ts'
import { user } from './user.ts'

const CHANNELS: ReadonlyMap<unknown, Channel<Frame>> = new Map(
  [level2, marketTrades, tickers, tickerBatches, candles, statuses, heartbeats, subscriptions, user, futuresBalanceSummaries].map(
    (known) => [known.name, known],
  ),
)

/** Reads a text frame. Total: whatever the text, the answer is a frame, if need be an unreadable one. */
export function readFrame(text: string): Frame {
  const raw = parseJson(text)
  if (!isObject(raw)) return unreadable({}, ['expected a JSON object'])
  const channel = CHANNELS.get(raw['channel'])
  const reading = channel === undefined ? readOther(raw) : channel.read(raw)
  return 'frame' in reading ? reading.frame : unreadable(raw, reading.issues)
}

function readOther(raw: JsonObject): { readonly frame: Frame } | { readonly issues: readonly string[] } {
  const { channel, type } = raw
  if (channel === undefined && raw['events'] === undefined && raw['sequence_num'] === undefined && typeof type === 'string') {
    return type === 'error' ? readError(raw) : unknownChannel(type, raw)
  }
  if (typeof channel !== 'string') return { issues: ['channel: expected a string'] }
  if (sequenceOf(raw) === undefined) return { issues: ['sequence_num: expected a whole number'] }
  // A book under another name would stay in sync on paper only.
  if (eventsOf(raw).some((event) => event['updates'] !== undefined)) return { issues: ['channel: level changes of an unknown channel'] }
  return unknownChannel(channel, raw)
}

function unknownChannel(channel: string, raw: JsonObject): { readonly frame: Frame } {
  const { timestamp } = raw
  const timeUs = typeof timestamp === 'string' ? parseTime(timestamp) : undefined
  return {
    frame: {
      kind: 'unknown-channel',
      channel,
      sequence: sequenceOf(raw),
      timeUs: typeof timeUs === 'number' ? timeUs : undefined,
      unknownKeys: countUnknownKeys(raw),
    },
  }
}

function unreadable(raw: JsonObject, issues: readonly string[]): UnreadableFrame {
  const { channel } = raw
  return {
    kind: 'unreadable',
    channel: typeof channel === 'string' ? channel : undefined,
    sequence: sequenceOf(raw),
    touchesBooks: channel === level2.name || !CHANNELS.has(channel),
    products: productsOf(raw),
    issues,
  }
}

function sequenceOf(raw: JsonObject): number | undefined {
  const sequence = raw['sequence_num']
  return typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : undefined
}

function productsOf(raw: JsonObject): readonly string[] {
  const products = new Set<string>()
  const events = raw['events']
  if (!Array.isArray(events)) return []
  for (const event of events) {
    const product = isObject(event) ? event['product_id'] : undefined
    if (typeof product !== 'string' || product === '') return []
    products.add(product)
  }
  return [...products]
}

function eventsOf(raw: JsonObject): readonly JsonObject[] {
  const events = raw['events']
  return Array.isArray(events) ? events.filter(isObject) : []
}
