import type { Arrival } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { iso, MadeUpConnection, micros, tradesAnswer, type WireLevel } from './testing/made-up-frames.ts'

const BOOK: readonly WireLevel[] = [
  ['bid', '100', '2'],
  ['offer', '101', '3'],
]

/** A pipeline that tells everything, with a synced book. */
function telling(): { pipeline: Pipeline; wire: MadeUpConnection; told: readonly PipelineEvent[] } {
  const pipeline = new Pipeline({ tell: 'all' })
  const wire = new MadeUpConnection('ws.1')
  pipeline.push(wire.opened(1))
  return { pipeline, wire, told: pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK)) }
}

const state = (of: string, atS: number, reason?: string) => ({
  kind: 'book-state',
  product: 'MADE-USD',
  state: of,
  timeUs: micros(atS),
  ...(reason === undefined ? {} : { reason }),
})

const bought = (id: number, price: number) => ({ id, price, size: 2, aggressor: 'buy', product: 'MADE-USD' })

describe('what a pipeline tells', () => {
  it('is what falls due alone, unless everything is asked for', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1')
    expect(pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))).toEqual([])
    wire.lose(1)
    expect(pipeline.push(wire.trades(2, 'MADE-USD', 'update', [[1, '101', '1', 'SELL']]))).toEqual([])
  })

  it('names the book states as they change, and why a book is not believed', () => {
    const { pipeline, wire, told } = telling()
    expect(told).toEqual([state('synced', 1)])
    expect(pipeline.push(wire.level2(1.1, 'MADE-USD', 'update', [['bid', '100', '1']]))).toEqual([])
    const crossed = { kind: 'fault', connection: 'ws.1', product: 'MADE-USD', fault: { kind: 'crossed-book', product: 'MADE-USD' } }
    expect(pipeline.push(wire.level2(1.2, 'MADE-USD', 'update', [['bid', '101', '1']]))).toEqual([
      { ...crossed, timeUs: micros(1.2) },
      state('suspect', 1.2, 'book suspect: best bid at or above best ask'),
    ])
    expect(pipeline.push(wire.level2(1.3, 'MADE-USD', 'update', [['bid', '101', '0']]))).toEqual([state('synced', 1.3)])
    wire.lose(2)
    const fault = { kind: 'sequence-gap', expected: 4, received: 6 }
    expect(pipeline.push(wire.heartbeat(1.4))).toEqual([
      { kind: 'fault', connection: 'ws.1', fault, timeUs: micros(1.4) },
      state('resyncing', 1.4, 'book resyncing: sequence gap: expected 4, received 6'),
    ])
    expect(pipeline.push(wire.opened(1.5))).toEqual([state('empty', 1.4, 'book empty: no snapshot yet')])
  })

  it('keeps what it has told when the next frame is read', () => {
    const { pipeline, wire } = telling()
    pipeline.push(wire.trades(1.1, 'MADE-USD', 'update', [[1, '100', '1', 'BUY']]))
    const first = pipeline.push(
      wire.trades(1.2, 'MADE-USD', 'update', [
        [2, '101', '2', 'SELL'],
        [3, '102', '2', 'SELL'],
      ]),
    )
    pipeline.push(
      wire.trades(1.3, 'MADE-USD', 'update', [
        [4, '90', '7', 'BUY'],
        [5, '91', '7', 'BUY'],
      ]),
    )
    expect(first).toMatchObject([{ kind: 'trades', product: 'MADE-USD', origin: 'live', trades: [bought(2, 101), bought(3, 102)] }])
  })

  it('is the trades of each product apart, where a frame mixes them', () => {
    const { pipeline, wire } = telling()
    const mixed = [1, 2, 3, 4].map((id) => ({
      product_id: id % 2 === 0 ? 'EVEN-USD' : 'ODD-USD',
      trade_id: String(id),
      price: '1',
      size: '1',
      time: iso(2),
      side: 'BUY',
    }))
    const told = pipeline.push(wire.frame(2, 'market_trades', [{ type: 'update', trades: mixed.toReversed() }]))
    expect(told.filter(({ kind }) => kind === 'trades')).toMatchObject([
      { product: 'ODD-USD', trades: [{ id: 1 }, { id: 3 }] },
      { product: 'EVEN-USD', trades: [{ id: 2 }, { id: 4 }] },
    ])
  })

  it('calls a book stale as of the moment at which its connection had been silent for too long', () => {
    const { pipeline, wire } = telling()
    const other = new MadeUpConnection('ws.2')
    pipeline.push(wire.heartbeat(2))
    expect(pipeline.push(other.heartbeat(7))).toEqual([])
    const stale = { ...state('stale', 7, 'stale: nothing received for 5 s'), timeUs: micros(7) + 1 }
    expect(pipeline.push(other.heartbeat(7.5))).toEqual([stale])
    expect(pipeline.push(other.heartbeat(9))).toEqual([])
    expect(pipeline.push(wire.heartbeat(9.5))).toEqual([state('synced', 9.5)])
  })

  it('tells a silence before the decision that was taken in it, and its end after', () => {
    const { pipeline, wire } = telling()
    pipeline.push(wire.heartbeat(30))
    expect(pipeline.push(wire.heartbeat(61))).toMatchObject([
      { kind: 'book-state', state: 'stale', timeUs: micros(35) + 1 },
      { kind: 'decision', decision: { timeUs: micros(60), abstained: true } },
      { kind: 'book-state', state: 'synced', timeUs: micros(61) },
    ])
  })

  it('tells each trade once, by ascending id, with the side of its taker', () => {
    const { pipeline, wire } = telling()
    expect(pipeline.push(wire.trades(1.1, 'MADE-USD', 'snapshot', [[10, '100', '1', 'BUY']]))).toEqual([])
    const fourteen = wire.trades(1.2, 'MADE-USD', 'update', [
      [13, '101', '2', 'SELL'],
      [14, '100', '1', 'BUY'],
    ])
    const trade = { price: 101, size: 2, timeUs: micros(1.2) }
    expect(pipeline.push(fourteen)).toMatchObject([
      {
        kind: 'trades',
        product: 'MADE-USD',
        origin: 'live',
        trades: [
          { id: 13, aggressor: 'buy', ...trade },
          { id: 14, aggressor: 'sell' },
        ],
      },
    ])
    expect(pipeline.push(fourteen)).toMatchObject([{ kind: 'fault', fault: { kind: 'late-frame' } }])
    expect(pipeline.push(tradesAnswer(2, 'MADE-USD', [[11, '100', '1', 'SELL']]))).toMatchObject([
      { kind: 'trades', origin: 'backfill', trades: [{ id: 11, aggressor: 'buy' }] },
    ])
  })

  it('has no connection for the fault of an answer', () => {
    const { pipeline } = telling()
    const told = pipeline.push({ kind: 'rest', receivedUs: micros(2), path: '/api/v3/brokerage/market/products', body: '<html>' })
    expect(told).toMatchObject([{ kind: 'fault', connection: undefined, fault: { kind: 'unreadable-answer' }, timeUs: micros(1) }])
  })

  it('begins with how the books stand when counting begins', () => {
    const pipeline = new Pipeline({ tell: 'all', countFromUs: micros(3), decideEveryUs: 700_000 })
    const wire = new MadeUpConnection('ws.1')
    const early: readonly Arrival[] = [
      { kind: 'rest', receivedUs: micros(1), path: '/products/MADE-USD/trades', body: '<html>' },
      wire.level2(1, 'MADE-USD', 'snapshot', BOOK),
      wire.trades(2, 'MADE-USD', 'update', [[1, '101', '1', 'SELL']]),
      wire.text(2.5, '{'),
      wire.level2(2.6, 'MADE-USD', 'snapshot', BOOK),
    ]
    for (const arrival of early) expect(pipeline.push(arrival)).toEqual([])
    expect(pipeline.push(wire.heartbeat(3))).toEqual([state('synced', 3)])
    expect(pipeline.report('MADE-USD', { simulated: true })).toMatchObject({ decisions: [], quality: { unreadableAnswers: 0, frames: 1 } })
  })
})
