import { describe, expect, it } from 'vitest'
import { bitcoin, ether } from '../product.ts'
import { units } from '../testing/wire-reader.ts'
import { Venue } from '../venue/venue.ts'

const startUs = 1_790_000_033_456_789
const products = [{ ...bitcoin, levels: 60 }, ether]
const venue = new Venue({ seed: 5, startUs, products, limits: false })
venue.advance(startUs + 90_000_000)
const root = '/api/v3/brokerage'
const nowSeconds = Math.floor(venue.nowUs / 1e6)
const minute = nowSeconds - (nowSeconds % 60)

function get(path: string): { readonly status: number; readonly body: ReturnType<typeof JSON.parse> } {
  const { status, body, headers } = venue.request(`${root}${path}`)
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  return { status, body: JSON.parse(body) }
}

interface Candle {
  readonly start: string
  readonly low: string
  readonly high: string
  readonly open: string
  readonly close: string
  readonly volume: string
}

function candles(query: string, id: string = 'BTC-USD'): Candle[] {
  return get(`/market/products/${id}/candles?${query}`).body.candles
}

function rowsOf(rows: readonly { readonly price: string; readonly size: string }[]): object[] {
  return rows.map(({ price, size }) => ({ tick: units(price, 2), lots: units(size, 8) }))
}

function span(fromSeconds: number, toSeconds: number, granularity: string = 'ONE_MINUTE'): string {
  return `start=${fromSeconds}&end=${toSeconds}&granularity=${granularity}`
}

describe('GET /time', () => {
  it('tells the time at the venue as strings, with a space after each comma', () => {
    expect(venue.request(`${root}/time`).body).toBe(
      '{"iso":"2026-09-21T14:15:23Z", "epochSeconds":"1790000123", "epochMillis":"1790000123456"}',
    )
  })
})

describe('GET /market/products', () => {
  it('lists every product and its other names, and which stand for the same book', () => {
    const { body } = get('/market/products')
    expect(body.num_products).toBe(4)
    const names = body.products.map((product: Record<string, unknown>) => [product['product_id'], product['alias'], product['alias_to']])
    expect(names).toEqual([
      ['BTC-USD', '', ['BTC-USDC']],
      ['BTC-USDC', 'BTC-USD', []],
      ['ETH-USD', '', ['ETH-USDC']],
      ['ETH-USDC', 'ETH-USD', []],
    ])
    expect(body.products[1]).toMatchObject({ quote_currency_id: 'USDC', quote_name: 'USDC', display_name: 'BTC-USDC' })
  })

  it('states increments, the last price and the day, and leaves empty what the venue leaves empty', () => {
    const [listed, , other] = get('/market/products').body.products
    expect(listed).toMatchObject({
      base_increment: '0.00000001',
      quote_increment: '0.01',
      price_increment: '0.01',
      quote_currency_id: 'USD',
      mid_market_price: '',
      best_bid_price: '',
      best_ask_price: '',
      fcm_trading_session_details: null,
    })
    expect(units(listed.price, 2)).toBe(venue.prints('BTC-USD').at(-1)?.tick)
    expect(Number(listed.volume_24h)).toBeGreaterThan(1000)
    expect(Number(other.low_24h)).toBeLessThan(Number(other.high_24h))
  })

  it.each([
    ['limit=2', ['BTC-USD', 'BTC-USDC']],
    ['limit=2&offset=3', ['ETH-USDC']],
    ['offset=9', []],
    ['product_ids=ETH-USD&product_ids=BTC-USDC&product_ids=NO-PE', ['BTC-USDC', 'ETH-USD']],
    ['product_type=FUTURE', []],
    ['product_type=SPOT&limit=1', ['BTC-USD']],
  ])('answers ?%s', (query, ids) => {
    const { body } = get(`/market/products?${query}`)
    expect(body.products.map(({ product_id }: { product_id: string }) => product_id)).toEqual(ids)
    expect(body.num_products).toBe(ids.length)
  })
})

describe('GET /market/products/{id}', () => {
  it('is the entry of the list, under the name that was asked for', () => {
    expect(get('/market/products/BTC-USDC').body).toEqual(get('/market/products').body.products[1])
  })
})

describe('GET /market/product_book', () => {
  it('is the true book, under the name that was asked for', () => {
    const { body } = get('/market/product_book?product_id=BTC-USDC')
    const market = venue.truth('BTC-USD')!
    const levels = (side: 'bid' | 'ask'): object[] => [...market.book[side].levels()]
    expect(body.pricebook.product_id).toBe('BTC-USDC')
    expect(rowsOf(body.pricebook.bids)).toEqual(levels('bid'))
    expect(rowsOf(body.pricebook.asks)).toEqual(levels('ask'))
    expect(body.pricebook.time).toBe('2026-09-21T14:15:23.456789Z')
  })

  it('shows as many levels a side as asked for, and what lies between the best', () => {
    const { body } = get('/market/product_book?product_id=BTC-USD&limit=3')
    const { bids, asks } = body.pricebook
    expect([bids.length, asks.length]).toEqual([3, 3])
    const [bid, ask] = [Number(bids[0].price), Number(asks[0].price)]
    expect(Number(body.mid_market)).toBeCloseTo((bid + ask) / 2, 6)
    expect(Number(body.spread_absolute)).toBeCloseTo(ask - bid, 6)
    expect(Number(body.spread_bps)).toBeCloseTo((1e4 * (ask - bid)) / ((ask + bid) / 2), 6)
  })
})

describe('GET /market/products/{id}/ticker', () => {
  it('tells the latest trades, newest first, with the side of the maker, and the best quotes', () => {
    const { body } = get('/market/products/ETH-USD/ticker?limit=7')
    const prints = venue.prints('ETH-USD').slice(-7).toReversed()
    const market = venue.truth('ETH-USD')!
    expect(body.trades.map((trade: Record<string, string>) => [trade['trade_id'], trade['side'], trade['product_id']])).toEqual(
      prints.map(({ id, aggressor }) => [String(id), aggressor === 'buy' ? 'SELL' : 'BUY', 'ETH-USD']),
    )
    expect(Object.keys(body.trades[0]).join()).toBe('trade_id,product_id,price,size,time,side,bid,ask,exchange')
    expect([units(body.best_bid, 2), units(body.best_ask, 2)]).toEqual([market.book.bid.best, market.book.ask.best])
  })

  it('tells those of a span of whole seconds', () => {
    const [from, to] = [nowSeconds - 20, nowSeconds - 10]
    const { body } = get(`/market/products/BTC-USD/ticker?limit=1000&start=${from}&end=${to}`)
    const prints = venue.prints('BTC-USD').filter(({ timeUs }) => timeUs >= from * 1e6 && timeUs < (to + 1) * 1e6)
    expect(prints.length).toBeGreaterThan(5)
    expect(body.trades.map((trade: Record<string, string>) => Number(trade['trade_id']))).toEqual(prints.map(({ id }) => id).toReversed())
  })
})

describe('GET /market/products/{id}/candles', () => {
  it('tells the minutes that start within a span, newest first, with the keys of the venue in their order', () => {
    const answer = venue.request(`${root}/market/products/BTC-USD/candles?${span(minute - 300, minute)}`).body
    expect(answer).toMatch(
      /^\{"candles":\[\{"start":"\d+","low":"[\d.]+","high":"[\d.]+","open":"[\d.]+","close":"[\d.]+","volume":"[\d.]+"\},/,
    )
    const starts = candles(span(minute - 300, minute)).map(({ start }) => Number(start))
    expect(starts).toEqual([1, 2, 3, 4, 5].map((back) => minute - 60 * back))
  })

  it('has every complete minute of 24 hours once, in five pages', () => {
    const found: number[] = []
    for (let from = minute - 86_400; from < minute; from += 18_000) {
      found.push(...candles(span(from, Math.min(minute, from + 18_000))).map(({ start }) => Number(start)))
    }
    expect(found.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1440 }, (_, index) => minute - 86_400 + 60 * index))
  })

  it('is like a market: lows below and highs above everything, no jumps, on to the live price', () => {
    const found = candles(span(minute - 300 * 60, minute)).toReversed()
    for (const [index, { low, high, open, close, volume }] of found.entries()) {
      expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)))
      expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)))
      expect(Number(volume)).toBeGreaterThan(0)
      expect(Math.abs(Number(open) / Number(found[index - 1]?.close ?? open) - 1)).toBeLessThan(0.005)
    }
    const mid = (venue.truth('BTC-USD')?.book.mid ?? 0) / 100
    expect(Math.abs(mid / Number(found.at(-1)?.close) - 1)).toBeLessThan(0.005)
  })

  it.each([
    ['FIVE_MINUTE', 5],
    ['FIFTEEN_MINUTE', 15],
    ['THIRTY_MINUTE', 30],
    ['ONE_HOUR', 60],
    ['TWO_HOUR', 120],
    ['FOUR_HOUR', 240],
  ])('adds minutes up to %s', (granularity, count) => {
    const start = Math.ceil((minute - 80_000) / 14_400) * 14_400
    const [wide] = candles(span(start, start + 60 * count, granularity))
    const minutes = candles(span(start, start + 60 * count)).toReversed()
    expect(minutes).toHaveLength(count)
    expect(wide).toEqual({
      start: String(start),
      low: minutes.map(({ low }) => low).reduce((a, b) => (Number(a) < Number(b) ? a : b)),
      high: minutes.map(({ high }) => high).reduce((a, b) => (Number(a) > Number(b) ? a : b)),
      open: minutes[0]?.open,
      close: minutes.at(-1)?.close,
      volume: expect.any(String),
    })
    expect(units(wide?.volume ?? '', 8)).toBe(minutes.reduce((sum, { volume }) => sum + units(volume, 8), 0))
  })

  it('answers 350 candles, the newest of them if fewer are asked for, and none where there was no trade', () => {
    expect(candles(span(minute - 350 * 60, minute))).toHaveLength(350)
    expect(candles(`${span(minute - 600, minute)}&limit=2`).map(({ start }) => Number(start))).toEqual([minute - 60, minute - 120])
    expect(candles(span(minute - 3 * 86_400, minute - 3 * 86_400 + 600))).toEqual([])
    expect(candles(span(minute, minute))).toEqual([])
  })
})

describe('what Advanced Trade refuses', () => {
  it.each<[string, number, string, string]>([
    [
      '/market/products/BTC-USD/candles?start=0&end=21060&granularity=ONE_MINUTE',
      400,
      'INVALID_ARGUMENT',
      'start and end argument is invalid - number of candles requested should be less than 350.',
    ],
    ['/market/products/BTC-USD/candles?start=0&end=60&granularity=ONE_WEEK', 400, 'INVALID_ARGUMENT', 'granularity argument is invalid'],
    ['/market/products/BTC-USD/candles?start=0&end=60', 400, 'INVALID_ARGUMENT', 'granularity argument is invalid'],
    ['/market/products/BTC-USD/candles?end=60&granularity=ONE_MINUTE', 400, 'INVALID_ARGUMENT', 'start and end argument is invalid'],
    [
      '/market/products/BTC-USD/candles?start=60&end=0&granularity=ONE_MINUTE',
      400,
      'INVALID_ARGUMENT',
      'start and end argument is invalid',
    ],
    [
      '/market/products/BTC-USD/candles?start=-60&end=0&granularity=ONE_MINUTE',
      400,
      'INVALID_ARGUMENT',
      'start and end argument is invalid',
    ],
    [
      '/market/products/BTC-USD/candles?start=0&end=60&granularity=ONE_MINUTE&limit=0',
      400,
      'INVALID_ARGUMENT',
      'limit argument is invalid',
    ],
    ['/market/products/BTC-USD/ticker', 400, 'INVALID_ARGUMENT', 'limit argument is invalid'],
    ['/market/products/BTC-USD/ticker?limit=1&start=9&end=8', 400, 'INVALID_ARGUMENT', 'start and end argument is invalid'],
    ['/market/product_book', 400, 'INVALID_ARGUMENT', 'product_id argument is invalid'],
    ['/market/product_book?product_id=BTC-USD&limit=x', 400, 'INVALID_ARGUMENT', 'limit argument is invalid'],
    ['/market/products?limit=x', 400, 'INVALID_ARGUMENT', 'limit and offset argument is invalid'],
    ['/market/product_book?product_id=NO-PE', 404, 'NOT_FOUND', 'product NO-PE not found'],
    ['/market/products/NO-PE', 404, 'NOT_FOUND', 'product NO-PE not found'],
    ['/market/products/BTC-USD/weather', 404, 'NOT_FOUND', 'Not Found'],
    ['/market/products/BTC-USD/candles/x', 404, 'NOT_FOUND', 'Not Found'],
    ['/market/weather', 404, 'NOT_FOUND', 'Not Found'],
    ['/accounts', 401, 'UNAUTHORIZED', 'Unauthorized'],
    ['/products/BTC-USD', 401, 'UNAUTHORIZED', 'Unauthorized'],
  ])('%s with %d', (path, status, error, message) => {
    const code = { INVALID_ARGUMENT: 3, NOT_FOUND: 5, UNAUTHORIZED: 16 }[error]
    expect(get(path)).toEqual({ status, body: { error, code, message, details: [] } })
  })
})
