import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitcoin, ether } from '../product.ts'
import { units } from '../testing/wire-reader.ts'
import { Venue } from '../venue/venue.ts'

const startUs = 1_790_000_033_456_789
const venue = new Venue({ seed: 5, startUs, products: [{ ...bitcoin, levels: 60 }, ether], limits: false })
venue.advance(startUs + 90_000_000)
const prints = venue.prints('BTC-USD')
const oldest = prints[0]!.id
const newest = prints.at(-1)!.id
const nowSeconds = Math.floor(venue.nowUs / 1e6)
const minute = nowSeconds - (nowSeconds % 60)

interface Trade {
  readonly trade_id: number
  readonly side: 'buy' | 'sell'
  readonly size: string
  readonly price: string
  readonly time: string
}

function get(path: string): {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ReturnType<typeof JSON.parse>
} {
  const { status, headers, body } = venue.request(path)
  return { status, headers, body: JSON.parse(body) }
}

function trades(query: string = ''): {
  readonly ids: number[]
  readonly rows: readonly Trade[]
  readonly before?: string
  readonly after?: string
} {
  const { headers, body } = get(`/products/BTC-USD/trades${query}`)
  const { 'cb-before': before, 'cb-after': after } = headers
  const rows: Trade[] = body
  return {
    ids: rows.map(({ trade_id }) => trade_id),
    rows,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}

function candles(query: string): number[][] {
  return get(`/products/BTC-USD/candles?${query}`).body
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function rowsOf(rows: readonly (readonly [string, string, number])[]): object[] {
  return rows.map(([price, size]) => ({ tick: units(price, 2), lots: units(size, 8) }))
}

/** Ids from one down to another, both included. */
function down(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, from - to + 1) }, (_, index) => from - index)
}

describe('GET /time', () => {
  it('tells the time at the venue', () => {
    expect(venue.request('/time').body).toBe('{"iso":"2026-09-21T14:15:23.456Z","epoch":1790000123.456}')
  })
})

describe('GET /products', () => {
  it('lists every product and its other names', () => {
    const { body } = get('/products')
    expect(body.map(({ id }: { id: string }) => id)).toEqual(['BTC-USD', 'BTC-USDC', 'ETH-USD', 'ETH-USDC'])
    expect(get('/products/ETH-USDC').body).toEqual(body[3])
    expect(body[3]).toMatchObject({ base_currency: 'ETH', quote_currency: 'USDC', quote_increment: '0.01', status: 'online' })
  })
})

describe('GET /products/{id}/book', () => {
  it('has the best of either side, or all of them with level=2', () => {
    const { book } = venue.truth('BTC-USD')!
    const whole = get('/products/BTC-USD/book?level=2').body
    expect(rowsOf(whole.bids)).toEqual([...book.bid.levels()])
    expect(rowsOf(whole.asks)).toEqual([...book.ask.levels()])
    const touch = get('/products/BTC-USD/book').body
    expect([touch.bids, touch.asks]).toEqual([[whole.bids[0]], [whole.asks[0]]])
    expect(whole).toMatchObject({ auction_mode: false, auction: null, time: '2026-09-21T14:15:23.456789Z' })
    expect(whole.sequence).toBeGreaterThan(1000)
  })
})

describe('GET /products/{id}/trades', () => {
  it('tells prints newest first, with the side of the maker and the ids of both ends', () => {
    const { rows, ids, before, after } = trades('?limit=5')
    expect(ids).toEqual(down(newest, newest - 4))
    expect([before, after]).toEqual([String(newest), String(newest - 4)])
    for (const { trade_id, side, price, size } of rows) {
      const print = prints[trade_id - oldest]!
      expect([side, units(price, 2), units(size, 8)]).toEqual([print.aggressor === 'buy' ? 'sell' : 'buy', print.tick, print.lots])
    }
  })

  it('goes on from the older end of a page to the first print of all, whose page has no end to go on from', () => {
    const found: number[] = []
    let cursor: string | undefined = ''
    for (let pages = 0; cursor !== undefined; pages++) {
      const page: ReturnType<typeof trades> = trades(`?limit=100${cursor}`)
      expect(page.ids.length).toBeGreaterThan(0)
      found.push(...page.ids)
      cursor = page.after === undefined ? undefined : `&after=${page.after}`
      expect(pages).toBeLessThan(100)
    }
    expect(found).toEqual(down(newest, oldest))
  })

  it('fills a hole of ids exactly: after the id above it, as many as are missing', () => {
    const bounds = fc.tuple(fc.integer({ min: oldest, max: newest }), fc.integer({ min: 1, max: 40 }))
    fc.assert(
      fc.property(bounds, ([last, count]) => {
        const first = Math.max(oldest, last - count + 1)
        expect(trades(`?after=${last + 1}&limit=${last - first + 1}`).ids).toEqual(down(last, first))
      }),
    )
  })

  it('answers what is newer than an id with the newest page of it, not with the one next to it', () => {
    const id = newest - 50
    expect(trades(`?before=${id}&limit=10`).ids).toEqual(down(newest, newest - 9))
    expect(trades(`?before=${newest - 3}&limit=10`).ids).toEqual(down(newest, newest - 2))
    expect(trades(`?before=${id}&after=${id + 4}`).ids).toEqual(down(id + 3, id + 1))
  })

  it('has nothing beyond either end, and then no ids in its headers', () => {
    for (const query of [`?before=${newest}`, `?after=${oldest}`, `?before=${newest + 9}&limit=1`]) {
      expect(trades(query)).toEqual({ ids: [], rows: [] })
    }
  })

  it('has a thousand at most', () => {
    const busy = new Venue({ seed: 5, startUs, products: [{ ...bitcoin, levels: 60, takerOrdersPerSecond: 60 }], limits: false })
    busy.advance(startUs + 20_000_000)
    for (const query of ['', '?limit=1000', '?limit=5000']) {
      expect(JSON.parse(busy.request(`/products/BTC-USD/trades${query}`).body)).toHaveLength(1000)
    }
  })
})

describe('GET /products/{id}/candles', () => {
  it('tells [time, low, high, open, close, volume] in numbers, newest first', () => {
    const rows = candles(`granularity=60&start=${minute - 300}&end=${minute}`)
    const path = `/api/v3/brokerage/market/products/BTC-USD/candles?granularity=ONE_MINUTE&start=${minute - 300}&end=${minute}`
    const same = get(path).body.candles
    expect(rows).toHaveLength(5)
    expect(rows).toEqual(
      same.map((candle: Record<string, string>) => ['start', 'low', 'high', 'open', 'close', 'volume'].map((key) => Number(candle[key]))),
    )
  })

  it('takes times as ISO 8601 too, and starts of buckets within the span only', () => {
    const rows = candles(`granularity=60&start=${iso(minute - 290)}&end=${iso(minute - 50)}`)
    expect(rows.map(([start]) => start)).toEqual([60, 120, 180, 240].map((back) => minute - back))
  })

  it('has the latest 300 unless a span is given', () => {
    const rows = candles('granularity=60')
    expect(rows).toHaveLength(300)
    expect(rows[0]?.[0]).toBe(minute)
    expect(candles('granularity=3600').length).toBeGreaterThanOrEqual(24)
  })
})

describe('GET /products/{id}/ticker', () => {
  it('tells the last print and the best quotes', () => {
    const { body } = get('/products/BTC-USD/ticker')
    const last = prints.at(-1)!
    const { book } = venue.truth('BTC-USD')!
    expect([body.trade_id, units(body.price, 2), units(body.size, 8)]).toEqual([last.id, last.tick, last.lots])
    expect([units(body.bid, 2), units(body.ask, 2)]).toEqual([book.bid.best, book.ask.best])
  })
})

describe('what Exchange refuses', () => {
  it.each<[string, number, string]>([
    ['/products/NO-PE', 404, 'NotFound'],
    ['/products/NO-PE/trades', 404, 'NotFound'],
    ['/products/BTC-USD/weather', 404, 'NotFound'],
    ['/products/BTC-USD/trades/1', 404, 'NotFound'],
    ['/weather', 404, 'NotFound'],
    ['/', 404, 'NotFound'],
    ['//[', 404, 'NotFound'],
    ['/products/%zz', 404, 'NotFound'],
    ['/products/BTC-USD/book?level=3', 401, 'Unauthorized.'],
    ['/products/BTC-USD/book?level=9', 400, 'Invalid level'],
    ['/products/BTC-USD/trades?limit=0', 400, 'Invalid limit'],
    ['/products/BTC-USD/trades?after=x', 400, 'Invalid pagination cursor'],
    ['/products/BTC-USD/candles?granularity=61', 400, 'Unsupported granularity'],
    ['/products/BTC-USD/candles?granularity=60&start=60&end=0', 400, 'start must be before end'],
    ['/products/BTC-USD/candles?granularity=60&start=soon', 400, 'start must be before end'],
    [
      '/products/BTC-USD/candles?granularity=60&start=0&end=18060',
      400,
      'granularity too small for the requested time range. Count of aggregations requested exceeds 300',
    ],
  ])('%s with %d', (path, status, message) => {
    expect(get(path)).toMatchObject({ status, body: { message } })
  })
})
