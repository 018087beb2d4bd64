import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitcoin, ether } from '../product.ts'
import { listen, subscribe, unsubscribe, WireBook, type Listener, type ReadFrame } from '../testing/wire-reader.ts'
import type { BookWitness } from './client.ts'
import { Venue, type VenueOptions } from './venue.ts'

const startUs = 1_790_000_000_000_000
const SECOND = 1_000_000
const products = [
  { ...bitcoin, levels: 30, makerUpdatesPerSecond: 20 },
  { ...ether, levels: 30, takerOrdersPerSecond: 10 },
]
const ids = products.map(({ id }) => id)
const channels = ['level2', 'market_trades', 'ticker', 'ticker_batch', 'candles', 'heartbeats']

function open(options: Partial<VenueOptions> = {}): Venue {
  return new Venue({ seed: 3, startUs, products, limits: false, ...options })
}

function texts({ frames }: Listener): string[] {
  return frames.map(({ text }) => text)
}

/** The frames of two seconds at a venue that is advanced in steps. */
function framesOf(steps: readonly number[], seed: number = 3): string[] {
  const venue = open({ seed })
  const client = listen(venue)
  for (const channel of channels) client.connection.receive(subscribe(channel, ...ids))
  for (const step of steps) venue.advance(Math.min(venue.nowUs + step, startUs + 2 * SECOND))
  venue.advance(startUs + 2 * SECOND)
  return texts(client)
}

/** The frames of the book of one type. */
function books(client: Listener, type: 'snapshot' | 'update'): ReadFrame[] {
  return client.of('l2_data').filter(({ event }) => event.type === type)
}

/** Reads all that a client was sent of books, and compares it with the truth after each frame. */
function expectTruth(client: Listener, name: string, truths: ReadonlyMap<string, BookWitness>): void {
  const read = new Map(products.map((spec) => [spec.id, new WireBook(spec)]))
  for (const { event, sequence, timeUs } of client.of('l2_data')) {
    const book = read.get(event.product_id)!
    const { bookHash, bidLevels, askLevels, timeUs: truthUs, type } = truths.get(`${name} ${sequence}`)!
    book.apply(event)
    expect([book.hash, book.depth, timeUs, event.type]).toEqual([bookHash, { bids: bidLevels, asks: askLevels }, truthUs, type])
    expect(book.touch.bid).toBeLessThan(book.touch.ask)
  }
}

/** What clients may ask for, and when: a client, a wait in ms, a text. */
const requests = fc.array(
  fc.record({
    client: fc.nat(1),
    waitMs: fc.nat(150),
    text: fc
      .record({
        write: fc.constantFrom(subscribe, subscribe, unsubscribe),
        channel: fc.constantFrom('level2', 'level2', 'level2', ...channels),
        products: fc.subarray(ids),
      })
      .map(({ write, channel, products: some }) => write(channel, ...some)),
  }),
  { minLength: 1, maxLength: 20 },
)

describe('a reader of the frames of a venue', () => {
  it('has after each of them the book of the market at that instant, whatever is subscribed to and when', () => {
    fc.assert(
      fc.property(requests, (series) => {
        const truths = new Map<string, BookWitness>()
        const venue = open({ witness: (state) => truths.set(`${state.connection} ${state.sequence}`, state) })
        const clients = [listen(venue, 'a'), listen(venue, 'b')]
        for (const { client, waitMs, text } of series) {
          venue.advance(venue.nowUs + waitMs * 1000)
          clients[client]?.connection.receive(text)
        }
        venue.advance(venue.nowUs + SECOND)
        for (const client of clients) {
          const numbers = client.frames.flatMap(({ meta }) => meta.sequence ?? [])
          expect(numbers).toEqual(numbers.map((_, index) => index))
          expect(client.frames.flatMap(({ meta, sequence }) => (meta.sequence === undefined ? [] : sequence))).toEqual(numbers)
          expectTruth(client, client.connection.name, truths)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('has in a snapshot the book of the very moment at which it was made', () => {
    const truths: BookWitness[] = []
    const busy = { ...bitcoin, levels: 30, makerUpdatesPerSecond: 500 }
    const venue = open({ products: [busy], witness: (state) => truths.push(state) })
    venue.advance(startUs + 777_777)
    const client = listen(venue)
    client.connection.receive(subscribe('level2', 'BTC-USD'))
    venue.advance(venue.nowUs + 120)
    const hash = venue.truth('BTC-USD')?.bookHash
    venue.advance(startUs + SECOND)
    expect(truths[0]).toMatchObject({ type: 'snapshot', bookHash: hash })
  })

  it('has once all frames have left, while nothing happens, the book of the market now', () => {
    const quiet = { ...bitcoin, levels: 30, makerUpdatesPerSecond: 1e-9, takerOrdersPerSecond: 1e-9 }
    const venue = open({ products: [quiet] })
    const client = listen(venue)
    client.connection.receive(subscribe('level2', 'BTC-USD'))
    venue.advance(startUs + 5 * SECOND)
    const book = new WireBook(quiet)
    for (const { event } of client.of('l2_data')) book.apply(event)
    expect(book.hash).toBe(venue.truth('BTC-USD')?.bookHash)
  })
})

describe('the clients of a venue', () => {
  it('are sent the same events, those who have come later too', () => {
    const venue = open()
    const early = listen(venue, 'early')
    for (const channel of channels) early.connection.receive(subscribe(channel, ...ids))
    venue.advance(startUs + 1_234_567)
    const late = listen(venue, 'late')
    for (const channel of channels) late.connection.receive(subscribe(channel, ...ids))
    venue.advance(startUs + 8 * SECOND)
    for (const channel of ['l2_data', 'ticker', 'ticker_batch', 'candles']) {
      const updates = (client: Listener): string[] =>
        client.of(channel).flatMap(({ event }) => (event.type === 'update' ? JSON.stringify(event) : []))
      const ofEarly = updates(early)
      const ofLate = updates(late)
      expect(ofLate.length).toBeGreaterThan(1)
      // The first batch after a snapshot may have begun before it.
      expect(ofEarly.join('\n')).toContain(ofLate.slice(2).join('\n'))
    }
  })

  it('are sent every print of the market once, the newest first, by the time it is 250 ms old', () => {
    const venue = open()
    const client = listen(venue)
    venue.advance(startUs + 777_777)
    client.connection.receive(subscribe('market_trades', ...ids))
    venue.advance(startUs + 20 * SECOND)
    for (const id of ids) {
      const [snapshot, ...updates] = client.of('market_trades', id)
      expect(snapshot?.event).toMatchObject({ type: 'snapshot', trades: { length: 100 } })
      const prints = venue.prints(id)
      expect(prints.map((print) => print.id)).toEqual(prints.map((_, index) => prints[0]!.id + index))
      const told = [snapshot, ...updates].flatMap((frame) => frame?.event.trades.toReversed() ?? [])
      const from = prints.findIndex((print) => String(print.id) === told[0]?.trade_id)
      expect(told.length).toBeGreaterThan(150)
      expect(told.map(({ trade_id, side }) => [Number(trade_id), side])).toEqual(
        prints.slice(from, from + told.length).map((print) => [print.id, print.aggressor === 'buy' ? 'SELL' : 'BUY']),
      )
      expect(prints.at(from + told.length)?.timeUs ?? Infinity).toBeGreaterThan(venue.nowUs - 250_000)
      for (const { event, timeUs } of updates) {
        const oldest = prints.find((print) => String(print.id) === event.trades.at(-1)?.trade_id)
        expect(timeUs - (oldest?.timeUs ?? 0)).toBeLessThanOrEqual(250_000)
      }
    }
  })

  it('are sent a ticker after each batch in which something was traded, and only then', () => {
    const venue = open()
    const client = listen(venue)
    client.connection.receive(subscribe('ticker', ...ids))
    venue.advance(startUs + 20 * SECOND)
    for (const id of ids) {
      const [snapshot, ...updates] = client.of('ticker', id)
      const orders = new Set(venue.prints(id).flatMap(({ timeUs }) => (timeUs > startUs + SECOND ? timeUs : [])))
      expect(snapshot?.event.type).toBe('snapshot')
      expect(updates.length).toBeGreaterThan(orders.size / 2)
      expect(updates.filter(({ timeUs }) => timeUs > startUs + 1.1 * SECOND).length).toBeLessThanOrEqual(orders.size)
      for (const { timeUs } of updates) {
        const isRecent = [...venue.prints(id)].some((print) => print.timeUs <= timeUs - 31_000 && print.timeUs > timeUs - 85_000)
        expect(isRecent).toBe(true)
      }
    }
  })
})

describe('Venue', () => {
  it('gives the same frames however it is advanced', () => {
    const whole = framesOf([])
    expect(whole.length).toBeGreaterThan(60)
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 40 }), (steps) => {
        expect(framesOf(steps)).toEqual(whole)
      }),
      { numRuns: 10 },
    )
  })

  it('gives the same frames when it is advanced from one thing to the next', () => {
    const venue = open()
    const client = listen(venue)
    const twin = open()
    const other = listen(twin)
    for (const { connection } of [client, other]) connection.receive(subscribe('level2', ...ids))
    while (venue.nextUs <= startUs + SECOND) {
      const before = venue.nowUs
      venue.advance(venue.nextUs)
      expect(venue.nowUs).toBeGreaterThanOrEqual(before)
    }
    twin.advance(startUs + SECOND)
    expect(texts(client)).toEqual(texts(other))
  })

  it('gives other frames for another seed', () => {
    expect(framesOf([], 3)).toEqual(framesOf([], 3))
    expect(framesOf([], 3)).not.toEqual(framesOf([], 4))
  })

  it('goes on while a client sends, leaves, or another connects, in the middle of a frame', () => {
    const venue = open()
    const frames: string[] = []
    const connection = venue.connect('a', {
      onFrame(text) {
        frames.push(text)
        if (frames.length === 1) connection.receive(subscribe('heartbeats'))
        if (frames.length === 2) listen(venue, 'b').connection.receive(subscribe('level2', ...ids))
        if (frames.length === 5) connection.leave()
        expect(() => venue.advance(venue.nowUs + 1)).toThrow('received a call from within')
      },
      onClose() {
        throw new Error('the client has left by itself')
      },
    })
    connection.receive(subscribe('level2', ...ids))
    venue.advance(startUs + 3 * SECOND)
    expect(frames).toHaveLength(5)
    connection.receive(subscribe('level2', ...ids))
    venue.advance(startUs + 4 * SECOND)
    expect(frames).toHaveLength(5)
  })

  it('knows a market and its prints by any of its names, and nothing of others', () => {
    const venue = open()
    expect(venue.truth('BTC-USDC')).toBe(venue.truth('BTC-USD'))
    expect(venue.prints('BTC-USDC').length).toBeGreaterThan(100)
    expect([venue.truth('SOL-USD'), venue.prints('SOL-USD')]).toEqual([undefined, []])
    expect(venue.markets.map(({ spec }) => spec.id)).toEqual(ids)
  })

  it('shows the market as it is now', () => {
    const venue = open()
    const before = venue.prints('ETH-USD').length
    venue.advance(startUs + 10 * SECOND)
    expect(venue.prints('ETH-USD').length).toBeGreaterThan(before)
    for (const market of venue.markets) expect(market.nextUs).toBeGreaterThan(venue.nowUs)
  })

  it('admits 8 connections a second of one address', () => {
    const venue = open({ limits: true })
    for (let count = 0; count < 8; count++) listen(venue, `ws${count}`, '10.0.0.1')
    expect([venue.admits('10.0.0.1'), venue.admits('10.0.0.2')]).toEqual([false, true])
    expect(() => listen(venue, 'ws9', '10.0.0.1')).toThrow('expected at most 8 connections a second')
    venue.advance(startUs + SECOND)
    expect(venue.admits('10.0.0.1')).toBe(true)
    const lenient = open()
    for (let count = 0; count < 20; count++) listen(lenient, `ws${count}`)
    expect(lenient.admits()).toBe(true)
  })

  it.each<[Partial<VenueOptions>, string]>([
    [{ seed: 0.5 }, 'seed must be an integer, was 0.5'],
    [{ startUs: -1 }, 'startUs must be a time in microseconds, was -1'],
    [{ products: [bitcoin, { ...ether, aliases: ['BTC-USD'] }] }, 'received BTC-USD twice'],
  ])('refuses %o', (options, message) => {
    expect(() => open(options)).toThrow(message)
  })
})

describe('the faults of a venue', () => {
  it('lose messages, repeat them and replace them, while the numbers stay whole and the truth is told', () => {
    const truths: BookWitness[] = []
    const venue = open({
      witness: (state) => truths.push(state),
      faults: {
        onMessage(connection, message, { channel, type, products: [product] }) {
          if (connection !== 'faulty') return [message]
          if (channel === 'l2_data' && type === 'snapshot' && product === 'BTC-USD') return []
          if (message.channel === 'subscriptions') return [message, { channel: 'unheard-of', name: 'weather', events: [{ sun: 1 }] }]
          if (message.channel !== 'l2_data') return [message]
          const [event] = message.events
          return event === undefined ? [] : [{ ...message, events: [event, event] }]
        },
      },
    })
    const healthy = listen(venue, 'healthy')
    const faulty = listen(venue, 'faulty')
    for (const { connection } of [healthy, faulty]) connection.receive(subscribe('level2', ...ids))
    venue.advance(startUs + SECOND)
    expect(books(healthy, 'snapshot')).toHaveLength(2)
    expect(books(faulty, 'snapshot')).toHaveLength(1)
    expect(faulty.frames.map(({ sequence }) => sequence)).toEqual(faulty.frames.map((_, index) => index))
    const times = faulty.frames.map(({ meta }) => meta.leftUs)
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
    expect(faulty.of('weather').map(({ events }) => events)).toEqual([[{ sun: 1 }]])
    const doubled = books(faulty, 'update')
    expect(doubled.length).toBeGreaterThan(10)
    for (const { events } of doubled) expect(events).toEqual([events[0], events[0]])
    const told = (name: string): number[] =>
      truths.filter(({ connection, product }) => connection === name && product === 'ETH-USD').map(({ bookHash }) => bookHash)
    expect([...new Set(told('faulty'))]).toEqual([...new Set(told('healthy'))])
  })
})
