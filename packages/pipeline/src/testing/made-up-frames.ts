import type { Arrival } from '@of/coinbase'

/** A level as the venue writes it: side, price, new quantity. */
export type WireLevel = readonly [side: 'bid' | 'offer', price: string, size: string]

/** A trade as the venue writes it: id, price, size, and the MAKER's side. */
export type WireTrade = readonly [id: number, price: string, size: string, makerSide: 'BUY' | 'SELL']

/** Invented frames of one connection, numbered as the venue numbers them. Times are seconds since midnight of 2026-01-02. */
export class MadeUpConnection {
  readonly name: string
  #sequence = 0

  constructor(name: string, firstSequence = 0) {
    this.name = name
    this.#sequence = firstSequence
  }

  /** Frames that were sent and never arrived. */
  lose(count: number): void {
    this.#sequence += count
  }

  opened(atS: number): Arrival {
    this.#sequence = 0
    return { kind: 'opened', connection: this.name, receivedUs: micros(atS) }
  }

  closed(atS: number): Arrival {
    return { kind: 'closed', connection: this.name, receivedUs: micros(atS) }
  }

  subscribed(atS: number, products: Readonly<Record<string, readonly string[]>>): Arrival {
    return this.frame(atS, 'subscriptions', [{ subscriptions: products }])
  }

  ticker(atS: number, product: string, best: { readonly bid: string; readonly ask: string }): Arrival {
    return this.frame(atS, 'ticker', [
      { type: 'update', tickers: [{ product_id: product, price: '1', best_bid: best.bid, best_ask: best.ask }] },
    ])
  }

  level2(atS: number, product: string, type: 'snapshot' | 'update', levels: readonly WireLevel[]): Arrival {
    const updates = levels.map(([side, price_level, new_quantity]) => ({ side, event_time: iso(atS), price_level, new_quantity }))
    return this.frame(atS, 'l2_data', [{ type, product_id: product, updates }])
  }

  trades(atS: number, product: string, type: 'snapshot' | 'update', trades: readonly WireTrade[]): Arrival {
    const wire = trades.map(([id, price, size, side]) => ({ product_id: product, trade_id: String(id), price, size, time: iso(atS), side }))
    return this.frame(atS, 'market_trades', [{ type, trades: wire.toReversed() }])
  }

  heartbeat(atS: number): Arrival {
    return this.frame(atS, 'heartbeats', [{ current_time: 'made up', heartbeat_counter: Math.floor(atS) }])
  }

  frame(atS: number, channel: string, events: unknown): Arrival {
    const sequence_num = this.#sequence
    this.#sequence += 1
    return this.text(atS, JSON.stringify({ channel, timestamp: iso(atS), sequence_num, events }))
  }

  text(atS: number, frame: string): Arrival {
    return { kind: 'frame', connection: this.name, receivedUs: micros(atS), frame: Buffer.from(frame) }
  }
}

/** The answer to a request for trades, as the Exchange writes it. */
export function tradesAnswer(atS: number, product: string, trades: readonly WireTrade[]): Arrival {
  const wire = trades.map(([id, price, size, side]) => ({ trade_id: id, price, size, time: iso(atS), side: side.toLowerCase() }))
  return { kind: 'rest', receivedUs: micros(atS), path: `/products/${product}/trades?limit=100`, body: JSON.stringify(wire.toReversed()) }
}

/** A time as the venue writes it. */
export function iso(atS: number): string {
  return new Date(MIDNIGHT_MS + atS * 1000).toISOString()
}

/** A time as we count it. */
export function micros(atS: number): number {
  return (MIDNIGHT_MS + atS * 1000) * 1000
}

const MIDNIGHT_MS = Date.UTC(2026, 0, 2)
