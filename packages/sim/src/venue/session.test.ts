import { describe, expect, it } from 'vitest'
import { madeUpProducts } from '../made-up-products.ts'
import { bitcoin, ether } from '../product.ts'
import { listen, microseconds, subscribe, unsubscribe } from '../testing/wire-reader.ts'
import { Venue } from './venue.ts'

const startUs = 1_790_000_000_000_000
const SECOND = 1_000_000
const products = [
  { ...bitcoin, levels: 40 },
  { ...ether, levels: 40 },
]

function open(limits: boolean = true): Venue {
  return new Venue({ seed: 11, startUs, products, limits })
}

/** Sends texts one after the other, each a second after the one before. */
function send(venue: Venue, connection: { receive(text: string): void }, ...texts: readonly string[]): void {
  for (const text of texts) {
    connection.receive(text)
    venue.advance(venue.nowUs + SECOND)
  }
}

describe('a subscription', () => {
  it('brings a snapshot of each product in the order asked for, then everything that is held', () => {
    const venue = open()
    const client = listen(venue)
    for (const channel of ['level2', 'market_trades', 'ticker']) client.connection.receive(subscribe(channel, 'ETH-USD', 'BTC-USD'))
    client.connection.receive(subscribe('heartbeats'))
    venue.advance(startUs + SECOND)
    const firsts = client.frames.filter(({ channel, event }) => channel === 'subscriptions' || event.type === 'snapshot')
    expect(firsts.map(({ meta }) => [meta.channel, ...meta.products])).toEqual([
      ['l2_data', 'ETH-USD'],
      ['l2_data', 'BTC-USD'],
      ['subscriptions'],
      ['market_trades', 'ETH-USD'],
      ['market_trades', 'BTC-USD'],
      ['subscriptions'],
      ['ticker', 'ETH-USD'],
      ['ticker', 'BTC-USD'],
      ['subscriptions'],
      ['subscriptions'],
    ])
    const both = ['BTC-USD', 'ETH-USD']
    expect(client.acks).toEqual([
      [['level2', ...both]],
      [
        ['level2', ...both],
        ['market_trades', ...both],
      ],
      [
        ['level2', ...both],
        ['market_trades', ...both],
        ['ticker', ...both],
      ],
      [
        ['heartbeats', 'heartbeats'],
        ['level2', ...both],
        ['market_trades', ...both],
        ['ticker', ...both],
      ],
    ])
    expect(client.frames.map(({ sequence }) => sequence)).toEqual(client.frames.map((_, index) => index))
  })

  it('lets updates of a live book pass the snapshot of another one, though none of its own', () => {
    const deep = [
      { ...bitcoin, levels: 40, makerUpdatesPerSecond: 100 },
      { ...ether, levels: 14_000, makerUpdatesPerSecond: 100, takerOrdersPerSecond: 50 },
    ]
    const venue = new Venue({ seed: 1, startUs, products: deep })
    const client = listen(venue)
    client.connection.receive(subscribe('ticker', 'ETH-USD'))
    client.connection.receive(subscribe('level2', 'BTC-USD', 'ETH-USD'))
    venue.advance(startUs + SECOND)
    const kinds = client.of('l2_data').map(({ event }) => `${event.product_id} ${event.type}`)
    const second = kinds.indexOf('ETH-USD snapshot')
    expect(kinds[0]).toBe('BTC-USD snapshot')
    expect(second).toBeGreaterThan(1)
    expect(new Set(kinds.slice(1, second))).toEqual(new Set(['BTC-USD update']))
    expect(client.acks.at(-1)).toEqual([
      ['level2', 'BTC-USD', 'ETH-USD'],
      ['ticker', 'ETH-USD'],
    ])
    expect(client.of('subscriptions').at(-1)?.sequence).toBeGreaterThan(client.of('l2_data')[second]?.sequence ?? 0)
  })

  it('passes over products that are unknown', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('level2', 'NO-PE', 'ETH-USD'), subscribe('ticker', 'NO-PE'))
    expect(client.acks).toEqual([[['level2', 'ETH-USD']], [['level2', 'ETH-USD']]])
    expect(client.errors).toEqual([])
  })

  it('answers under the name of the book, once, whatever it was asked for by', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('level2', 'BTC-USDC', 'BTC-USD', 'BTC-USDC'), unsubscribe('level2', 'BTC-USDC'))
    expect(client.of('l2_data').filter(({ event }) => event.type === 'snapshot')).toHaveLength(1)
    expect(client.of('l2_data').every(({ event }) => event.product_id === 'BTC-USD')).toBe(true)
    expect(client.acks).toEqual([[['level2', 'BTC-USD']], []])
  })

  it('brings no snapshot of what is held already', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('level2', 'BTC-USD'), subscribe('level2', 'BTC-USD', 'ETH-USD'))
    const snapshots = client.of('l2_data').filter(({ event }) => event.type === 'snapshot')
    expect(snapshots.map(({ event }) => event.product_id)).toEqual(['BTC-USD', 'ETH-USD'])
    expect(client.acks).toHaveLength(2)
  })

  it.each([
    ['of its products', unsubscribe('level2', 'BTC-USD', 'ETH-USD')],
    ['of the whole channel', unsubscribe('level2')],
  ])('brings snapshots again after the end %s, and nothing of what was before', (_name, text) => {
    const venue = open()
    const client = listen(venue)
    const subscription = subscribe('level2', 'BTC-USD', 'ETH-USD')
    send(venue, client.connection, subscription)
    for (const next of [text, subscription]) client.connection.receive(next)
    venue.advance(venue.nowUs + SECOND)
    const ended = client.of('subscriptions')[1]?.sequence ?? Infinity
    expect(client.acks[1]).toEqual([])
    const later = client.of('l2_data').filter(({ sequence }) => sequence > ended)
    for (const id of ['BTC-USD', 'ETH-USD']) {
      const types = later.flatMap(({ event }) => (event.product_id === id ? event.type : []))
      expect(types[0]).toBe('snapshot')
      expect(types.slice(1)).toContain('update')
      expect(types.slice(1)).not.toContain('snapshot')
    }
  })

  it('to one product ends without the others', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('market_trades', 'BTC-USD', 'ETH-USD'), unsubscribe('market_trades', 'BTC-USD', 'NO-PE'))
    const { sequence = Infinity } = client.of('subscriptions')[1] ?? {}
    venue.advance(venue.nowUs + 5 * SECOND)
    expect(client.acks[1]).toEqual([['market_trades', 'ETH-USD']])
    const later = client.frames.filter((frame) => frame.sequence > sequence)
    expect(later.length).toBeGreaterThan(3)
    expect(later.every(({ meta }) => meta.products.join() === 'ETH-USD')).toBe(true)
  })
})

describe('an error', () => {
  it.each([
    ['an unknown channel', subscribe('level3', 'BTC-USD'), 'authentication failure'],
    ['what is no request', 'hello', 'failure to subscribe'],
    ['a request without a channel', '{"type":"subscribe","product_ids":["BTC-USD"]}', 'failure to subscribe'],
  ])('answers %s, and takes no number', (_name, text, message) => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('heartbeats'), text, subscribe('ticker', 'BTC-USD'))
    expect(client.errors).toEqual([message])
    const error = client.frames.find(({ meta }) => meta.channel === 'error')
    expect(error?.text).toBe(`{"type":"error","message":"${message}"}`)
    expect(error?.meta).toMatchObject({ sequence: undefined, products: [], type: undefined })
    const numbers = client.frames.flatMap(({ meta }) => meta.sequence ?? [])
    expect(numbers).toEqual(Array.from({ length: client.frames.length - 1 }, (_, index) => index))
  })
})

describe('the limit of 30 books', () => {
  const many = madeUpProducts(33, { levels: 10 })
  const names = many.map(({ id }) => id)

  it('refuses the whole of a subscription that goes beyond it; those before go on, and one that ends makes room', () => {
    const venue = new Venue({ seed: 1, startUs, products: many })
    const client = listen(venue)
    const held = (): number =>
      client.acks
        .at(-1)
        ?.find(([channel]) => channel === 'level2')
        ?.slice(1).length ?? 0
    const steps = [
      subscribe('level2', ...names.slice(0, 29)),
      subscribe('level2', ...names.slice(28, 31)),
      subscribe('level2', ...names.slice(0, 30)),
      subscribe('market_trades', ...names),
      subscribe('level2', names[30]!),
      unsubscribe('level2', names[0]!),
      subscribe('level2', names[30]!),
    ]
    const seen = steps.map((text) => {
      client.connection.receive(text)
      venue.advance(venue.nowUs + 3 * SECOND)
      return [held(), client.errors.length]
    })
    expect(seen).toEqual([
      [29, 0],
      [29, 1],
      [30, 1],
      [30, 1],
      [30, 2],
      [29, 2],
      [30, 2],
    ])
    expect(new Set(client.errors)).toEqual(new Set(['too many L2 streams requested in a single session']))
    expect(client.of('l2_data', names[31])).toEqual([])
    const { length } = client.of('l2_data', names[5])
    venue.advance(venue.nowUs + 30 * SECOND)
    expect(client.of('l2_data', names[5]).length).toBeGreaterThan(length)
  })

  it('is not enforced by a venue without limits', () => {
    const venue = new Venue({ seed: 1, startUs, products: many, limits: false })
    const client = listen(venue)
    send(venue, client.connection, subscribe('level2', ...names))
    venue.advance(venue.nowUs + 5 * SECOND)
    expect(client.acks).toEqual([[['level2', ...names.toSorted()]]])
  })
})

describe('the limit of 8 messages a second', () => {
  it('is that of an address, over all its connections; what is beyond it is refused and not done', () => {
    const venue = open()
    const first = listen(venue, 'first', '10.0.0.1')
    const second = listen(venue, 'second', '10.0.0.1')
    const elsewhere = listen(venue, 'elsewhere', '10.0.0.2')
    for (const { connection } of [first, second]) for (let count = 0; count < 5; count++) connection.receive(subscribe('heartbeats'))
    elsewhere.connection.receive(subscribe('heartbeats'))
    venue.advance(startUs + SECOND)
    expect([first.errors, second.errors, elsewhere.errors]).toEqual([[], ['rate limit exceeded', 'rate limit exceeded'], []])
    expect([first.acks.length, second.acks.length]).toEqual([5, 3])
    send(venue, second.connection, subscribe('ticker', 'BTC-USD'))
    expect(second.errors).toHaveLength(2)
  })

  it('does not count what was refused', () => {
    const venue = open()
    const client = listen(venue)
    const hammer = (times: number): void => {
      for (let count = 0; count < times; count++) client.connection.receive(subscribe('heartbeats'))
    }
    hammer(8)
    venue.advance(startUs + SECOND / 2)
    hammer(3)
    venue.advance(startUs + SECOND)
    hammer(9)
    venue.advance(startUs + 2 * SECOND)
    expect([client.acks.length, client.errors.length]).toEqual([16, 4])
  })

  it('is not enforced by a venue without limits', () => {
    const venue = open(false)
    const client = listen(venue)
    for (let count = 0; count < 20; count++) client.connection.receive(subscribe('heartbeats'))
    venue.advance(startUs + SECOND)
    expect([client.errors.length, client.acks.length]).toEqual([0, 20])
  })
})

describe('a connection', () => {
  it.each([
    ['that says nothing', []],
    ['whose requests are all refused', ['hello', subscribe('level3', 'BTC-USD'), unsubscribe('level2')]],
  ])('%s is closed after 5 s', (_name, texts: readonly string[]) => {
    const venue = open()
    const client = listen(venue)
    for (const text of texts) client.connection.receive(text)
    venue.advance(startUs + 5 * SECOND - 1)
    expect(client.closed).toBeUndefined()
    venue.advance(startUs + 5 * SECOND)
    expect(client.closed?.code).toBe(1008)
    client.connection.receive(subscribe('heartbeats'))
    venue.advance(startUs + 10 * SECOND)
    expect(client.acks.flat()).toEqual([])
  })

  it('that is sent nothing for 60 to 90 s is closed', () => {
    const venue = open()
    const clients = Array.from({ length: 8 }, (_, index) => listen(venue, `ws${index}`, `10.0.0.${index}`))
    for (const { connection } of clients) connection.receive(subscribe('level2', 'NO-PE'))
    const closedUs = clients.map(() => Infinity)
    while (venue.nowUs < startUs + 95 * SECOND) {
      venue.advance(venue.nowUs + SECOND)
      for (const [index, { closed }] of clients.entries())
        if (closed !== undefined) closedUs[index] = Math.min(venue.nowUs, closedUs[index]!)
    }
    for (const timeUs of closedUs) {
      expect(timeUs - startUs).toBeGreaterThanOrEqual(60 * SECOND)
      expect(timeUs - startUs).toBeLessThanOrEqual(92 * SECOND)
    }
    expect(new Set(closedUs).size).toBeGreaterThan(3)
    expect(clients.map(({ closed }) => closed?.code)).toEqual(clients.map(() => 1000))
  })

  it('is kept by heartbeats, by frames, and by a venue without limits', () => {
    const venue = open()
    const beating = listen(venue, 'beating')
    const trading = listen(venue, 'trading')
    beating.connection.receive(subscribe('heartbeats'))
    trading.connection.receive(subscribe('level2', 'BTC-USD'))
    const lenient = open(false)
    const silent = listen(lenient)
    for (const one of [venue, lenient]) one.advance(startUs + 200 * SECOND)
    expect([beating.closed, trading.closed, silent.closed]).toEqual([undefined, undefined, undefined])
    expect(beating.of('heartbeats').length).toBeGreaterThan(197)
  })

  it('that was left is sent nothing, though much was waiting', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('level2', 'BTC-USD'), subscribe('heartbeats'))
    const { length } = client.frames
    client.connection.leave()
    venue.advance(venue.nowUs + 100 * SECOND)
    expect(client.frames).toHaveLength(length)
    expect(client.closed).toBeUndefined()
  })
})

describe('heartbeats', () => {
  it('begin within a second, come once a second and count the seconds of a process that has long been running', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('heartbeats', 'BTC-USD'))
    venue.advance(startUs + 30 * SECOND)
    const beats = client.of('heartbeats')
    expect(beats[0]?.timeUs).toBeLessThanOrEqual(startUs + SECOND + 5000)
    expect(beats.length).toBeGreaterThanOrEqual(29)
    expect(beats[0]?.event.heartbeat_counter).toBeGreaterThan(3600)
    for (const [index, { event, timeUs, events }] of beats.entries()) {
      expect(events).toHaveLength(1)
      expect(event.heartbeat_counter).toBe(beats[0]!.event.heartbeat_counter + index)
      expect(event.current_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,9})? \+0000 UTC m=\+\d+\.\d{9}$/)
      expect(event.current_time).toContain(` m=+${event.heartbeat_counter}.`)
      expect(Math.abs(timeUs - beats[0]!.timeUs - index * SECOND)).toBeLessThan(3000)
    }
  })

  it('end when they are unsubscribed from, and begin again', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('heartbeats'), unsubscribe('heartbeats'))
    const { length } = client.of('heartbeats')
    venue.advance(venue.nowUs + 3 * SECOND)
    expect(client.of('heartbeats')).toHaveLength(length)
    send(venue, client.connection, subscribe('heartbeats'))
    venue.advance(venue.nowUs + 3 * SECOND)
    expect(client.of('heartbeats').length).toBeGreaterThanOrEqual(length + 3)
  })
})

describe('ticker_batch', () => {
  it('comes every 5 s, without the best quotes', () => {
    const venue = open()
    const client = listen(venue)
    send(venue, client.connection, subscribe('ticker_batch', 'BTC-USD'))
    venue.advance(startUs + 31 * SECOND)
    const [snapshot, ...updates] = client.of('ticker_batch')
    expect([snapshot?.event.type, updates.length]).toEqual(['snapshot', 6])
    for (const [index, { timeUs, event }] of updates.entries()) {
      expect(Object.keys(event.tickers[0]!).join()).toBe(
        'type,product_id,price,volume_24_h,low_24_h,high_24_h,low_52_w,high_52_w,price_percent_chg_24_h',
      )
      if (index > 0) expect(Math.abs(timeUs - updates[index - 1]!.timeUs - 5 * SECOND)).toBeLessThan(3000)
    }
  })
})

describe('candles', () => {
  it('begin with those of an hour and come each second, of five minutes, with all that was traded', () => {
    const venue = open()
    const client = listen(venue)
    client.connection.receive(subscribe('candles', 'BTC-USD'))
    venue.advance(startUs + 701 * SECOND)
    const [snapshot, ...updates] = client.of('candles')
    const starts = snapshot?.event.candles.map(({ start }) => Number(start)) ?? []
    expect(snapshot?.event.type).toBe('snapshot')
    expect(starts).toEqual(Array.from({ length: 12 }, (_, index) => Math.floor(startUs / 3e8) * 300 - 300 * index))
    expect(updates.length).toBeGreaterThanOrEqual(690)
    const turns = Math.floor(venue.nowUs / 3e8) - Math.floor(startUs / 3e8)
    const pairs = updates.filter(({ event }) => event.candles.length > 1)
    expect(pairs.length).toBeLessThanOrEqual(turns)
    expect(pairs.every(({ event }) => event.candles.length === 2)).toBe(true)
    const last = new Map(updates.flatMap(({ event }) => event.candles).map((candle) => [candle['start'], candle]))
    const prints = venue.prints('BTC-USD')
    let compared = 0
    for (const [start, candle] of last) {
      const fromUs = Number(start) * 1e6
      if (fromUs < startUs || fromUs + 3e8 > venue.nowUs) continue
      const within = prints.filter(({ timeUs }) => timeUs >= fromUs && timeUs < fromUs + 3e8)
      const ticks = within.map(({ tick }) => tick)
      const volume = within.reduce((sum, { lots }) => sum + lots, 0)
      expect(Math.round(Number(candle['volume']) * 1e8)).toBe(volume)
      expect([candle['high'], candle['low'], candle['open'], candle['close']].map((price) => Math.round(Number(price) * 100))).toEqual([
        Math.max(...ticks),
        Math.min(...ticks),
        ticks[0],
        ticks.at(-1),
      ])
      compared += 1
    }
    expect(compared).toBeGreaterThanOrEqual(1)
  })
})

describe('status', () => {
  it('tells of all products where none are named, and again each minute', () => {
    const venue = open()
    const [named, all] = [listen(venue, 'named'), listen(venue, 'all')]
    named.connection.receive(subscribe('status', 'ETH-USDC'))
    all.connection.receive(subscribe('status'))
    venue.advance(startUs + 50 * SECOND)
    all.connection.receive(unsubscribe('status', 'BTC-USD'))
    venue.advance(startUs + 90 * SECOND)
    const told = [named, all].map((client) => client.of('status').map(({ event }) => [event.type, ...event.products.map(({ id }) => id)]))
    expect(told).toEqual([
      [
        ['snapshot', 'ETH-USD'],
        ['update', 'ETH-USD'],
      ],
      [
        ['snapshot', 'BTC-USD', 'ETH-USD'],
        ['update', 'ETH-USD'],
      ],
    ])
    expect(all.acks).toEqual([[['status', 'BTC-USD', 'ETH-USD']], [['status', 'ETH-USD']]])
  })
})

describe('the book on the wire', () => {
  it('never goes back in time over snapshots and updates, and is 30 to 60 ms old once it flows', () => {
    const venue = open(false)
    const clients = Array.from({ length: 12 }, (_, index) => listen(venue, `ws${index}`))
    for (const { connection } of clients) {
      connection.receive(subscribe('level2', 'BTC-USD', 'ETH-USD'))
      venue.advance(venue.nowUs + 137_000)
    }
    venue.advance(venue.nowUs + 3 * SECOND)
    for (const client of clients) {
      for (const id of ['BTC-USD', 'ETH-USD']) {
        const frames = client.of('l2_data', id)
        const times = frames.map(({ event }) => microseconds(event.updates[0]!.event_time))
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        for (const [index, { timeUs }] of frames.entries()) {
          const lagUs = timeUs - times[index]!
          expect(lagUs).toBeGreaterThanOrEqual(30_000)
          expect(lagUs).toBeLessThanOrEqual(index < 3 ? 260_000 : 60_000)
        }
      }
    }
  })
})
