import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import { describe, expect, it } from 'vitest'
import { bookHashOf } from '../market/book-hash.ts'
import { bitcoin, ether, powerOfTen } from '../product.ts'
import type { BookWitness, FrameMeta, VenueConnection } from '../venue/client.ts'
import { Venue } from '../venue/venue.ts'
import { type Fault, type FaultKind, faultKinds, type InjectedFault, type Quirk, quirks } from './fault.ts'
import { FaultInjector } from './fault-injector.ts'
import { faultTable, quirkTable } from './fault-table.ts'
import { randomFaults } from './random-faults.ts'

const startUs = 1_790_000_000_000_000
const products = ['BTC-USD', 'ETH-USD']
const channels = ['level2', 'market_trades', 'heartbeats']

interface Entry {
  side: 'bid' | 'offer' | 'BUY' | 'SELL'
  product_id: string
  trade_id: string
  price_level: string
  new_quantity: string
}
interface Event {
  type: string
  product_id: string
  updates?: Entry[]
  trades?: Entry[]
  subscriptions?: Record<string, string[]>
}
interface Frame {
  type?: string
  channel: string
  timestamp: string
  sequence_num: number
  events: Event[]
}
interface Arrived {
  readonly text: string
  readonly atUs: Us
}

/** A client on a virtual link to a venue that fails as planned. */
class Rig {
  readonly injected: InjectedFault[] = []
  readonly sent: { text: string; meta: FrameMeta }[] = []
  readonly arrived: Arrived[] = []
  readonly witnessed: BookWitness[] = []
  readonly injector: FaultInjector
  readonly venue: Venue
  readonly client: VenueConnection

  constructor(
    options: { faults?: readonly Omit<Fault, 'atUs'>[]; atUs?: Us; quirkRate?: number; quirks?: readonly Quirk[]; seed?: number } = {},
  ) {
    const { faults = [], atUs = startUs + 5 * SECOND_US, quirkRate = 0, quirks: some = quirks, seed = 1 } = options
    this.injector = new FaultInjector({
      seed,
      quirkRate,
      quirks: some,
      oversizedBytes: 1_000_000,
      onInjected: (fault) => this.injected.push(fault),
    })
    for (const fault of faults) this.injector.schedule({ ...fault, atUs })
    this.venue = new Venue({
      seed: 1,
      startUs,
      limits: false,
      faults: this.injector.content,
      witness: (state) => this.witnessed.push(state),
    })
    this.client = this.venue.connect('ws1', { onFrame: (text, meta) => this.#onFrame(text, meta), onClose: () => {} })
    for (const channel of channels) this.ask('subscribe', channel)
  }

  ask(type: string, channel: string): void {
    this.client.receive(JSON.stringify({ type, channel, product_ids: products }))
  }

  run(seconds: number): this {
    this.venue.advance(this.venue.nowUs + seconds * SECOND_US)
    return this
  }

  get frames(): Frame[] {
    return this.arrived.map(({ text }) => JSON.parse(text))
  }

  get numbers(): number[] {
    return this.frames.map((frame) => frame.sequence_num)
  }

  trades(product: string): { id: number; side: string; type: string }[] {
    return this.frames
      .filter(({ channel }) => channel === 'market_trades')
      .flatMap(({ events }) => events.flatMap(({ type, trades = [] }) => trades.map((trade) => ({ ...trade, type }))))
      .filter(({ product_id }) => product_id === product)
      .map(({ trade_id, side, type }) => ({ id: Number(trade_id), side, type }))
  }

  #onFrame(text: string, meta: FrameMeta): void {
    this.sent.push({ text, meta })
    for (const delivery of this.injector.onText('ws1', text, meta, this.venue.nowUs)) {
      this.arrived.push({ text: delivery.text, atUs: this.venue.nowUs + delivery.delayUs })
    }
  }
}

function steps(numbers: readonly number[]): number[] {
  return numbers.slice(1).map((number, index) => number - numbers[index]!)
}

function isSortedByTime(arrived: readonly Arrived[]): boolean {
  return arrived.every(({ atUs }, index) => index === 0 || atUs >= arrived[index - 1]!.atUs)
}

describe('FaultInjector', () => {
  it('passes everything on while nothing is planned', () => {
    const { arrived, sent, injected } = new Rig().run(20)
    expect(arrived.map(({ text }) => text)).toStrictEqual(sent.map(({ text }) => text))
    expect(arrived.length).toBeGreaterThan(300)
    expect(injected).toStrictEqual([])
  })

  it('loses one frame: drop', () => {
    const { arrived, sent, injected, numbers } = new Rig({ faults: [{ kind: 'drop' }] }).run(20)
    expect(arrived).toHaveLength(sent.length - 1)
    expect(steps(numbers).filter((step) => step !== 1)).toStrictEqual([2])
    expect(numbers).not.toContain(injected[0]!.sequence)
    expect(injected).toMatchObject([{ id: 1, kind: 'drop', connection: 'ws1' }])
  })

  it('waits for a frame of the product it is meant for', () => {
    const { injected, sent } = new Rig({ faults: [{ kind: 'drop', product: 'ETH-USD' }] }).run(20)
    expect(injected[0]!.products).toStrictEqual(['ETH-USD'])
    expect(injected[0]!.bitUs).toBeGreaterThanOrEqual(injected[0]!.atUs)
    expect(sent.find(({ meta }) => meta.sequence === injected[0]!.sequence)!.meta.products).toStrictEqual(['ETH-USD'])
  })

  it('waits for the connection it is meant for', () => {
    const rig = new Rig({ faults: [{ kind: 'drop', connection: 'ws2' }] }).run(20)
    expect(rig.injected).toStrictEqual([])
    expect(rig.injector.waiting).toBe(1)
  })

  it.each([1, 2, 3, 4, 5, 6])('sends one frame twice, the second time in its place or later: duplicate (seed %d)', (seed) => {
    const { arrived, sent, injected, numbers } = new Rig({ faults: [{ kind: 'duplicate' }], seed }).run(20)
    expect(arrived).toHaveLength(sent.length + 1)
    const { sequence } = injected[0]!
    expect(numbers.filter((number) => number === sequence)).toHaveLength(2)
    const once = numbers.filter((number, index) => number !== sequence || numbers.indexOf(number) === index)
    expect(new Set(steps(once))).toStrictEqual(new Set([1]))
  })

  it.each([1, 2, 3, 4, 5, 6])('sends one frame behind up to four that follow it: reorder (seed %d)', (seed) => {
    const { arrived, sent, injected, numbers } = new Rig({ faults: [{ kind: 'reorder' }], seed }).run(20)
    expect(arrived).toHaveLength(sent.length)
    expect(numbers.toSorted((a, b) => a - b)).toStrictEqual(sent.map(({ meta }) => meta.sequence))
    const moved = numbers.indexOf(injected[0]!.sequence!) - injected[0]!.sequence!
    expect(moved).toBeGreaterThanOrEqual(1)
    expect(moved).toBeLessThanOrEqual(4)
  })

  it.each<FaultKind>(['truncate', 'corrupt'])('damages one frame: %s', (kind) => {
    const { arrived, sent, injected } = new Rig({ faults: [{ kind }] }).run(20)
    const changed = arrived.filter(({ text }, index) => text !== sent[index]!.text)
    expect(changed).toHaveLength(1)
    expect(arrived.indexOf(changed[0]!)).toBe(injected[0]!.sequence)
  })

  it('leaps ahead in its numbers and stays ahead, and knows by how much: sequence-jump', () => {
    const rig = new Rig({ faults: [{ kind: 'sequence-jump' }, { kind: 'sequence-jump' }] }).run(20)
    const leaps = steps(rig.numbers).filter((step) => step !== 1)
    expect(leaps).toHaveLength(2)
    for (const leap of leaps) expect(leap).toBeGreaterThan(1)
    expect(rig.numbers.map((number) => rig.injector.venueSequence('ws1', number))).toStrictEqual(rig.sent.map(({ meta }) => meta.sequence))
  })

  it('sends an error that has no number: error-frame', () => {
    const { frames, numbers } = new Rig({ faults: [{ kind: 'error-frame' }] }).run(20)
    expect(frames.filter(({ type }) => type === 'error')).toHaveLength(1)
    expect(new Set(steps(numbers.filter((number) => number !== undefined)))).toStrictEqual(new Set([1]))
  })

  it('pads a snapshot of a book, otherwise right: oversized-snapshot', () => {
    const { arrived, sent } = new Rig({ faults: [{ kind: 'oversized-snapshot' }], atUs: startUs }).run(3)
    const index = arrived.findIndex(({ text }) => text.length > 1_000_000)
    const { filler, ...frame } = JSON.parse(arrived[index]!.text)
    expect(filler).toHaveLength(1_000_000)
    expect(frame).toStrictEqual(JSON.parse(sent[index]!.text))
    expect(frame.events[0].type).toBe('snapshot')
  })

  it('leaves trades out though its numbers are whole: missing-trades', () => {
    const { numbers, injected, venue, ...rig } = run({ faults: [{ kind: 'missing-trades', product: 'BTC-USD' }] })
    expect(new Set(steps(numbers))).toStrictEqual(new Set([1]))
    expect(injected).toHaveLength(1)
    const ids = rig.trades.map(({ id }) => id).toSorted((a, b) => a - b)
    const lost = venue.prints('BTC-USD').filter(({ id }) => id > ids[0]! && id < ids.at(-1)! && !ids.includes(id))
    expect(lost.length).toBeGreaterThan(0)
  })

  it('sends new trades as a snapshot: mid-trade-snapshot', () => {
    const { trades } = run({ faults: [{ kind: 'mid-trade-snapshot', product: 'BTC-USD' }] })
    const late = trades.slice(100).filter(({ type }) => type === 'snapshot')
    expect(late.length).toBeGreaterThan(0)
    for (const { id } of late) expect(trades.filter((trade) => trade.id === id)).toHaveLength(1)
  })

  it('repeats old trades: stale-trades', () => {
    const { trades, numbers } = run({ faults: [{ kind: 'stale-trades', product: 'BTC-USD' }] })
    expect(new Set(trades.map(({ id }) => id)).size).toBeLessThan(trades.length)
    expect(new Set(steps(numbers))).toStrictEqual(new Set([1]))
  })

  it('tells the side of the taker for a while: flipped-sides', () => {
    const { trades, venue, injected } = run({ faults: [{ kind: 'flipped-sides', product: 'BTC-USD', durationUs: 6 * SECOND_US }] })
    const truth = new Map(venue.prints('BTC-USD').map((print) => [print.id, print]))
    const flipped = trades.filter(({ id, side }) => (side === 'BUY') === (truth.get(id)!.aggressor === 'buy'))
    expect(flipped.length).toBeGreaterThan(5)
    expect(flipped.length).toBeLessThan(trades.length - 100)
    const [{ bitUs }] = injected as [InjectedFault]
    for (const { id } of flipped) expect(truth.get(id)!.timeUs).toBeLessThanOrEqual(bitUs + 6 * SECOND_US)
  })

  it('never sends the snapshot of a book, but its updates: no-snapshot', () => {
    const { frames, numbers } = run({ faults: [{ kind: 'no-snapshot', product: 'ETH-USD' }], atUs: startUs })
    const book = frames.flatMap(({ events }) =>
      events.filter(({ product_id, updates }) => product_id === 'ETH-USD' && updates !== undefined),
    )
    expect(book.length).toBeGreaterThan(50)
    expect(book.filter(({ type }) => type === 'snapshot')).toStrictEqual([])
    expect(new Set(steps(numbers))).toStrictEqual(new Set([1]))
  })

  it('leaves a product out of every acknowledgement for a while: partial-ack', () => {
    const rig = new Rig({ faults: [{ kind: 'partial-ack', product: 'ETH-USD' }], atUs: startUs }).run(8)
    rig.ask('subscribe', 'heartbeats')
    rig.run(1)
    const acks = rig.frames.flatMap(({ events }) =>
      events.flatMap(({ subscriptions }) => (subscriptions === undefined ? [] : [subscriptions])),
    )
    expect(acks.slice(0, 3).map((ack) => ack['level2'])).toStrictEqual([['BTC-USD'], ['BTC-USD'], ['BTC-USD']])
    expect(acks.at(-1)!['level2']).toStrictEqual(products)
  })

  it('does not beat for a while: missing-heartbeats', () => {
    const { frames } = run({ faults: [{ kind: 'missing-heartbeats', durationUs: 4 * SECOND_US }] })
    const beats = frames.filter(({ channel }) => channel === 'heartbeats').map(({ timestamp }) => Date.parse(timestamp))
    expect(Math.max(...steps(beats))).toBeGreaterThan(4500)
    expect(beats.length).toBeGreaterThan(10)
  })

  it('lets nothing through for a while, then all in order: stall', () => {
    const rig = new Rig({ faults: [{ kind: 'stall', durationUs: 3 * SECOND_US }] }).run(6)
    const { bitUs } = rig.injected[0]!
    expect(rig.injector.linkState('ws1', bitUs)).toBe('stalled')
    rig.run(14)
    expect(rig.injector.linkState('ws1', rig.venue.nowUs)).toBe('up')
    expect(rig.arrived.filter(({ atUs }) => atUs >= bitUs && atUs < bitUs + 3 * SECOND_US)).toStrictEqual([])
    expect(rig.arrived).toHaveLength(rig.sent.length)
    expect(isSortedByTime(rig.arrived)).toBe(true)
  })

  it('drips for a while, each frame after the one before it: slow-drip', () => {
    const { arrived, sent, injected } = new Rig({ faults: [{ kind: 'slow-drip', durationUs: 3 * SECOND_US }] }).run(20)
    const { bitUs } = injected[0]!
    const slow = arrived.filter(({ atUs }) => atUs > bitUs && atUs <= bitUs + 3 * SECOND_US)
    expect(slow.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(10_000)
    expect(arrived).toHaveLength(sent.length)
    expect(isSortedByTime(arrived)).toBe(true)
    expect(arrived.some(({ atUs }, index) => atUs > sent[index]!.meta.leftUs + SECOND_US)).toBe(true)
  })

  it('lets nothing through any more until the connection is dialled anew: half-open', () => {
    const rig = new Rig({ faults: [{ kind: 'half-open' }] }).run(20)
    expect(rig.arrived.every(({ atUs }) => atUs < rig.injected[0]!.bitUs)).toBe(true)
    expect(rig.injector.linkState('ws1', rig.venue.nowUs)).toBe('dead')
    expect(rig.injector.dial('ws1', rig.venue.nowUs)).toBeUndefined()
    expect(rig.injector.linkState('ws1', rig.venue.nowUs)).toBe('up')
  })

  it('closes an open connection, once: abrupt-close, clean-close', () => {
    const rig = new Rig({ faults: [{ kind: 'abrupt-close', product: 'BTC-USD' }] })
    expect(rig.injector.closures(startUs + MINUTE_US)).toStrictEqual([])
    rig.run(6)
    expect(rig.injector.closures(rig.venue.nowUs)).toStrictEqual([{ connection: 'ws1', how: 'abrupt', code: 1006, reason: '' }])
    expect(rig.injector.closures(rig.venue.nowUs)).toStrictEqual([])
    const before = rig.arrived.length
    expect(rig.run(2).arrived).toHaveLength(before)
    const clean = new Rig({ faults: [{ kind: 'clean-close' }] }).run(6)
    expect(clean.injector.closures(clean.venue.nowUs)).toMatchObject([{ connection: 'ws1', how: 'clean' }])
  })

  it('has no fault left for somebody who dials half a minute later', () => {
    const injector = new FaultInjector({ seed: 1 })
    injector.schedule({ kind: 'refuse', atUs: startUs })
    expect(injector.dial('ws1', startUs + 30 * SECOND_US + 1)).toBeUndefined()
    expect(injector.waiting).toBe(0)
    injector.schedule({ kind: 'refuse', atUs: startUs })
    expect(injector.dial('ws1', startUs + 30 * SECOND_US)).toBe('refuse')
  })

  it.each(['refuse', 'dns', 'tls', 'http-503-upgrade'] as const)('fails whoever dials, for a while: %s', (kind) => {
    const injector = new FaultInjector({ seed: 1 })
    injector.schedule({ kind, atUs: startUs, durationUs: SECOND_US })
    expect(injector.dial('ws1', startUs - 1)).toBeUndefined()
    expect(injector.dial('ws1', startUs)).toBe(kind)
    expect(injector.dial('ws2', startUs + SECOND_US - 1)).toBe(kind)
    expect(injector.dial('ws1', startUs + SECOND_US)).toBeUndefined()
  })

  it('spoils answers: rest-429, rest-5xx, rest-garbage, rest-timeout', () => {
    const answer = { status: 200, headers: {}, body: '[{"trade_id":1}]' }
    const spoilt = (kind: FaultKind, seed: number): unknown => {
      const injector = new FaultInjector({ seed })
      injector.schedule({ kind, atUs: startUs, product: 'BTC-USD' })
      expect(injector.rest('/products/ETH-USD/trades', answer, startUs)).toBe(answer)
      return injector.rest('/products/BTC-USD/trades', answer, startUs)
    }
    expect(spoilt('rest-429', 1)).toMatchObject({ status: 429, body: '{"message":"Public rate limit exceeded"}' })
    expect(spoilt('rest-timeout', 1)).toBe('timeout')
    for (let seed = 0; seed < 20; seed++) {
      const failed = spoilt('rest-5xx', seed) as typeof answer
      expect(failed.status).toBeGreaterThanOrEqual(500)
      const garbage = spoilt('rest-garbage', seed) as typeof answer
      expect(garbage.status).toBe(200)
      expect(() => JSON.parse(garbage.body)).toThrow(SyntaxError)
    }
  })

  it('fails the same way for the same seed, and another way for another', () => {
    expect(story(1)).toBe(story(1))
    expect(story(2)).not.toBe(story(1))
  })

  it('lets every kind bite sooner or later, on a client that subscribes anew and reconnects', () => {
    const injected = new Map<FaultKind, number>()
    const injector = new FaultInjector({
      seed: 3,
      oversizedBytes: 1000,
      onInjected: ({ kind }) => injected.set(kind, (injected.get(kind) ?? 0) + 1),
    })
    const untilUs = startUs + 4 * MINUTE_US
    for (const fault of randomFaults({ seed: 5, fromUs: startUs, untilUs, perMinute: 60, products: ['BTC-USD'] })) injector.schedule(fault)
    const venue = new Venue({ seed: 1, startUs, limits: false, faults: injector.content })
    let open: VenueConnection | undefined
    const leave = (name: string): void => {
      open?.leave()
      open = undefined
      injector.forget(name)
    }
    for (let round = 1; venue.nowUs < untilUs; round++) {
      const name = open?.name ?? `ws${round}`
      if (open === undefined && injector.dial(name, venue.nowUs) === undefined) {
        open = venue.connect(name, {
          onFrame: (text, meta) => void injector.onText(name, text, meta, venue.nowUs),
          onClose: () => leave(name),
        })
      }
      for (const type of ['unsubscribe', 'subscribe']) {
        for (const channel of channels) open?.receive(JSON.stringify({ type, channel, product_ids: products }))
      }
      venue.advance(venue.nowUs + SECOND_US)
      if (injector.closures(venue.nowUs).length > 0 || injector.linkState(name, venue.nowUs) === 'dead') leave(name)
      injector.rest('/products/BTC-USD/trades', { status: 200, headers: {}, body: '[]' }, venue.nowUs)
    }
    expect([...injected.keys()].toSorted()).toStrictEqual([...faultKinds].toSorted())
    expect(Object.fromEntries(injected)).toStrictEqual(Object.fromEntries(injector.injected))
    expect(injector.waiting).toBeLessThan(30)
  })

  it('has a note on every kind and every quirk', () => {
    expect(Object.keys(faultTable).toSorted()).toStrictEqual([...faultKinds].toSorted())
    expect(Object.keys(quirkTable).toSorted()).toStrictEqual([...quirks].toSorted())
  })
})

/** All that arrives and all that goes wrong, under random faults. */
function story(seed: number): string {
  const rig = new Rig({ quirkRate: 0.2, seed })
  const faults = randomFaults({ seed: 4, fromUs: startUs, untilUs: startUs + MINUTE_US, perMinute: 30, products })
  for (const fault of faults) rig.injector.schedule(fault)
  return JSON.stringify([rig.run(30).arrived, rig.injected])
}

/** What arrives in twenty seconds at a client. */
function run(options: ConstructorParameters<typeof Rig>[0]): {
  frames: Frame[]
  numbers: number[]
  injected: InjectedFault[]
  venue: Venue
  trades: ReturnType<Rig['trades']>
} {
  const rig = new Rig(options).run(20)
  return { frames: rig.frames, numbers: rig.numbers, injected: rig.injected, venue: rig.venue, trades: rig.trades('BTC-USD') }
}

describe('quirks', () => {
  it.each(quirks)('are seen, and leave the book of every frame true: %s', (quirk) => {
    // A clock goes wrong far less often than a frame is odd.
    const [quirkRate, seconds] = quirk === 'clock-skew' ? [1, 60] : [0.5, 12]
    const rig = new Rig({ quirkRate, quirks: [quirk] }).run(seconds)
    const healthy = new Rig().run(seconds)
    expect(rig.arrived.map(({ text }) => text)).not.toStrictEqual(healthy.arrived.map(({ text }) => text))
    expect(new Set(steps(rig.numbers))).toStrictEqual(new Set([1]))
    expect(readBooks(rig.frames)).toStrictEqual(truthOf(rig.witnessed))
  })

  it('lose no trade and invent none', () => {
    const rig = new Rig({ quirkRate: 0.5 }).run(20)
    const ids = new Set(rig.trades('BTC-USD').map(({ id }) => id))
    const first = Math.min(...ids)
    const last = Math.max(...ids)
    expect([...ids].toSorted((a, b) => a - b)).toStrictEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index))
    expect(last).toBeGreaterThan(first + 120)
  })
})

function truthOf(witnessed: readonly BookWitness[]): Record<string, number> {
  return Object.fromEntries(witnessed.map(({ product, sequence, bookHash }) => [`${product} ${sequence}`, bookHash]))
}

/** The hash of every book after every frame of it, by a reader that shares nothing with the encoder. */
function readBooks(frames: readonly Frame[]): Record<string, number> {
  const books = new Map<string, Map<string, { side: 'bid' | 'ask'; tick: number; lots: number }>>()
  const hashes: Record<string, number> = {}
  for (const { channel, sequence_num, events } of frames) {
    if (channel !== 'l2_data') continue
    for (const { type, product_id, updates = [] } of events) {
      const spec = product_id === 'BTC-USD' ? bitcoin : ether
      const book = type === 'snapshot' ? new Map() : books.get(product_id)!
      books.set(product_id, book)
      for (const { side, price_level, new_quantity } of updates) {
        const tick = Math.round(Number(price_level) * powerOfTen(spec.tickPlaces))
        const lots = Math.round(Number(new_quantity) * powerOfTen(spec.lotPlaces))
        if (lots === 0) book.delete(`${side} ${tick}`)
        else book.set(`${side} ${tick}`, { side: side === 'bid' ? 'bid' : 'ask', tick, lots })
      }
      hashes[`${product_id} ${sequence_num}`] = bookHashOf(book.values())
    }
  }
  return hashes
}
