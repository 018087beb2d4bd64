import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bitcoin, ether } from './product.ts'
import { simulate } from './simulate.ts'
import { createSimulation } from './simulation.ts'
import { microseconds, units, WireBook, type WireEvent } from './testing/wire-reader.ts'
import type { BookWitness } from './venue/client.ts'

const startUs = 1_790_000_000_000_000
const durationUs = 40_000_000

interface Frame {
  readonly receivedUs: number
  readonly text: string
  readonly channel: string
  readonly sequence: number
  readonly timeUs: number
  readonly event: WireEvent
}

/** The best quotes of a reader at a time, as decimals. */
interface ReadQuote {
  readonly timeUs: number
  readonly bid: number
  readonly ask: number
}

const truths = new Map<number, BookWitness>()
const simulation = createSimulation({
  seed: 42,
  startUs,
  durationUs,
  witness: (state) => truths.set(state.sequence, state),
})
const arrivals = [...simulation.arrivals]
const frames = arrivals.flatMap((arrival): Frame[] => {
  if (arrival.kind !== 'frame') return []
  const text = Buffer.from(arrival.frame).toString()
  const { channel, timestamp, sequence_num: sequence, events } = JSON.parse(text)
  return [{ receivedUs: arrival.receivedUs, text, channel, sequence, timeUs: microseconds(timestamp), event: events[0] }]
})

function framesOf(channel: string, product?: string): Frame[] {
  const productOf = ({ event }: Frame): string | undefined =>
    event.product_id ?? event.trades?.[0]?.product_id ?? event.tickers?.[0]?.['product_id'] ?? event.candles?.[0]?.['product_id']
  return frames.filter((frame) => frame.channel === channel && (product === undefined || productOf(frame) === product))
}

describe('createSimulation(options)', () => {
  it('gives the same bytes for the same options', () => {
    const digest = createHash('sha256')
    for (const arrival of arrivals.slice(0, 500)) {
      const text = arrival.kind === 'frame' ? { ...arrival, frame: Buffer.from(arrival.frame).toString() } : arrival
      digest.update(`${JSON.stringify(text)}\n`)
    }
    // The digest that this very expression gave, the same under Node 20 and Node 24. It changes when the market or its wire is changed.
    expect(digest.digest('hex')).toBe('f3e36baa9ad309f5f38c1960a38dc7ed8f38dd13ede4dfa82352ac57d9770e43')
  })

  it('gives other bytes for another seed', () => {
    const [first] = simulate({ seed: 43, startUs, durationUs: 50_000 })
    expect(first).not.toEqual(arrivals[0])
  })

  it('ends when its time is over', () => {
    expect(arrivals.at(-1)?.receivedUs).toBeLessThanOrEqual(startUs + durationUs)
    expect(arrivals.at(-1)?.receivedUs).toBeGreaterThan(startUs + durationUs - 200_000)
  })

  it('begins with the products, a day of candles for each, and an open connection', () => {
    const beginning = arrivals.slice(0, 12).map((arrival) => (arrival.kind === 'rest' ? arrival.path.replace(/\?.*/, '') : arrival.kind))
    const market = '/api/v3/brokerage/market/products'
    const candles = (id: string): string[] => Array.from({ length: 5 }, () => `${market}/${id}/candles`)
    expect(beginning).toEqual([market, ...candles('BTC-USD'), ...candles('ETH-USD'), 'opened'])
    expect(arrivals.slice(12).every(({ kind }) => kind === 'frame')).toBe(true)
  })

  it('simulates the products it is given', () => {
    const solana = { ...ether, id: 'SOL-USD', base: 'SOL', aliases: [], startTick: 21_000, levels: 50 }
    const alone = [...simulate({ seed: 1, startUs, durationUs: 5_000_000, products: [solana] })]
    expect(alone.filter(({ kind }) => kind === 'rest')).toHaveLength(6)
    expect(alone.some((arrival) => arrival.kind === 'frame' && Buffer.from(arrival.frame).includes('"product_id":"SOL-USD"'))).toBe(true)
  })

  it('is not changed in one product by the presence of another', () => {
    const alone = createSimulation({ seed: 42, startUs, durationUs, products: [bitcoin] })
    expect([...alone.arrivals].length).toBeGreaterThan(500)
    const both = simulation.markets[0]?.recent ?? []
    const shared = alone.markets[0]?.recent.filter(({ id }) => both.some((print) => print.id === id)) ?? []
    expect(shared.length).toBeGreaterThan(50)
    expect(both).toEqual(expect.arrayContaining(shared))
  })

  it.each([
    [{ seed: 0.5 }, 'seed must be an integer, was 0.5'],
    [{ startUs: -1 }, 'startUs must be a time in microseconds, was -1'],
    [{ durationUs: 0 }, 'durationUs must be above zero, was 0'],
  ])('refuses %o', (change, message) => {
    expect(() => createSimulation({ seed: 1, startUs, durationUs, ...change })).toThrow(message)
  })
})

describe('the connection of a simulation', () => {
  it('numbers its frames from 0 over all channels', () => {
    expect(frames.map(({ sequence }) => sequence)).toEqual(frames.map((_, index) => index))
  })

  it('stamps every frame later than the one before, and delivers it 15 ms later or more', () => {
    for (const [index, { timeUs, receivedUs }] of frames.entries()) {
      const before = frames[index - 1]
      expect(timeUs).toBeGreaterThan(before?.timeUs ?? 0)
      expect(receivedUs).toBeGreaterThanOrEqual(Math.max(before?.receivedUs ?? 0, timeUs + 15_000))
    }
  })

  it('sends data first and acknowledges it then, each time with all that is subscribed', () => {
    const acks = framesOf('subscriptions')
    expect(acks.map(({ event }) => Object.keys(event.subscriptions))).toEqual([
      ['level2'],
      ['level2', 'market_trades'],
      ['level2', 'market_trades', 'ticker'],
      ['candles', 'level2', 'market_trades', 'ticker'],
      ['candles', 'heartbeats', 'level2', 'market_trades', 'ticker'],
    ])
    expect(acks[0]?.event).toEqual({ subscriptions: { level2: ['BTC-USD', 'ETH-USD'] } })
    for (const [index, channel] of ['l2_data', 'market_trades', 'ticker', 'candles'].entries()) {
      const snapshots = framesOf(channel).filter(({ event }) => event.type === 'snapshot')
      expect(snapshots).toHaveLength(2)
      for (const { sequence } of snapshots) expect(sequence).toBeLessThan(acks[index]?.sequence ?? 0)
    }
  })

  it('begins every channel of a product with its snapshot', () => {
    for (const channel of ['l2_data', 'market_trades', 'ticker', 'candles']) {
      for (const product of ['BTC-USD', 'ETH-USD']) {
        const [first, ...others] = framesOf(channel, product)
        expect(first?.event.type).toBe('snapshot')
        expect(others.every(({ event }) => event.type === 'update')).toBe(true)
        expect(others.length).toBeGreaterThan(20)
      }
    }
  })

  it('writes numbers as trimmed decimals', () => {
    const numbers = frames.flatMap(({ text }) => text.match(/"(price|price_level|size|new_quantity|best_\w+|volume_24_h)":"[^"]*"/g) ?? [])
    expect(numbers.length).toBeGreaterThan(2000)
    expect(numbers.filter((number) => !/:"(0|[1-9]\d*)(\.\d*[1-9])?"$/.test(number) || /:"0?\.0*"/.test(number))).toEqual([])
  })

  it('beats once a second, with a counter that goes up by one', () => {
    const beats = framesOf('heartbeats')
    expect(beats.length).toBeGreaterThan(36)
    for (const [index, { event, timeUs }] of beats.entries()) {
      expect(event.current_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,9})? \+0000 UTC m=\+\d+\.\d{9}$/)
      expect(event.current_time).toContain(` m=+${event.heartbeat_counter}.`)
      const before = beats[index - 1]
      if (before === undefined) continue
      expect(event.heartbeat_counter).toBe(before.event.heartbeat_counter + 1)
      expect(Math.abs(timeUs - before.timeUs - 1_000_000)).toBeLessThan(3000)
    }
  })
})

describe.each([bitcoin, ether])('the book of $id on the wire', (spec) => {
  const batches = framesOf('l2_data', spec.id)
  const quotes: ReadQuote[] = []

  it('is after every batch the book of the market, and never crossed', () => {
    const book = new WireBook(spec)
    for (const { event, sequence } of batches) {
      book.apply(event)
      expect(book.hash).toBe(truths.get(sequence)?.bookHash)
      const { bid, ask } = book.touch
      expect(bid).toBeLessThan(ask)
      quotes.push({ timeUs: microseconds(event.updates[0]?.event_time ?? ''), bid: bid / 100, ask: ask / 100 })
    }
  })

  it('comes with bids downward, then offers upward, all of one time', () => {
    for (const { event } of batches) {
      const { updates } = event
      const ranks = updates.map(({ side, price_level }) => (side === 'bid' ? -Number(price_level) : Number(price_level)))
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      expect(new Set(updates.map(({ event_time }) => event_time)).size).toBe(1)
      expect(updates.map((update) => Object.keys(update).join())).toEqual(updates.map(() => 'side,event_time,price_level,new_quantity'))
    }
  })

  it('comes 30 to 60 ms after its time, at most every 50 ms, and its times never go back', () => {
    for (const [index, { timeUs, event }] of batches.entries()) {
      const eventUs = microseconds(event.updates[0]?.event_time ?? '')
      expect(timeUs - eventUs).toBeGreaterThanOrEqual(30_000)
      const before = batches[index - 1]
      if (before === undefined || before.event.type === 'snapshot') continue
      expect(timeUs - eventUs).toBeLessThanOrEqual(60_000)
      expect(timeUs - before.timeUs).toBeGreaterThanOrEqual(46_000)
      expect(eventUs).toBeGreaterThanOrEqual(microseconds(before.event.updates[0]?.event_time ?? ''))
    }
  })

  it('is met by takers where it stands: nine first prints in ten lie on the far side of the mid just before', () => {
    const trades = framesOf('market_trades', spec.id)
      .filter(({ event }) => event.type === 'update')
      .flatMap(({ event }) => event.trades.toReversed())
    const firsts = trades.filter(({ time }, index) => time !== trades[index - 1]?.time)
    const agree = firsts.filter(({ time, price, side }) => {
      const quote = quotes.findLast(({ timeUs }) => timeUs < microseconds(time))
      const mid = quote === undefined ? NaN : (quote.bid + quote.ask) / 2
      return side === 'SELL' ? Number(price) > mid : Number(price) < mid
    })
    expect(firsts.length).toBeGreaterThan(30)
    expect(agree.length / firsts.length).toBeGreaterThan(0.9)
  })
})

describe.each([bitcoin, ether])('the prints of $id on the wire', (spec) => {
  const batches = framesOf('market_trades', spec.id)
  const inOrder = batches.flatMap(({ event }) => event.trades.toReversed())

  it('begin with the last hundred, and go on without a gap', () => {
    expect(batches[0]?.event.trades).toHaveLength(100)
    const first = Number(inOrder[0]?.trade_id)
    expect(inOrder.map(({ trade_id }) => Number(trade_id))).toEqual(inOrder.map((_, index) => first + index))
  })

  it('come newest first, within 250 ms', () => {
    for (const { event, timeUs } of batches.slice(1)) {
      const times = event.trades.map(({ time }) => microseconds(time))
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      expect(timeUs - (times.at(-1) ?? 0)).toBeLessThanOrEqual(250_000)
      expect(timeUs - (times[0] ?? 0)).toBeGreaterThanOrEqual(37_000)
    }
  })

  it('carry the keys of the venue in their order', () => {
    const keys = inOrder.map((trade) => Object.keys(trade).join())
    expect(new Set(keys)).toEqual(new Set(['product_id,trade_id,price,size,time,side']))
  })

  it('are what the ticker tells of: their price, beside the best quotes of the book that a reader has by then', () => {
    const book = new WireBook(spec)
    const prices = new Set(inOrder.map(({ price }) => price))
    let compared = 0
    for (const { channel, event } of frames) {
      if (channel === 'l2_data' && event.product_id === spec.id) book.apply(event)
      const ticker = channel === 'ticker' && event.type === 'update' ? event.tickers[0] : undefined
      if (ticker?.['product_id'] !== spec.id) continue
      const { bid, ask } = book.touch
      const told = ['best_bid', 'best_ask'].map((key) => units(ticker[key] ?? '', 2))
      const toldLots = ['best_bid_quantity', 'best_ask_quantity'].map((key) => units(ticker[key] ?? '', 8))
      expect([told, toldLots]).toEqual([
        [bid, ask],
        [book.lotsAt('bid', bid), book.lotsAt('offer', ask)],
      ])
      expect(prices.has(ticker['price'] ?? '')).toBe(true)
      compared += 1
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('add to the volume of the day that the ticker tells', () => {
    const volumes = framesOf('ticker', spec.id).map(({ event }) => Math.round(Number(event.tickers[0]?.['volume_24_h']) * 1e8))
    const lots = inOrder.slice(100).reduce((sum, { size }) => sum + Math.round(Number(size) * 1e8), 0)
    const steps = volumes.slice(1).map((volume, index) => volume - volumes[index]!)
    expect(steps.filter((step) => step > 0).length).toBeGreaterThan(20)
    expect(Math.max(...steps)).toBeLessThanOrEqual(lots)
  })
})
