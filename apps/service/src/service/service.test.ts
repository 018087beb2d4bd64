import { connectStream, createClient, decision, type RouteName, routes, STREAM_PATH, topicNames, topics } from '@of/api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { runningService, wsSocket } from '../testing/running.ts'
import { until } from '../testing/until.ts'
import { createLogger } from '../logs.ts'
import type { MarketSource } from '../source/source.ts'
import type { HistoryRecord, HistoryStore } from '@of/store'
import { type RunningService, startService } from './start-service.ts'

let service: RunningService
const client = () => createClient({ url: service.url })
const get = async (path: string, init?: RequestInit) => await fetch(`${service.url}${path}`, init)

beforeAll(async () => {
  service = await runningService()
  await until(async () => (await fetch(`${service.url}/readyz`)).status === 200)
  await until(async () => (await client().heatmap({ product: 'BTC-USD' })).columns.length > 0)
})

afterAll(() => service.close())

/** The book, unless it is the one of that tag. */
const bookUnless = async (etag: string) => await get('/api/v1/products/BTC-USD/book', { headers: { 'if-none-match': etag } })

/** What the tape says as server-sent events, until that is enough. */
const events = async (headers: Record<string, string>, isEnough: (text: string) => boolean): Promise<string> => {
  const response = await get('/api/v1/events?topics=tape&product=BTC-USD', { headers })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  for await (const chunk of response.body!) if (isEnough((text += Buffer.from(chunk as Uint8Array).toString('utf8')))) break
  return text
}

describe('service on the simulator', () => {
  it.each<RouteName>([
    'health',
    'products',
    'featureSpecs',
    'features',
    'book',
    'heatmap',
    'profile',
    'bars',
    'footprint',
    'tape',
    'signal',
    'decisions',
    'quality',
  ])('answers %s as its schema says, strictly', async (name) => {
    const answer: unknown = await (client()[name] as (input: unknown) => Promise<unknown>)({ product: 'BTC-USD' })
    const raw: unknown = await (await get(`/api/v1${routes[name].path.replace(':product', 'BTC-USD')}`)).json()
    expect(Object.keys(answer as object).sort()).toEqual(Object.keys(raw as object).sort())
  })

  it('labels what is simulated', async () => {
    const { origin, state } = await client().health()
    expect({ ...origin, state }).toEqual({ kind: 'sim', simulated: true, words: 'built-in simulator, seed 42', state: 'sim' })
    expect((await client().book({ product: 'BTC-USD' })).origin.simulated).toBe(true)
  })

  it('answers with nothing but a word where the client has the answer already', async () => {
    const first = await bookUnless('"another"')
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    let [answer, tag] = [first, first.headers.get('etag')!]
    await until(async () => {
      tag = answer.headers.get('etag')!
      answer = await bookUnless(tag)
      return answer.status === 304
    })
    expect([answer.headers.get('etag'), await answer.text()]).toEqual([tag, ''])
  })

  it('answers the top of the book that its features speak of', async () => {
    await vi.waitFor(async () => {
      const [book, { features, timeUs }] = await Promise.all([
        client().book({ product: 'BTC-USD', levels: 5 }),
        client().features({ product: 'BTC-USD' }),
      ])
      expect(book.timeUs).toBe(timeUs)
      expect([book.bids[0]?.price, book.asks[0]?.price]).toEqual([features['bestBid']?.value, features['bestAsk']?.value])
      expect(book.bids).toHaveLength(5)
    }, 20_000)
  })

  it('groups levels without losing any size, bids downwards and asks upwards', async () => {
    const { asks, bids } = await client().book({ product: 'BTC-USD', levels: 5, grouping: 100 })
    for (const { price } of [...asks, ...bids]) expect(price).toBeCloseTo(Math.round(price), 9)
    expect(bids.map(({ price }) => price)).toEqual(bids.map(({ price }) => price).sort((a, b) => b - a))
    expect(asks.map(({ price }) => price)).toEqual(asks.map(({ price }) => price).sort((a, b) => a - b))
    expect(asks[0]!.price).toBeGreaterThanOrEqual(bids[0]!.price)
  })

  it('follows every topic over one socket: a snapshot, and then what is new', async () => {
    const snapshots = new Set<string>()
    const updates = new Set<string>()
    const errors: string[] = []
    const stream = connectStream({ url: service.url, socket: wsSocket })
    for (const topic of topicNames) {
      const product = topics[topic].perProduct ? { product: 'BTC-USD' } : {}
      stream.subscribe(topic, {
        ...product,
        onSnapshot: () => snapshots.add(topic),
        onUpdate: () => updates.add(topic),
        onError: (detail) => errors.push(detail),
      })
    }
    await expect.poll(() => snapshots.size).toBe(topicNames.length)
    const busy = ['health', 'book', 'features', 'bars', 'signal', 'quality', 'tape']
    await expect.poll(() => [...updates]).toEqual(expect.arrayContaining(busy))
    stream.close()
    expect(errors).toEqual([])
  })

  it('goes on where a broken socket stopped, without a hole', async () => {
    const sockets: ReturnType<typeof wsSocket>[] = []
    const orders: number[] = []
    let snapshots = 0
    const socket = (url: string, protocols: readonly string[]) => sockets[sockets.push(wsSocket(url, protocols)) - 1]!
    const stream = connectStream({ url: service.url, retryMs: 20, socket })
    stream.subscribe('tape', {
      product: 'BTC-USD',
      onSnapshot: () => (snapshots += 1),
      onUpdate: ({ items }) => orders.push(...items.map(({ firstTradeId }) => firstTradeId)),
    })
    await expect.poll(() => orders.length).toBeGreaterThan(0)
    const first = orders[0]!
    sockets[0]!.close()
    const seen = orders.length
    await expect.poll(() => orders.length).toBeGreaterThan(seen)
    stream.close()
    const { items } = await client().tape({ product: 'BTC-USD' })
    const all = items.map(({ firstTradeId }) => firstTradeId)
    expect(orders).toEqual(all.slice(all.indexOf(first), all.indexOf(first) + orders.length))
    expect(snapshots).toBe(1)
  })

  it('serves the stream as server-sent events, which resume by the id of the last', async () => {
    const first = await events({}, (text) => text.includes('"kind":"snapshot"') && text.endsWith('\n\n'))
    const id = /id: (\S+)/.exec(first)![1]!
    const again = await events({ 'last-event-id': id }, (text) => text.includes('"kind":"update"'))
    expect(again).not.toContain('"kind":"snapshot"')
  })

  it('describes itself as OpenAPI 3.1, every route of the table, and has a page to read that at', async () => {
    const document = (await (await get('/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { operationId?: string }>>
    }
    const named = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    expect(document.openapi).toBe('3.1.0')
    expect(named).toEqual(expect.arrayContaining(Object.keys(routes)))
    const page = await (await get('/docs/')).text()
    expect(page).toContain('<title>Order flow API</title>')
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it('says of every answer what it is, and of no token where none is asked for', async () => {
    const text = await (await get('/openapi.json')).text()
    expect(text).toContain('"application/problem+json"')
    expect(text).not.toContain('Default Response')
    expect(text).not.toContain('securitySchemes')
  })

  it.each([
    ['/events?topics=tape,health', 'querystring.product: expected a product for tape, received none'],
    ['/products/BTC-USD/bars?intervl=5m', 'querystring: Unrecognized key: "intervl"'],
    ['/products/BTC-USD/bars?from=9&to=3', 'from: expected a time before to, 3, received 9'],
  ])('refuses %s, which would be answered with something else than was meant', async (path, detail) => {
    const response = await get(`/api/v1${path}`)
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([400, detail])
  })

  it('measures itself for Prometheus', async () => {
    const text = await (await get('/metrics')).text()
    for (const name of [
      'of_feed_frames_total{connection="ws1"}',
      'of_book_synced{product="BTC-USD"} 1',
      'of_feed_latency_seconds_count',
      'of_simulated 1',
      'of_store_up 0',
    ])
      expect(text).toContain(name)
    for (const [, name, type] of text.matchAll(/^# TYPE (of_\w+) (\w+)$/gm)) expect(name!.endsWith('_total')).toBe(type === 'counter')
  })

  it.each([
    ['a product that is not followed', '/api/v1/products/DOGE-USD/book', 404],
    ['no product at all', '/api/v1/products/x;drop/book', 400],
    ['a level too many', '/api/v1/products/BTC-USD/book?levels=501', 400],
    ['what only a store knows', '/api/v1/products/BTC-USD/trades', 501],
    ['a feature that there is none of', '/api/v1/products/BTC-USD/features/history?names=nonsense', 400],
    ['no path of the service', '/api/v2/products', 404],
    ['the stream without an upgrade', STREAM_PATH, 426],
  ])('tells the problem with %s', async (_what, path, status) => {
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({
      status,
      title: expect.any(String) as string,
      detail: expect.stringMatching(/expected|Invalid|must/i) as string,
    })
  })

  it('follows another product while it runs, and no more when told so', async () => {
    expect((await client().addProduct({ body: { product: 'SOL-USD' } })).product).toBe('SOL-USD')
    await expect.poll(async () => (await client().book({ product: 'SOL-USD' })).state).toBe('synced')
    expect((await client().products()).map(({ product }) => product)).toEqual(['BTC-USD', 'ETH-USD', 'SOL-USD'])
    expect((await client().removeProduct({ product: 'SOL-USD' })).state).toBe('stopped')
    await expect(client().book({ product: 'SOL-USD' })).rejects.toMatchObject({ fault: { problem: { status: 404 } } })
    expect((await client().addProduct({ body: { product: 'BTC-USD' } })).product).toBe('BTC-USD')
  })

  it('decides at the close of a minute with evidence that adds up', async () => {
    const own = await runningService({ sim: { speed: 30 } })
    try {
      const ask = createClient({ url: own.url })
      await expect
        .poll(async () => (await ask.decisions({ product: 'ETH-USD' })).items.length, { interval: 200, timeout: 40_000 })
        .toBeGreaterThan(2)
      for (const { id, signal, timeUs } of (await ask.decisions({ product: 'ETH-USD' })).items) {
        expect(timeUs % 60e6).toBe(0)
        expect(signal.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(signal.net ?? 0)
        expect(signal.factors.length).toBeGreaterThan(0)
        expect((await ask.decision({ id })).id).toBe(id)
      }
    } finally {
      await own.close()
    }
  })

  it('hands everything it learns to the store, and asks the store for history', async () => {
    const kept: HistoryRecord[] = []
    let closed = false
    const page = { items: [], next: null }
    const store: HistoryStore = {
      append: (records) => void kept.push(...records),
      health: () => ({ state: 'ok', lagMs: 1_500, bytes: 7, reason: null }),
      counts: () => ({ stored: 0, lost: 0, batches: 0, failures: 0, waiting: 0 }),
      decisions: async () => await Promise.resolve(page),
      decision: async () => await Promise.resolve(undefined),
      evidence: async () => await Promise.resolve(undefined),
      trades: async () => await Promise.resolve(page),
      features: async ({ names }) =>
        await Promise.resolve({ timesUs: [1], columns: Object.fromEntries(names.map((name) => [name, [null]])), next: null }),
      quality: async () => await Promise.resolve(page),
      bars: async () => await Promise.resolve(page),
      volumes: async () => await Promise.resolve([]),
      heat: async () => await Promise.resolve([]),
      alerts: async () => await Promise.resolve(page),
      undelivered: async () => await Promise.resolve([]),
      tradesBetween: async () => await Promise.resolve([]),
      newestUs: async () => await Promise.resolve(undefined),
      flush: async () => await Promise.resolve(),
      query: async (sql) => await Promise.resolve({ columns: [{ name: sql, type: 'TEXT' }], rows: [], truncated: false, tookMs: 0 }),
      exportParquet: async () => await Promise.resolve({ dir: '', label: { origin: 'sim-42', simulated: true }, rows: {} }),
      close: async () => {
        closed = true
        await Promise.resolve()
      },
    }
    const own = await runningService({ sim: { speed: 30 } }, { store })
    const ask = createClient({ url: own.url })
    await until(async () => await Promise.resolve(kept.some(({ kind }) => kind === 'decision')))
    expect(await ask.trades({ product: 'BTC-USD' })).toEqual(page)
    expect((await ask.featureHistory({ product: 'BTC-USD', names: 'ofi, mid', every: 60 })).columns).toEqual({ ofi: [null], mid: [null] })
    expect((await ask.query({ body: { sql: 'select 1' } })).columns[0]!.name).toBe('select 1')
    expect((await ask.health()).store.lagMs).toBe(1_500)
    await own.close()
    expect(closed).toBe(true)
    const kinds = new Set(kept.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['bar', 'decision', 'evidence', 'features', 'heat', 'quality', 'trades'])
    for (const record of kept) if (record.kind === 'decision') expect(decision.parse(record.decision).simulated).toBe(true)
  })

  it('frees its source where its port is taken', async () => {
    const taken = Number(new URL(service.url).port)
    let closed = false
    const never = new Promise<void>(() => undefined)
    const source: MarketSource = {
      origin: () => ({ kind: 'sim', words: 'nothing', simulated: true }),
      health: () => undefined,
      nowUs: () => undefined,
      run: () => never,
      canFollow: false,
      follow: async () => await Promise.resolve(),
      request: undefined,
      unfollow: () => undefined,
      close: async () => {
        closed = true
        await Promise.resolve()
      },
    }
    await expect(startService({ http: { port: taken } }, { source, logger: createLogger('silent') })).rejects.toThrow('EADDRINUSE')
    expect(closed).toBe(true)
  })

  it('tells its readers when it closes, and frees its port', async () => {
    const own = await runningService()
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}${STREAM_PATH}`)
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    await new Promise((resolve) => socket.on('message', resolve))
    await own.close()
    expect(await closed).toBe(1001)
    await expect(fetch(own.url)).rejects.toThrow('fetch failed')
  })
})
