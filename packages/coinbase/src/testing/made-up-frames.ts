// Invented frames in the form of the venue's: the fields, spellings and habits are real, the numbers are not.

/** A level as the wire has it: side, price, size. */
export type WireLevel = readonly [side: string, price: string, size: string]

/** A trade as the wire has it: id, price, size, maker side. */
export type WireTrade = readonly [id: string, price: string, size: string, makerSide: string]

/** When the made-up frames were sent, and that in microseconds. */
export const SENT = '2026-03-01T12:00:00.123456789Z'
export const SENT_US = 1_772_366_400_123_456

/** When the engine made what they tell, and that in microseconds. */
export const MADE = '2026-03-01T12:00:00.08125Z'
export const MADE_US = 1_772_366_400_081_250

/** An envelope around events. */
export function envelopeFrame(sequence: number, channel: string, events: readonly unknown[]): string {
  return JSON.stringify({ channel, timestamp: SENT, sequence_num: sequence, events })
}

/** An event of the level2 channel. */
export function bookEventOf(type: string, product: string, levels: readonly WireLevel[]): object {
  const updates = levels.map(([side, price_level, new_quantity]) => ({ side, event_time: MADE, price_level, new_quantity }))
  return { type, product_id: product, updates }
}

/** A frame of the level2 channel with one event. */
export function bookFrame(sequence: number, type: string, product: string, levels: readonly WireLevel[]): string {
  return envelopeFrame(sequence, 'l2_data', [bookEventOf(type, product, levels)])
}

/** A frame of the market_trades channel with one event. */
export function tradesFrame(sequence: number, type: string, product: string, trades: readonly WireTrade[]): string {
  const wire = trades.map(([trade_id, price, size, side]) => ({ product_id: product, trade_id, price, size, time: MADE, side }))
  return envelopeFrame(sequence, 'market_trades', [{ type, trades: wire }])
}

/** A heartbeat. */
export function heartbeatFrame(sequence: number): string {
  const beat = { current_time: '2026-03-01 12:00:00.123400000 +0000 UTC m=+4711.000000001', heartbeat_counter: 4711 }
  return envelopeFrame(sequence, 'heartbeats', [beat])
}

/** One frame of every channel and form that the venue is known to send. */
export const EVERY_FRAME: Readonly<Record<string, string>> = {
  'a level2 snapshot': bookFrame(0, 'snapshot', 'MADE-UP', [
    ['bid', '83277.25', '0.00715626'],
    ['bid', '83275.5', '0.024'],
    ['offer', '83289.46', '0.7'],
  ]),
  'a level2 update': bookFrame(1, 'update', 'MADE-UP', [
    ['bid', '72867.6', '0'],
    ['offer', '83328.01', '0.0601005'],
  ]),
  'a level2 frame of two events': envelopeFrame(2, 'l2_data', [
    bookEventOf('update', 'MADE-UP', [['bid', '83277.25', '1']]),
    bookEventOf('update', 'OTHER-UP', []),
  ]),
  'trades, newest first': tradesFrame(3, 'update', 'MADE-UP', [
    ['1100253505', '83284.99', '0.00000003', 'BUY'],
    ['1100253504', '83285', '0.5', 'SELL'],
  ]),
  'a ticker': envelopeFrame(4, 'ticker', [
    {
      type: 'snapshot',
      tickers: [
        {
          type: 'ticker',
          product_id: 'MADE-UP',
          price: '79879.1',
          volume_24_h: '14152.6899',
          low_24_h: '79445',
          high_24_h: '80206',
          low_52_w: '57705.8',
          high_52_w: '126340.3',
          price_percent_chg_24_h: '-0.25541069034937',
          best_bid: '79879',
          best_ask: '79879.1',
          best_bid_quantity: '2.9352',
          best_ask_quantity: '1.7389',
        },
      ],
    },
  ]),
  'a ticker batch': envelopeFrame(5, 'ticker_batch', [
    {
      type: 'update',
      tickers: [{ type: 'ticker', product_id: 'MADE-UP', price: '79879.1', volume_24_h: '1', low_24_h: '1', high_24_h: '80206' }],
    },
  ]),
  'a candle': envelopeFrame(6, 'candles', [
    {
      type: 'snapshot',
      candles: [
        {
          start: '1772366400',
          high: '1867.72',
          low: '1865.63',
          open: '1867.38',
          close: '1866.81',
          volume: '0.20269406',
          product_id: 'MADE-UP',
        },
      ],
    },
  ]),
  'a status': envelopeFrame(7, 'status', [
    {
      type: 'snapshot',
      products: [
        {
          product_type: 'SPOT',
          id: 'MADE-UP',
          base_currency: 'MADE',
          quote_currency: 'UP',
          base_increment: '0.00000001',
          quote_increment: '0.01',
          display_name: 'MADE/UP',
          status: 'online',
          status_message: '',
          min_market_funds: '1',
        },
      ],
    },
  ]),
  'a heartbeat': heartbeatFrame(8),
  'a subscriptions answer': envelopeFrame(9, 'subscriptions', [
    { subscriptions: { heartbeats: ['heartbeats'], level2: ['MADE-UP', 'OTHER-UP'], market_trades: ['MADE-UP'] } },
  ]),
  'a user frame': JSON.stringify({
    channel: 'user',
    client_id: '',
    timestamp: SENT,
    sequence_num: 10,
    events: [{ type: 'snapshot', orders: [], positions: { perpetual_futures_positions: [] } }],
  }),
  'a futures balance summary': envelopeFrame(11, 'futures_balance_summary', [{ type: 'snapshot', fcm_balance_summary: {} }]),
  'an error': '{"type":"error","message":"authentication failure"}',
  'a channel of tomorrow': envelopeFrame(12, 'weather', [{ sky: 'blue' }]),
}
