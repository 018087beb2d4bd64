import type { Side } from '@of/core'
import { bookHashOf, type BookWitness, FaultInjector, type SimServer, startServer } from '@of/sim'
import { afterEach, describe, expect, it } from 'vitest'
import type { FeedEvent } from './feed-event.ts'
import type { FeedOptions } from './feed-options.ts'
import { type Feed, openFeed } from './open-feed.ts'

const opened: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

/** A simulated venue, and what makes it fail. */
async function venue(options: { readonly speed?: number; readonly limits?: boolean } = {}): Promise<OpenVenue> {
  const injector = new FaultInjector({ seed: 7 })
  const witnessed: BookWitness[] = []
  const witness = (state: BookWitness): void => void witnessed.push(state)
  const server = await startServer({ seed: 7, startUs: Date.now() * 1000, injector, witness, ...options })
  opened.push(server)
  return { server, injector, witnessed }
}

interface OpenVenue {
  readonly server: SimServer
  readonly injector: FaultInjector
  readonly witnessed: readonly BookWitness[]
}

function feedOf(url: string, options: Partial<FeedOptions> = {}): Feed {
  const feed = openFeed({ products: ['BTC-USD', 'ETH-USD'], url, ...options })
  opened.push(feed)
  return feed
}

type EventOf<Kind extends FeedEvent['kind']> = Extract<FeedEvent, { readonly kind: Kind }>

/** Takes events until there is one that is looked for. */
class Listener {
  readonly heard: FeedEvent[] = []
  readonly #batches: AsyncIterator<readonly FeedEvent[], undefined>
  #waiting: FeedEvent[] = []

  constructor(feed: Feed) {
    this.#batches = feed[Symbol.asyncIterator]()
  }

  async next<Kind extends FeedEvent['kind']>(kind: Kind, is: (event: EventOf<Kind>) => boolean = () => true): Promise<EventOf<Kind>> {
    for (;;) {
      const event = this.#waiting.shift()
      if (event === undefined) {
        const batch = await this.#batches.next()
        if (batch.done === true) throw new Error(`expected ${kind}, received the end`)
        this.#waiting = [...batch.value]
        this.heard.push(...batch.value)
      } else if (isOf(event, kind) && is(event)) return event
    }
  }
}

function isOf<Kind extends FeedEvent['kind']>(event: FeedEvent, kind: Kind): event is EventOf<Kind> {
  return event.kind === kind
}

describe('openFeed(options)', () => {
  it('follows products over real sockets, and ends from within the loop', async () => {
    const { server } = await venue()
    const feed = feedOf(server.url)
    const books = new Set<string>()
    for await (const batch of feed) {
      for (const event of batch) if (event.kind === 'book') books.add(event.product)
      if (books.size === 2) break
    }
    expect(feed.health().connections).toMatchObject([{ name: 'ws1', state: 'closed', gaps: 0, reconnects: 0 }])
  })

  it('holds the true books', async () => {
    const { server, witnessed } = await venue()
    const feed = feedOf(server.url)
    const listener = new Listener(feed)
    for (let n = 0; n < 20; n++) {
      const { product } = await listener.next('book')
      const claim = feed.book(product)!
      const { tickPlaces, lotPlaces } = server.venue.truth(product)!.spec
      const levels: { side: Side; tick: number; lots: number }[] = []
      const take = (side: Side) => (price: number, size: number) => {
        levels.push({ side, tick: Math.round(price * Number(`1e${tickPlaces}`)), lots: Math.round(size * Number(`1e${lotPlaces}`)) })
        return true
      }
      claim.book.bids.walk(take('bid'))
      claim.book.asks.walk(take('ask'))
      expect(claim.state).toBe('synced')
      const truth = witnessed.findLast((state) => state.product === product && state.sequence <= claim.sequence)
      expect(bookHashOf(levels)).toBe(truth!.bookHash)
    }
  })

  it('heals after a lost frame, and after a socket that is gone', async () => {
    const { server, injector } = await venue()
    const feed = feedOf(server.url)
    const listener = new Listener(feed)
    await listener.next('book', ({ type }) => type === 'update')
    injector.schedule({ kind: 'drop', atUs: server.venue.nowUs })
    const { products } = await listener.next('gap')
    await listener.next('resynced', ({ product }) => products.length === 0 || products.includes(product))
    injector.schedule({ kind: 'abrupt-close', atUs: server.venue.nowUs })
    expect(await listener.next('disconnected')).toMatchObject({ fault: { kind: expect.stringMatching(/^(closed|reset)$/) } })
    await listener.next('connected')
    await listener.next('resynced')
    expect(feed.health().connections).toMatchObject([{ reconnects: 1, gaps: 1 }])
  })

  it('asks for trades that the wire has left out', async () => {
    const { server, injector } = await venue()
    const feed = feedOf(server.url, { products: ['BTC-USD'] })
    const listener = new Listener(feed)
    await listener.next('trades')
    injector.schedule({ kind: 'missing-trades', atUs: server.venue.nowUs })
    const { from } = await listener.next('missing-trades')
    const { trades } = await listener.next('trades', ({ origin }) => origin === 'backfill')
    expect(trades[0]!.id).toBe(from)
    const ids = listener.heard.flatMap((event) => (event.kind === 'trades' ? event.trades.map(({ id }) => id) : []))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('tells a consumer that was too slow, once, and begins anew', async () => {
    const { server } = await venue({ speed: 10, limits: false })
    const feed = feedOf(server.url, { arrivals: true, maxWaitingBytes: 400_000 })
    const listener = new Listener(feed)
    await listener.next('connected')
    while (feed.health().overruns === 0) await new Promise((resolve) => void setTimeout(resolve, 20))
    expect(feed.health().queue).toEqual({ batches: 0, bytes: 0 })
    const overrun = await listener.next('overrun')
    expect(overrun.droppedBytes).toBeGreaterThan(0)
    const { arrival } = await listener.next('arrival')
    expect(arrival).toMatchObject({ kind: 'opened', connection: 'ws1' })
    expect(await listener.next('resyncing')).toMatchObject({ reason: 'overrun' })
    await listener.next('book', ({ type }) => type === 'snapshot')
    expect(feed.health().overruns).toBe(1)
    expect(listener.heard.filter(({ kind }) => kind === 'overrun')).toHaveLength(1)
  })

  it('ends from outside while somebody waits, and for good', async () => {
    const { server } = await venue()
    const feed = feedOf(server.url)
    const iterator = feed[Symbol.asyncIterator]()
    await iterator.next()
    await feed.close()
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
    expect(await iterator.return!()).toEqual({ done: true, value: undefined })
    await feed.close()
    expect(feed.health().connections.map(({ state }) => state)).toEqual(['closed'])
  })

  it('ends with its signal, also one that was given before', async () => {
    const { server } = await venue()
    const ending = new AbortController()
    const feed = feedOf(server.url, { signal: ending.signal })
    const kinds: string[] = []
    for await (const batch of feed) {
      kinds.push(...batch.map(({ kind }) => kind))
      ending.abort()
    }
    expect(kinds.length).toBeGreaterThan(0)
    const never = feedOf(server.url, { signal: ending.signal })
    expect(await never[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined })
  })

  it('ends with its scope', async () => {
    const { server } = await venue()
    let kept: Feed
    {
      await using feed = openFeed({ products: ['BTC-USD'], url: server.url })
      kept = feed
      await new Listener(feed).next('connected')
    }
    expect(kept.health().connections.map(({ state }) => state)).toEqual(['closed'])
  })

  it('has one consumer', async () => {
    const { server } = await venue()
    const feed = feedOf(server.url)
    feed[Symbol.asyncIterator]()
    expect(() => feed[Symbol.asyncIterator]()).toThrow(new Error('feed: expected one consumer, received a second one'))
  })

  it('serves a consumer that asks again before it was answered, in order, and ends all that it waits for', async () => {
    const { server } = await venue()
    const feed = feedOf(server.url)
    const batches = feed[Symbol.asyncIterator]()
    const asked = Array.from({ length: 3 }, () => batches.next())
    const firsts = (await Promise.all(asked)).map(({ value }) => value?.[0]?.receivedUs ?? 0)
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b))
    expect(firsts[0]).toBeGreaterThan(0)
    const waiting = Promise.all(Array.from({ length: 1000 }, () => batches.next()))
    await feed.close()
    expect((await waiting).at(-1)).toEqual({ done: true, value: undefined })
  })

  it('says why nobody answers, and goes on trying', async () => {
    const { server } = await venue()
    await server.close()
    const listener = new Listener(feedOf(server.url))
    expect(await listener.next('request-failed')).toMatchObject({ fault: { kind: 'refused' } })
    expect(await listener.next('disconnected')).toMatchObject({ fault: { kind: 'refused' } })
    expect(await listener.next('disconnected')).toMatchObject({ connection: 'ws1', fault: { kind: 'refused' } })
  })

  it('refuses options that cannot be', () => {
    expect(() => openFeed({ products: [] })).toThrow(RangeError)
    const products = ['BTC-USD']
    expect(() => openFeed({ products, url: 'venue.invalid' })).toThrow('url: expected ws://… or wss://…, received venue.invalid')
    expect(() => openFeed({ products, restUrl: 'ws://venue.invalid' })).toThrow(
      'restUrl: expected http://… or https://…, received ws://venue.invalid',
    )
  })
})
