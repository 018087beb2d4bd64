import { getEventListeners } from 'node:events'
import { MINUTE_US, SECOND_US } from '@of/core'
import type { RequestListener, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { answering, type Loopback } from '../testing/loopback.ts'
import { createRestClient, type RestClient, type RestClientOptions } from './client.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

/** A venue that answers as told, the paths it was asked for, and a client of it. */
async function venue(
  answer: (url: URL, response: ServerResponse) => unknown,
  options: RestClientOptions = {},
): Promise<{ client: RestClient; asked: string[]; server: Loopback }> {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    asked.push(request.url ?? '')
    const body = answer(new URL(request.url ?? '', 'http://venue.invalid'), response)
    if (!response.writableEnded && body !== undefined) response.end(JSON.stringify(body))
  }
  const server = await answering(listener)
  const client = createRestClient({ restUrl: `http://${server.host}`, exchangeUrl: `http://${server.host}`, ...options })
  open.push(client, server)
  return { client, asked, server }
}

it('is refused a host that is no address', () => {
  expect(() => createRestClient({ exchangeUrl: 'venue' })).toThrow(
    new RangeError('exchangeUrl: expected http://… or https://…, received venue'),
  )
})

function wireProduct(id: string): object {
  return {
    product_id: id,
    base_currency_id: 'A',
    quote_currency_id: 'B',
    price_increment: '0.01',
    base_increment: '0.1',
    alias: '',
    alias_to: [],
  }
}

function wireTrade(id: number): object {
  return { trade_id: id, side: 'buy', size: '1', price: '2', time: '2026-03-01T12:00:00Z' }
}

/** The highest ids below `after`, newest first, with the cursors of the page. */
function tradesOf(ids: readonly number[]): (url: URL, response: ServerResponse) => unknown {
  return ({ searchParams }, response) => {
    const after = Number(searchParams.get('after') ?? Infinity)
    const page = ids
      .filter((id) => id < after)
      .toSorted((a, b) => b - a)
      .slice(0, Number(searchParams.get('limit') ?? 100))
    if (page.length > 0) response.setHeader('CB-BEFORE', String(page[0])).setHeader('CB-AFTER', String(page.at(-1)))
    return page.map(wireTrade)
  }
}

describe('createRestClient(options)', () => {
  describe('products', () => {
    it('asks for some by id, fifty at a time', async () => {
      const ids = Array.from({ length: 120 }, (_, index) => `P${index}-USD`)
      const { client, asked } = await venue(({ searchParams }) => ({ products: searchParams.getAll('product_ids').map(wireProduct) }))
      expect((await client.products(ids)).map(({ id }) => id)).toEqual(ids)
      expect(asked).toHaveLength(3)
    })

    it('asks for all of them once, and for none not at all', async () => {
      const { client, asked } = await venue(() => ({ products: [wireProduct('A-B')] }))
      expect(await client.products()).toMatchObject([{ id: 'A-B' }])
      expect(await client.products([])).toEqual([])
      expect(asked).toEqual(['/api/v3/brokerage/market/products'])
    })

    it('asks for one', async () => {
      const { client, asked } = await venue(() => wireProduct('A-B'))
      expect(await client.product('A-B')).toMatchObject({ id: 'A-B', priceIncrement: 0.01 })
      expect(asked).toEqual(['/api/v3/brokerage/market/products/A-B'])
    })
  })

  it('asks for a book, a ticker and the time', async () => {
    const { client, asked } = await venue(({ pathname }) =>
      pathname.endsWith('/time')
        ? { epochMillis: '1772366400081' }
        : pathname.endsWith('/ticker')
          ? { trades: [], best_bid: '1', best_ask: '2' }
          : { pricebook: { product_id: 'A-B', bids: [{ price: '1', size: '2' }], asks: [], time: '2026-03-01T12:00:00Z' } },
    )
    expect(await client.book('A-B', { limit: 3 })).toMatchObject({ product: 'A-B', bids: [{ price: 1, size: 2 }] })
    expect(await client.ticker('A-B')).toEqual({ trades: [], bidPrice: 1, askPrice: 2 })
    expect(await client.time()).toBe(1_772_366_400_081_000)
    expect(asked).toEqual([
      '/api/v3/brokerage/market/product_book?product_id=A-B&limit=3',
      '/api/v3/brokerage/market/products/A-B/ticker?limit=1',
      '/api/v3/brokerage/time',
    ])
  })

  describe('candles', () => {
    const fromUs = 1_772_366_400 * SECOND_US

    it('asks for as many pages as it takes, and joins them without the candles at their seams twice', async () => {
      const { client, asked } = await venue(({ searchParams }, response) => {
        const [start, end] = [Number(searchParams.get('start')), Number(searchParams.get('end'))]
        if ((end - start) / 60 > 300)
          return void response.writeHead(400).end('{"message":"number of candles requested should be less than 350."}')
        // Both ends included, newest first, and none for the minutes in which nothing traded.
        const starts = Array.from({ length: (end - start) / 60 + 1 }, (_, index) => start + index * 60).filter((at) => at % 420 !== 0)
        return {
          candles: starts.toReversed().map((at) => ({ start: String(at), low: '1', high: '2', open: '1', close: '2', volume: '3' })),
        }
      })
      const candles = await client.candles('A-B', { fromUs, toUs: fromUs + 700 * MINUTE_US, granularity: 'ONE_MINUTE' })
      const minutes = Array.from({ length: 700 }, (_, index) => fromUs + index * MINUTE_US).filter((at) => (at / SECOND_US) % 420 !== 0)
      expect(candles.map(({ startUs }) => startUs)).toEqual(minutes)
      expect(asked).toHaveLength(3)
    })
  })

  it('keeps to the span that was asked for, whatever candles come', async () => {
    const fromUs = 1_772_366_400 * SECOND_US
    const starts = [3, 2, 1, 0, -1].map((minute) => String(fromUs / SECOND_US + 60 * minute))
    const { client } = await venue(() => ({
      candles: starts.map((start) => ({ start, low: '1', high: '2', open: '1', close: '2', volume: '3' })),
    }))
    const candles = await client.candles('A-B', { fromUs: fromUs + 1, toUs: fromUs + 2 * MINUTE_US + 1, granularity: 'ONE_MINUTE' })
    expect(candles.map(({ startUs }) => (startUs - fromUs) / MINUTE_US)).toEqual([1, 2])
  })

  describe('trades', () => {
    it('asks for a page, and tells its neighbours', async () => {
      const { client, asked } = await venue(tradesOf([1, 2, 3, 4, 5]))
      const page = await client.trades('A-B', { after: 5, limit: 2 })
      expect(page).toMatchObject({ trades: [{ id: 3 }, { id: 4, aggressor: 'sell' }], newerBefore: 4, olderAfter: 3 })
      expect(asked).toEqual(['/products/A-B/trades?after=5&limit=2'])
      expect(await client.trades('A-B', { after: 1 })).toEqual({ trades: [], newerBefore: undefined, olderAfter: undefined })
    })

    it('collects a range over pages, and says what is missing', async () => {
      const ids = Array.from({ length: 2500 }, (_, index) => index + 1).filter((id) => id !== 700)
      const { client, asked } = await venue(tradesOf(ids))
      const { trades, missing } = await client.tradesBetween('A-B', { from: 201, to: 2300 })
      expect(trades).toHaveLength(2099)
      expect(missing).toEqual([{ from: 700, to: 700 }])
      expect(asked).toEqual([
        '/products/A-B/trades?after=2301&limit=1000',
        '/products/A-B/trades?after=1301&limit=1000',
        '/products/A-B/trades?after=300&limit=99',
      ])
    })
  })

  describe('when a request fails', () => {
    it('sends it again after failures that pass', async () => {
      const answers = [500, 503, 200]
      const { client, asked } = await venue((_url, response) => {
        response.writeHead(answers[asked.length - 1] ?? 200)
        return { epochMillis: '7' }
      })
      expect(await client.time()).toBe(7000)
      expect(asked).toHaveLength(3)
    })

    it('sends it again after a connection that broke', async () => {
      const { client, asked } = await venue((_url, response) => (asked.length === 1 ? void response.destroy() : { epochMillis: '7' }))
      expect(await client.time()).toBe(7000)
      expect(asked).toHaveLength(2)
    })

    it('gives up after as many retries as it was given', async () => {
      const { client, asked } = await venue((_url, response) => response.writeHead(502).end(), { retries: 1 })
      await expect(client.time()).rejects.toMatchObject({ name: 'RestError', fault: { kind: 'http', status: 502 } })
      expect(asked).toHaveLength(2)
    })

    it.each([400, 401, 404])('does not send it again after the status %i', async (status) => {
      const { client, asked } = await venue((_url, response) => response.writeHead(status).end('{"message":"no"}'))
      await expect(client.time()).rejects.toMatchObject({ fault: { kind: 'http', status, detail: 'no' } })
      expect(asked).toHaveLength(1)
    })

    it('does not send it again for an answer that is not understood', async () => {
      const { client, asked } = await venue((_url, response) => response.end('<html>Sign in to Wi-Fi</html>'))
      await expect(client.time()).rejects.toMatchObject({ fault: { kind: 'unreadable-answer' }, path: '/api/v3/brokerage/time' })
      expect(asked).toHaveLength(1)
    })
  })

  describe('when it is aborted', () => {
    it.each(['client', 'request'] as const)("throws the reason of the %s's signal, between attempts as well", async (whose) => {
      const abort = new AbortController()
      const { client, asked } = await venue(
        (_url, response) => {
          response.writeHead(500).end()
          setImmediate(() => abort.abort('changed my mind'))
        },
        { retries: 100, ...(whose === 'client' ? { signal: abort.signal } : {}) },
      )
      await expect(client.time(whose === 'request' ? { signal: abort.signal } : {})).rejects.toBe('changed my mind')
      expect(asked).toHaveLength(1)
    })

    it('sends nothing where it was aborted before', async () => {
      const { client, asked } = await venue(() => ({ epochMillis: '7' }))
      await expect(client.time({ signal: AbortSignal.abort('never mind') })).rejects.toBe('never mind')
      expect(asked).toEqual([])
    })

    it('leaves no listener on a signal that lives longer', async () => {
      const { signal } = new AbortController()
      const { client } = await venue(() => ({ epochMillis: '7' }), { signal })
      await Promise.all([client.time(), client.time()])
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })
  })

  it('frees its connections when it is disposed of', async () => {
    const { server } = await venue(() => ({ epochMillis: '7' }))
    {
      await using client = createRestClient({ restUrl: `http://${server.host}` })
      await client.time()
      expect(server.sockets.size).toBe(1)
    }
    await expect.poll(() => server.sockets.size).toBe(0)
  })
})
