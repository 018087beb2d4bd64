import { describe, expect, it } from 'vitest'
import { bitcoin, ether } from '../product.ts'
import { writeError, writeEvents, writeFrame } from './frame.ts'
import { type Message, subjectOf } from './message.ts'
import { changePercent } from './ticker.ts'

const second = Date.UTC(2026, 8, 30, 2, 39, 53) * 1000
const stamp = { timeUs: second + 690_696, nanos: 234, sequence: 7 }

function frame(message: Message): string {
  return writeFrame(subjectOf(message).channel, writeEvents(message), stamp)
}

function envelope(channel: string, ...events: readonly string[]): string {
  return `{"channel":"${channel}","timestamp":"2026-09-30T02:39:53.690696234Z","sequence_num":7,"events":[${events.join(',')}]}`
}

const truth = { bookHash: 1, bidLevels: 1, askLevels: 1 }
const older = { spec: bitcoin, print: { id: 41, timeUs: second, tick: 8_328_499, lots: 3, aggressor: 'buy' } } as const
const newer = { spec: bitcoin, print: { id: 42, timeUs: second + 405_716, tick: 8_328_400, lots: 70_000_000, aggressor: 'sell' } } as const
const day = { spec: ether, open: 380_000, high: 400_000, low: 370_000, close: 390_010, lots: 500_000_000 }
const entry = { ...day, bid: { tick: 390_000, lots: 100_000_000 }, ask: undefined }
const dayText =
  '"type":"ticker","product_id":"ETH-USD","price":"3900.1","volume_24_h":"5","low_24_h":"3700","high_24_h":"4000",' +
  '"low_52_w":"1950","high_52_w":"4875","price_percent_chg_24_h":"2.63421052631579"'

// The expected texts have the keys of documented frames in their order; their values are made up.
describe('a frame', () => {
  it('has a batch of the book: bids first, asks as offers, one time, "0" where nothing rests any more', () => {
    const levels = [
      { side: 'bid', tick: 7_286_760, lots: 0 },
      { side: 'ask', tick: 8_332_801, lots: 6_010_050 },
    ] as const
    const message: Message = { channel: 'l2_data', events: [{ type: 'update', spec: bitcoin, eventUs: second + 495_541, levels, truth }] }
    const time = '"event_time":"2026-09-30T02:39:53.495541Z"'
    expect(frame(message)).toBe(
      envelope(
        'l2_data',
        '{"type":"update","product_id":"BTC-USD","updates":[' +
          `{"side":"bid",${time},"price_level":"72867.6","new_quantity":"0"},` +
          `{"side":"offer",${time},"price_level":"83328.01","new_quantity":"0.0601005"}]}`,
      ),
    )
  })

  it('has prints with the side of the maker', () => {
    expect(frame({ channel: 'market_trades', events: [{ type: 'update', trades: [newer, older] }] })).toBe(
      envelope(
        'market_trades',
        '{"type":"update","trades":[' +
          '{"product_id":"BTC-USD","trade_id":"42","price":"83284","size":"0.7","time":"2026-09-30T02:39:53.405716Z","side":"BUY"},' +
          '{"product_id":"BTC-USD","trade_id":"41","price":"83284.99","size":"0.00000003","time":"2026-09-30T02:39:53Z","side":"SELL"}]}',
      ),
    )
  })

  it('has a ticker with its quotes, 0 where nothing rests', () => {
    expect(frame({ channel: 'ticker', events: [{ type: 'snapshot', tickers: [entry] }] })).toBe(
      envelope(
        'ticker',
        `{"type":"snapshot","tickers":[{${dayText},"best_bid":"3900","best_ask":"0","best_bid_quantity":"1","best_ask_quantity":"0"}]}`,
      ),
    )
  })

  it('has a ticker of a batch without quotes', () => {
    expect(frame({ channel: 'ticker_batch', events: [{ type: 'update', tickers: [entry] }] })).toBe(
      envelope('ticker_batch', `{"type":"update","tickers":[{${dayText}}]}`),
    )
  })

  it('has a candle with its start in seconds', () => {
    const bar = { startUs: second - 53_000_000, open: 186_738, high: 186_772, low: 186_563, close: 186_681, lots: 20_269_406 }
    expect(frame({ channel: 'candles', events: [{ type: 'snapshot', candles: [{ spec: ether, bar }] }] })).toBe(
      envelope(
        'candles',
        '{"type":"snapshot","candles":[{"start":"1790735940","high":"1867.72","low":"1865.63","open":"1867.38","close":"1866.81",' +
          '"volume":"0.20269406","product_id":"ETH-USD"}]}',
      ),
    )
  })

  it('has the state of a product', () => {
    expect(frame({ channel: 'status', events: [{ type: 'snapshot', products: [ether] }] })).toBe(
      envelope(
        'status',
        '{"type":"snapshot","products":[{"product_type":"SPOT","id":"ETH-USD","base_currency":"ETH","quote_currency":"USD",' +
          '"base_increment":"0.00000001","quote_increment":"0.01","display_name":"ETH/USD","status":"online","status_message":"",' +
          '"min_market_funds":"1"}]}',
      ),
    )
  })

  it('has a heartbeat with the whole seconds of its uptime as a number', () => {
    expect(frame({ channel: 'heartbeats', events: [{ timeUs: second + 167_689, nanos: 127, bootUs: second - 12_240_000_000 }] })).toBe(
      envelope('heartbeats', '{"current_time":"2026-09-30 02:39:53.167689127 +0000 UTC m=+12240.167689127","heartbeat_counter":12240}'),
    )
  })

  it('has everything that is subscribed to, channels in alphabetical order', () => {
    const held = new Map([
      ['level2', ['BTC-USD', 'ETH-USD']],
      ['heartbeats', ['heartbeats']],
    ])
    expect(frame({ channel: 'subscriptions', events: [{ held }] })).toBe(
      envelope('subscriptions', '{"subscriptions":{"heartbeats":["heartbeats"],"level2":["BTC-USD","ETH-USD"]}}'),
    )
    expect(frame({ channel: 'subscriptions', events: [{ held: new Map() }] })).toBe(envelope('subscriptions', '{"subscriptions":{}}'))
  })

  it('has several events, or those of a channel that nobody has heard of', () => {
    const event = { type: 'update', trades: [older] } as const
    const [text] = JSON.parse(writeEvents({ channel: 'market_trades', events: [event] }))
    expect(JSON.parse(frame({ channel: 'market_trades', events: [event, event] })).events).toEqual([text, text])
    expect(frame({ channel: 'unheard-of', name: 'weather', events: [{ sun: 1 }] })).toBe(envelope('weather', '{"sun":1}'))
  })

  it('has neither a time nor a number when it is an error', () => {
    expect(writeError('rate limit exceeded')).toBe('{"type":"error","message":"rate limit exceeded"}')
  })
})

describe('subjectOf(message)', () => {
  const book = { type: 'snapshot', spec: ether, eventUs: 0, levels: [], truth } as const

  it.each<[Message, object]>([
    [
      { channel: 'l2_data', events: [book] },
      { channel: 'l2_data', type: 'snapshot', products: ['ETH-USD'] },
    ],
    [
      { channel: 'market_trades', events: [{ type: 'update', trades: [newer, older, { ...older, spec: ether }] }] },
      { channel: 'market_trades', type: 'update', products: ['BTC-USD', 'ETH-USD'] },
    ],
    [
      { channel: 'ticker', events: [{ type: 'update', tickers: [entry] }] },
      { channel: 'ticker', type: 'update', products: ['ETH-USD'] },
    ],
    [
      { channel: 'subscriptions', events: [{ held: new Map() }] },
      { channel: 'subscriptions', type: undefined, products: [] },
    ],
    [
      { channel: 'unheard-of', name: 'weather', events: [] },
      { channel: 'weather', type: undefined, products: [] },
    ],
  ])('of %j', (message, subject) => {
    expect(subjectOf(message)).toEqual(subject)
  })
})

describe('changePercent(from, to)', () => {
  it.each<[number, number, string]>([
    [100, 110, '10'],
    [100, 99, '-1'],
    [100, 100, '0'],
    [300, 301, '0.33333333333333'],
    [0, 5, '0'],
  ])('from %d to %d is %s per cent', (from, to, text) => {
    expect(changePercent(from, to)).toBe(text)
  })
})
