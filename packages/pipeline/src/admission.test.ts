import { type Arrival, type Frame, readFrame } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { admit, isAdmitted } from './admission.ts'
import { Pipeline } from './pipeline.ts'
import { MadeUpConnection, type WireLevel } from './testing/made-up-frames.ts'

const BOOK: readonly WireLevel[] = [
  ['bid', '100', '2'],
  ['offer', '101', '3'],
]

const wire = new MadeUpConnection('ws.1')
const known = new Map([['A-USD', true]])
const trade = (product_id: string, trade_id: number) => {
  return { product_id, trade_id: String(trade_id), price: '1', size: '1', time: '2026-01-02T00:00:01Z', side: 'BUY' }
}
const ticker = (product_id: string) => ({ product_id, price: '1', best_bid: '1', best_ask: '2' })
const names = ['A-USD', 'B-USD', 'C-USD', 'B-USD', 'D-USD']

const frames = {
  level2: wire.frame(
    1,
    'l2_data',
    names.map((product_id) => ({ type: 'update', product_id, updates: [] })),
  ),
  trades: wire.frame(1, 'market_trades', [{ type: 'update', trades: names.map(trade) }]),
  ticker: wire.frame(1, 'ticker', [{ type: 'update', tickers: names.map(ticker) }]),
  subscriptions: wire.subscribed(1, { level2: names, market_trades: ['C-USD'], heartbeats: ['heartbeats'] }),
}

function read(arrival: Arrival): Frame {
  return readFrame(arrival.kind === 'frame' ? Buffer.from(arrival.frame).toString() : '')
}

/** Every name in a frame, in turn. */
function namesIn(frame: unknown): readonly string[] {
  return [...JSON.stringify(frame).matchAll(/[A-D]-USD/g)].map(([name]) => name)
}

describe('admit(frame, known, most)', () => {
  it.each(Object.entries(frames))('takes new products beyond the most out of a %s frame', (_kind, arrival) => {
    const whole = read(arrival)
    expect(isAdmitted(whole, known, 2)).toBe(false)
    const { frame, refused } = admit(whole, known, 2)
    expect(namesIn(frame)).toEqual(['A-USD', 'B-USD', 'B-USD'])
    expect(refused).toEqual(['C-USD', 'D-USD'])
  })

  it.each(Object.entries(frames))('leaves a %s frame as it is when there is room for all', (_kind, arrival) => {
    const whole = read(arrival)
    for (const most of [4, 1_000]) {
      const { frame, refused } = admit(whole, known, most)
      expect(frame).toBe(whole)
      expect(refused).toEqual([])
    }
  })
})

describe('isAdmitted(frame, known, most)', () => {
  const all = new Map(names.map((name) => [name, true]))

  it.each(Object.entries(frames))('lets a %s frame pass for which there is room', (_kind, arrival) => {
    for (const most of [8, 1_000]) expect(isAdmitted(read(arrival), known, most)).toBe(true)
  })

  it.each(['level2', 'trades', 'ticker'] as const)('lets a %s frame pass that names nothing new, without room', (kind) => {
    expect(isAdmitted(read(frames[kind]), all, 0)).toBe(true)
    all.delete('D-USD')
    expect(isAdmitted(read(frames[kind]), all, 3)).toBe(false)
    all.set('D-USD', true)
  })

  it('says of no frame that it passes from which something would be taken out', () => {
    for (const arrival of Object.values(frames)) {
      for (let most = 0; most < 10; most++) {
        const frame = read(arrival)
        const { refused } = admit(frame, known, most)
        expect(isAdmitted(frame, known, most) && refused.length > 0).toBe(false)
      }
    }
  })
})

describe('a pipeline that follows at most three products', () => {
  const hostile = new MadeUpConnection('ws.1')
  const pipeline = new Pipeline({ maxProducts: 3, tell: 'all' })
  const told = Array.from({ length: 500 }, (_none, at) => [
    ...pipeline.push(hostile.level2(1, `B${at}-USD`, 'snapshot', BOOK)),
    ...pipeline.push(hostile.trades(1, `T${at}-USD`, 'update', [[at, '1', '1', 'BUY']])),
  ]).flat()

  it('follows the first three, and goes on following them', () => {
    expect(pipeline.products).toEqual(['B0-USD', 'T0-USD', 'B1-USD'])
    pipeline.push(hostile.level2(2, 'B1-USD', 'update', [['bid', '100.5', '1']]))
    expect(pipeline.report('B1-USD', { simulated: true })).toMatchObject({ book: { state: 'synced', bestBid: 100.5 } })
  })

  it('counts the others, and tells the first', () => {
    expect(pipeline.report('B0-USD', { simulated: true })!.quality).toMatchObject({ refusedProducts: 997, sequenceGaps: 0 })
    expect(told.filter(({ kind }) => kind === 'fault')).toMatchObject([
      { connection: 'ws.1', product: 'T1-USD', fault: { kind: 'refused-product', product: 'T1-USD', most: 3 } },
    ])
  })

  it('remembers nothing of them', () => {
    const { feeds } = pipeline.checkpoint()
    expect([...feeds.connections.get('ws.1')!.sync.books.keys()]).toEqual(['B0-USD', 'B1-USD'])
    expect(feeds.products).toHaveLength(3)
  })

  it('refuses candles of a fourth', () => {
    const path = '/api/v3/brokerage/market/products/NEW-USD/candles?granularity=ONE_MINUTE'
    pipeline.push({ kind: 'rest', receivedUs: 0, path, body: '{"candles":[]}' })
    expect(pipeline.products).toHaveLength(3)
    expect(pipeline.report('B0-USD', { simulated: true })!.quality.refusedProducts).toBe(998)
  })
})
