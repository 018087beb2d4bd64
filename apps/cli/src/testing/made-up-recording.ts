/** One level of a book on the wire: side, price, size. */
export type WireLevel = readonly [side: string, price: string, size: string]

/** When the made-up recordings begin. */
export const startMs: number = Date.parse('2026-01-05T10:00:00Z')

/** The header line of a recording in our own format. */
export function header(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ format: 'of-frames', version: 1, source: 'coinbase', simulated: true, ...fields })
}

/** One connection, whose frames are numbered as they are asked for and received 30 ms after they were sent. */
export class MadeUpConnection {
  readonly #name: string
  #sequence = 0

  constructor(name = 'made-up') {
    this.#name = name
  }

  /** A line with whatever is given as a frame. */
  frame(atS: number, text: string): string {
    return `${(startMs + atS * 1_000 + 30) * 1_000} ${this.#name} ${text}`
  }

  /** A line of the `l2_data` channel. */
  level2(atS: number, type: 'snapshot' | 'update', levels: readonly WireLevel[], product = 'BTC-USD'): string {
    const updates = levels.map(([side, price_level, new_quantity]) => ({ side, event_time: isoAt(atS), price_level, new_quantity }))
    return this.#line(atS, 'l2_data', [{ type, product_id: product, updates }])
  }

  /** A line of the `market_trades` channel; trades are given newest first. */
  trades(atS: number, type: 'snapshot' | 'update', ids: readonly number[], product = 'BTC-USD'): string {
    const trades = ids.map((id) => ({
      product_id: product,
      trade_id: String(id),
      price: '100.01',
      size: '0.5',
      time: isoAt(atS),
      side: 'SELL',
    }))
    return this.#line(atS, 'market_trades', [{ type, trades }])
  }

  /** A line of the `heartbeats` channel. */
  heartbeat(atS: number): string {
    return this.#line(atS, 'heartbeats', [{ current_time: '2026-01-05 10:00:00.0 +0000 UTC m=+1.0', heartbeat_counter: Math.floor(atS) }])
  }

  /** A line of a channel that there is not. */
  unheardOf(atS: number): string {
    return this.#line(atS, 'weather', [{ type: 'update' }])
  }

  #line(atS: number, channel: string, events: readonly unknown[]): string {
    return this.frame(atS, JSON.stringify({ channel, timestamp: isoAt(atS), sequence_num: this.#sequence++, events }))
  }
}

/** A healthy recording of some seconds: a book that changes, trades that buy. */
export function madeUpLines(seconds = 5, product = 'BTC-USD'): string[] {
  const connection = new MadeUpConnection()
  const lines = [header(), connection.level2(0, 'snapshot', book, product), connection.trades(0, 'snapshot', [10, 9], product)]
  for (let second = 1; second <= seconds; second++) {
    lines.push(connection.level2(second, 'update', [['bid', '100', String(second)]], product))
    lines.push(connection.trades(second, 'update', [10 + second], product))
    lines.push(connection.heartbeat(second))
  }
  return lines
}

/** A small book. */
export const book: readonly WireLevel[] = [
  ['bid', '100', '2'],
  ['bid', '99.99', '3'],
  ['offer', '100.01', '4'],
  ['offer', '100.02', '1'],
]

/** Lines as the text of a file. */
export function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function isoAt(atS: number): string {
  return new Date(startMs + atS * 1_000).toISOString()
}
