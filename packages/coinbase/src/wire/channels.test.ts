import { describe, expect, it } from 'vitest'
import { EVERY_FRAME, envelopeFrame, SENT_US } from '../testing/made-up-frames.ts'
import { readFrame } from './read-frame.ts'

function eventsOf(name: string): unknown {
  const frame = readFrame(EVERY_FRAME[name]!)
  return 'events' in frame ? { kind: frame.kind, events: frame.events } : frame
}

function withEntry(name: string, list: string, damage: object): string {
  const raw: { events: [Record<string, object[]>] } = JSON.parse(EVERY_FRAME[name]!)
  const [event] = raw.events
  return JSON.stringify({ ...raw, events: [{ ...event, [list]: [{ ...event[list]![0], ...damage }] }] })
}

describe('tickers, tickerBatches', () => {
  it('read the last price, the day and the best quotes', () => {
    expect(eventsOf('a ticker')).toStrictEqual({
      kind: 'ticker',
      events: [
        {
          type: 'snapshot',
          tickers: [
            {
              product: 'MADE-UP',
              price: 79_879.1,
              bidPrice: 79_879,
              bidSize: 2.9352,
              askPrice: 79_879.1,
              askSize: 1.7389,
              low: 79_445,
              high: 80_206,
              volume: 14_152.6899,
            },
          ],
        },
      ],
    })
  })

  it('know no quotes where the venue tells none', () => {
    const none = { bidPrice: undefined, bidSize: undefined, askPrice: undefined, askSize: undefined }
    expect(eventsOf('a ticker batch')).toMatchObject({ kind: 'ticker-batch', events: [{ tickers: [{ price: 79_879.1, ...none }] }] })
    const empty = { best_bid: '', best_bid_quantity: '', best_ask: '', best_ask_quantity: '' }
    expect(readFrame(withEntry('a ticker', 'tickers', empty))).toMatchObject({ events: [{ tickers: [{ price: 79_879.1, ...none }] }] })
  })

  it('fail on a best bid below zero', () => {
    expect(readFrame(withEntry('a ticker', 'tickers', { best_bid: '-1' })).kind).toBe('unreadable')
  })
})

describe('candles', () => {
  it('read candles with their start in microseconds', () => {
    expect(eventsOf('a candle')).toStrictEqual({
      kind: 'candles',
      events: [
        {
          type: 'snapshot',
          candles: [
            {
              product: 'MADE-UP',
              startUs: 1_772_366_400_000_000,
              open: 1_867.38,
              high: 1_867.72,
              low: 1_865.63,
              close: 1_866.81,
              volume: 0.20269406,
            },
          ],
        },
      ],
    })
  })

  it.each<[string, object]>([
    ['a low above the high', { low: '1868' }],
    ['a start with a fraction', { start: '1772366400.5' }],
    ['a price of zero', { open: '0' }],
    ['an empty volume', { volume: '' }],
    ['no product', { product_id: undefined }],
  ])('fail on %s', (_name, damage) => {
    expect(readFrame(withEntry('a candle', 'candles', damage))).toMatchObject({ kind: 'unreadable', touchesBooks: false })
  })
})

describe('statuses', () => {
  it('read increments and state', () => {
    const product = { product: 'MADE-UP', base: 'MADE', quote: 'UP', priceIncrement: 0.01, baseIncrement: 1e-8, status: 'online' }
    expect(eventsOf('a status')).toStrictEqual({ kind: 'status', events: [{ type: 'snapshot', products: [product] }] })
    expect(readFrame(withEntry('a status', 'products', { quote_increment: '' }))).toMatchObject({
      events: [{ products: [{ priceIncrement: undefined }] }],
    })
  })
})

describe('heartbeats', () => {
  it.each([
    [4711, 4711],
    ['4711', 4711],
    [0, 0],
  ])('read the counter %j', (heartbeat_counter, counter) => {
    const text = envelopeFrame(2, 'heartbeats', [{ current_time: 'whatever the server prints', heartbeat_counter }])
    expect(readFrame(text)).toMatchObject({
      kind: 'heartbeats',
      timeUs: SENT_US,
      events: [{ counter, serverTime: 'whatever the server prints' }],
    })
  })

  it.each([-1, 1.5, '', '1.5', null, true])('refuse the counter %j', (heartbeat_counter) => {
    expect(readFrame(envelopeFrame(2, 'heartbeats', [{ current_time: '', heartbeat_counter }])).kind).toBe('unreadable')
  })
})

describe('subscriptions', () => {
  it('read all that the connection holds', () => {
    expect(eventsOf('a subscriptions answer')).toStrictEqual({
      kind: 'subscriptions',
      events: [{ products: { heartbeats: ['heartbeats'], level2: ['MADE-UP', 'OTHER-UP'], market_trades: ['MADE-UP'] } }],
    })
    expect(readFrame(envelopeFrame(17, 'subscriptions', [{ subscriptions: {} }]))).toMatchObject({
      events: [{ products: {} }],
      unknownKeys: 0,
    })
  })

  it('keep the prototype of their record', () => {
    const text =
      '{"channel":"subscriptions","timestamp":"2026-03-01T12:00:00Z","sequence_num":1,"events":[{"subscriptions":{"__proto__":["x"],"level2":[]}}]}'
    const frame = readFrame(text)
    const products = frame.kind === 'subscriptions' ? frame.events[0]!.products : {}
    expect(Object.getPrototypeOf(products)).toBe(Object.prototype)
    expect(products).toEqual({ level2: [] })
  })

  it('refuse a product list that is none', () => {
    expect(readFrame(envelopeFrame(1, 'subscriptions', [{ subscriptions: { level2: 'MADE-UP' } }])).kind).toBe('unreadable')
  })
})

describe('user, futuresBalanceSummaries', () => {
  it('are numbered and not looked into', () => {
    expect(readFrame(EVERY_FRAME['a user frame']!)).toMatchObject({ kind: 'user', sequence: 10, unknownKeys: 0 })
    expect(readFrame(EVERY_FRAME['a futures balance summary']!)).toMatchObject({
      kind: 'futures-balance-summary',
      sequence: 11,
      unknownKeys: 0,
    })
  })
})
