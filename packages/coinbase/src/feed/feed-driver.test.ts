import { describe, expect, it } from 'vitest'
import { listedProduct, ScriptedFeed } from '../testing/scripted-feed.ts'
import { answered } from '../testing/scripted-world.ts'
import { FeedDriver } from './feed-driver.ts'

const PRODUCTS = '/api/v3/brokerage/market/products'

function start(options: object): FeedDriver {
  return new FeedDriver({ products: ['A-USD'], ...options }, new ScriptedFeed().world, () => {})
}

describe('a feed at its start', () => {
  it('asks for the products before it connects', () => {
    const feed = new ScriptedFeed({ products: ['A-USD', 'B-USD'] })
    expect(feed.world.requests.map(({ path }) => path)).toEqual([`${PRODUCTS}?product_ids=A-USD&product_ids=B-USD`])
    expect(feed.world.sockets).toEqual([])
    feed.name()
    expect(feed.world.sockets.map(({ url }) => url)).toEqual(['wss://advanced-trade-ws.coinbase.com'])
  })

  it('goes on by the names when the venue does not say within three seconds', () => {
    const feed = new ScriptedFeed({ products: ['A-USDC'] })
    feed.world.advanceSeconds(2.9)
    expect(feed.world.sockets).toHaveLength(0)
    feed.world.advanceSeconds(0.1)
    expect(feed.driver.book('A-USDC')).toMatchObject({ product: 'A-USD', state: 'empty' })
    expect(feed.world.sockets).toHaveLength(1)
  })

  it('goes on by the names when the request fails, and asks again', () => {
    const feed = new ScriptedFeed()
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'refused', detail: 'nobody' } })
    expect(feed.of('request-failed')).toMatchObject([{ fault: { kind: 'refused' }, retryInUs: 750_000 }])
    expect(feed.world.sockets).toHaveLength(1)
    feed.world.advanceSeconds(1)
    expect(feed.world.requests).toHaveLength(1)
  })

  it('takes an answer that cannot be read for a failure', () => {
    const feed = new ScriptedFeed()
    feed.answer(PRODUCTS, '<html>')
    expect(feed.of('request-failed')).toMatchObject([{ fault: { kind: 'unreadable-answer' } }])
    expect(feed.world.sockets).toHaveLength(1)
  })

  it('follows an alias under the name of its book, once', () => {
    const feed = new ScriptedFeed({ products: ['A-USDC', 'A-USD'] })
    feed.answer(PRODUCTS, { products: [listedProduct('A-USDC', 'A-USD'), listedProduct('A-USD', '', ['A-USDC'])] })
    const wire = feed.synced()
    expect(wire.messages('subscribe', 'level2')[0]!.message.product_ids).toEqual(['A-USD'])
    expect(feed.driver.book('A-USDC')).toMatchObject({ product: 'A-USD', state: 'synced' })
    expect(feed.driver.health().products).toMatchObject([{ product: 'A-USD', requested: ['A-USDC', 'A-USD'] }])
  })

  it('moves to the right name when the venue says it late', () => {
    const feed = new ScriptedFeed({ products: ['EUR-USDC', 'B-USD'] })
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'refused', detail: 'nobody' } })
    const wire = feed.wire()
    wire.socket.open()
    feed.world.advanceSeconds(1)
    expect(wire.subscribed('level2')).toEqual(['EUR-USD', 'B-USD'])
    feed.answer(PRODUCTS, { products: [listedProduct('EUR-USDC'), listedProduct('B-USD')] })
    feed.world.advanceSeconds(2)
    expect(wire.messages('unsubscribe', 'level2').map(({ message }) => message.product_ids)).toEqual([['EUR-USD']])
    expect(wire.messages('subscribe', 'level2').at(-1)!.message.product_ids).toEqual(['EUR-USDC'])
    expect(feed.driver.health().products.map(({ product }) => product)).toEqual(['B-USD', 'EUR-USDC'])
  })

  it('subscribes nothing but heartbeats on a connection whose products turned out to be others by name', () => {
    const products = [...Array.from({ length: 25 }, (_, n) => `P${n}-USD`), 'Q-USD']
    const feed = new ScriptedFeed({ products })
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'refused', detail: 'nobody' } })
    feed.world.advanceSeconds(1)
    feed.answer(PRODUCTS, { products: [...products.slice(0, 25).map((id) => listedProduct(id)), listedProduct('Q-USD', 'P0-USD')] })
    const wire = feed.wire(1)
    wire.socket.open()
    feed.world.advanceSeconds(1)
    expect(wire.asked).toEqual(['subscribe heartbeats'])
    wire.acknowledge()
    feed.world.advanceSeconds(4)
    expect(feed.of('not-subscribed').filter(({ connection }) => connection === 'ws2')).toEqual([])
    expect(wire.asked).toEqual(['subscribe heartbeats'])
  })

  it('refuses options that cannot be', () => {
    expect(() => start({ products: [] })).toThrow(new RangeError('products: expected at least one, received none'))
    expect(() => start({ products: ['A USD'] })).toThrow(new RangeError('products: expected product ids, received "A USD"'))
    expect(() => start({ channels: [] })).toThrow(RangeError)
    expect(() => start({ maxWaitingBytes: -1 })).toThrow(new RangeError('maxWaitingBytes: expected a number above 0, received -1'))
    expect(() => start({ compareBookEveryUs: Number.NaN })).toThrow('compareBookEveryUs: expected a number above 0, received NaN')
    expect(() => start({ channels: ['level3'] })).toThrow(/expected level2, market_trades, ticker, candles, received level3/)
  })

  it('asks for a day of candles, and tells the answers', () => {
    const feed = new ScriptedFeed({ history: 'day', arrivals: true })
    feed.name()
    feed.world.advanceSeconds(2)
    const { requests } = feed.world
    expect(requests.map(({ path }) => path.split('?')[0])).toEqual(Array.from({ length: 5 }, () => `${PRODUCTS}/A-USD/candles`))
    const candle = { start: '1772280000', open: '1', high: '2', low: '1', close: '2', volume: '3' }
    requests[0]!.answer(answered({ candles: [candle] }))
    expect(feed.of('candles')).toMatchObject([{ product: 'A-USD', widthUs: 60_000_000, candles: [{ volume: 3 }] }])
    expect(feed.of('arrival').at(-1)).toMatchObject({ arrival: { kind: 'rest', path: expect.stringContaining('/candles?start=') } })
  })

  it('does not ask again for what there is not', () => {
    const feed = new ScriptedFeed({ history: 'day' })
    feed.name()
    feed.world.advanceSeconds(2)
    feed.world.answerAll(() => ({ ok: false, fault: { kind: 'http', detail: 'NotFound', status: 404 } }))
    expect(feed.of('request-failed').map(({ retryInUs }) => retryInUs)).toEqual(Array.from({ length: 5 }))
    feed.world.advanceSeconds(120)
    expect(feed.world.requests).toEqual([])
  })
})

describe('many products', () => {
  const products = Array.from({ length: 60 }, (_, n) => `P${n}-USD`)

  it('are spread over connections of 25, dialled one a second', () => {
    const feed = new ScriptedFeed({ products })
    feed.world.advanceSeconds(3)
    feed.world.advanceSeconds(5)
    const { sockets } = feed.world
    expect(sockets).toHaveLength(3)
    expect(sockets.slice(1).map(({ dialledUs }, n) => dialledUs - sockets[n]!.dialledUs)).toEqual([1_000_000, 1_000_000])
    expect(feed.driver.health().connections.map(({ name }) => name)).toEqual(['ws1', 'ws2', 'ws3'])
    expect(feed.driver.health().products.map(({ connection }) => connection)).toEqual(products.map((_, n) => `ws${Math.floor(n / 25) + 1}`))
  })

  it('are subscribed with no more than eight messages in any second, books first, within five seconds of opening', () => {
    const feed = new ScriptedFeed({ products })
    feed.world.advanceSeconds(10)
    for (const socket of feed.world.sockets) socket.open()
    feed.world.advanceSeconds(2.5)
    const sent = feed.world.sockets.flatMap((socket) => socket.sent).toSorted((a, b) => a.atUs - b.atUs)
    expect(sent).toHaveLength(15)
    for (const { atUs } of sent)
      expect(sent.filter((other) => other.atUs >= atUs && other.atUs < atUs + 1_000_000).length).toBeLessThanOrEqual(8)
    for (const socket of feed.world.sockets) {
      expect(socket.sent.map(({ message }) => message.channel)).toEqual(['level2', 'market_trades', 'ticker', 'candles', 'heartbeats'])
    }
  })
})

describe('stop()', () => {
  it('leaves no timer, no request, no socket and no word behind', () => {
    const feed = new ScriptedFeed({ history: 'day', compareBookEveryUs: 1_000_000 })
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 5).ids('update', 'A-USD', 9).lose().heartbeat()
    feed.world.advanceSeconds(2)
    expect(feed.world.timers).toBeGreaterThan(0)
    expect(feed.world.requests.length).toBeGreaterThan(0)
    feed.driver.stop()
    feed.hush()
    feed.world.advance(0)
    expect({ timers: feed.world.timers, requests: feed.world.requests, state: wire.socket.state }).toEqual({
      timers: 0,
      requests: [],
      state: 'over',
    })
    wire.heartbeat()
    feed.world.advanceSeconds(60)
    expect(feed.batches).toEqual([])
    expect(feed.driver.health()).toMatchObject({ connections: [{ state: 'closed' }], products: [{ book: 'stale' }] })
  })

  it('may come before anything else', () => {
    const feed = new ScriptedFeed()
    feed.driver.stop()
    feed.world.advanceSeconds(10)
    expect({ timers: feed.world.timers, sockets: feed.world.sockets, batches: feed.batches }).toEqual({
      timers: 0,
      sockets: [],
      batches: [],
    })
  })
})

describe('arrivals', () => {
  it('come each before what it means, all of it together', () => {
    const feed = new ScriptedFeed({ arrivals: true })
    const wire = feed.synced()
    wire.update('A-USD', [['bid', '98', '2']])
    expect(feed.batches.map((batch) => batch.map(({ kind }) => kind))).toEqual([['arrival', 'book']])
    expect(feed.of('arrival')[0]).toMatchObject({ arrival: { kind: 'frame', connection: 'ws1' }, sequence: wire.next - 1 })
    feed.hush()
    wire.socket.end({ kind: 'reset', detail: 'gone' })
    expect(feed.batches[0]!.map(({ kind }) => kind)).toEqual(['arrival', 'disconnected', 'resyncing'])
    expect(feed.of('arrival')[0]).toMatchObject({ arrival: { kind: 'closed', connection: 'ws1' } })
    feed.hush()
    feed.world.advanceSeconds(2)
    feed.wire().socket.open()
    expect(feed.batches[0]!.map(({ kind }) => kind)).toEqual(['arrival', 'connected'])
    expect(feed.of('arrival')[0]).toMatchObject({ arrival: { kind: 'opened', connection: 'ws1' } })
  })

  it('are not told unless they are asked for', () => {
    const feed = new ScriptedFeed()
    feed.synced().update('A-USD', [['bid', '98', '2']])
    expect(feed.events.map(({ kind }) => kind)).toEqual(['book'])
  })
})

describe('proof of identity', () => {
  it('is made afresh for every message, and the next one waits for it', () => {
    const feed = new ScriptedFeed()
    const asked: ((token: string) => void)[] = []
    Object.assign(feed.world, { token: (done: (token: string) => void) => asked.push(done) })
    feed.name()
    const { socket } = feed.wire()
    socket.open()
    expect([asked.length, socket.sent.length]).toEqual([1, 0])
    asked[0]!('one')
    expect([asked.length, socket.sent.length]).toEqual([2, 1])
    asked[1]!('two')
    expect(socket.sent.map(({ message }) => message.jwt)).toEqual(['one', 'two'])
  })

  it('that comes when its socket is no more is not used on the next', () => {
    const feed = new ScriptedFeed()
    const asked: ((token: string) => void)[] = []
    Object.assign(feed.world, { token: (done: (token: string) => void) => asked.push(done) })
    feed.name()
    feed.wire().socket.open()
    feed.wire().socket.end({ kind: 'reset', detail: 'gone' })
    feed.world.advanceSeconds(2)
    const { socket } = feed.wire()
    socket.open()
    expect(asked).toHaveLength(2)
    asked[0]!('old')
    expect(socket.sent).toEqual([])
    asked[1]!('new')
    expect(socket.sent.map(({ message }) => message.jwt)).toEqual(['new'])
  })
})
