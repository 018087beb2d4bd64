import type { Arrival } from '@of/coinbase'
import type { LevelChanges, Us, VenueEvent } from '@of/core'

/** What Coinbase's frames tell as any venue does. */
export type FramedMarketEvent = Exclude<VenueEvent, { readonly kind: 'candle' | 'book-lost' }>

/** Events as Coinbase would tell them, one a frame, sent at the moment that it tells of: a frame of a connection that brings nothing else. */
export function framesOfEvents(events: readonly FramedMarketEvent[]): Arrival[] {
  return events.map((event, sequence_num) => {
    const [channel, told, timeUs] = event.kind === 'trade' ? tradeOf(event) : bookOf(event)
    const text = JSON.stringify({ channel, timestamp: iso(timeUs), sequence_num, events: told })
    return { kind: 'frame', connection: 'told', receivedUs: event.receivedUs, frame: Buffer.from(text) }
  })
}

function bookOf({
  changes,
  kind,
  product,
  timeUs,
}: Extract<FramedMarketEvent, { readonly kind: 'snapshot' | 'changes' }>): [string, unknown, Us] {
  const type = kind === 'snapshot' ? 'snapshot' : 'update'
  return ['l2_data', [{ type, product_id: product, updates: rowsOf(changes, iso(timeUs)) }], timeUs]
}

function rowsOf({ asks, from, prices, sizes, to }: LevelChanges, event_time: string): unknown[] {
  return Array.from({ length: to - from }, (_, at) => ({
    side: asks[from + at] === 1 ? 'offer' : 'bid',
    event_time,
    price_level: decimal(prices[from + at]!),
    new_quantity: decimal(sizes[from + at]!),
  }))
}

function tradeOf({ product, trade }: Extract<FramedMarketEvent, { readonly kind: 'trade' }>): [string, unknown, Us] {
  const { aggressor, id, price, size, timeUs } = trade
  // The venue tells the side of the maker.
  const side = aggressor === 'buy' ? 'SELL' : 'BUY'
  const wire = { product_id: product, trade_id: String(id), price: decimal(price), size: decimal(size), time: iso(timeUs), side }
  return ['market_trades', [{ type: 'update', trades: [wire] }], timeUs]
}

/** As the venue writes numbers: never with an exponent. */
function decimal(value: number): string {
  return String(value).includes('e') ? value.toFixed(12) : String(value)
}

function iso(timeUs: Us): string {
  return `${new Date(Math.floor(timeUs / 1_000)).toISOString().slice(0, -1)}${String(timeUs % 1_000).padStart(3, '0')}Z`
}
