import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import type { ProductReport } from './report.ts'
import { MadeUpConnection, micros, tradesAnswer, type WireLevel } from './testing/made-up-frames.ts'

const BOOK: readonly WireLevel[] = [
  ['bid', '100', '2'],
  ['offer', '101', '3'],
]

function reportOf(pipeline: Pipeline, product = 'MADE-USD'): ProductReport {
  return pipeline.report(product, { simulated: false })!
}

/** A pipeline with a synced book and trades up to id 12, and the connection that carries them. */
function trading(): { pipeline: Pipeline; wire: MadeUpConnection } {
  const pipeline = new Pipeline()
  const wire = new MadeUpConnection('ws.1')
  pipeline.push(wire.opened(1))
  pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
  pipeline.push(wire.trades(1.1, 'MADE-USD', 'snapshot', [[11, '101', '1', 'SELL']]))
  pipeline.push(wire.trades(1.2, 'MADE-USD', 'update', [[12, '101', '1', 'SELL']]))
  return { pipeline, wire }
}

/** The same, and ids 13 to 15 missed. */
function missed(): { pipeline: Pipeline; wire: MadeUpConnection } {
  const { pipeline, wire } = trading()
  pipeline.push(wire.trades(1.5, 'MADE-USD', 'update', [[16, '101', '1', 'SELL']]))
  return { pipeline, wire }
}

describe('a connection that closes', () => {
  it('loses its books and its trades at once', () => {
    const { pipeline, wire } = trading()
    expect(pipeline.push(wire.closed(2))).toEqual([])
    const { book, features, signal, quality } = reportOf(pipeline)
    expect(book).toMatchObject({ state: 'resyncing', bestBid: null, reason: 'book resyncing: connection closed' })
    expect(features.cvd).toMatchObject({ value: null, reason: 'connection closed' })
    expect(signal).toMatchObject({ abstained: true, net: null })
    expect(quality).toMatchObject({ sequenceGaps: 0, lateFrames: 0 })
  })

  it('leaves what another connection has taken over', () => {
    const { pipeline, wire } = trading()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(second.level2(1.5, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.closed(2))
    expect(reportOf(pipeline)).toMatchObject({
      book: { state: 'synced', bestBid: 100 },
      features: { cvd: { value: null, reason: 'connection closed' } },
    })
  })

  it('heals under the same name, numbered anew, the book by its snapshot and the trades by theirs', () => {
    const { pipeline, wire } = trading()
    pipeline.push(wire.closed(2))
    pipeline.push(wire.opened(3))
    expect(reportOf(pipeline)).toMatchObject({
      book: { state: 'empty' },
      features: { cvd: { value: null, reason: 'trades lost: connection closed' } },
    })
    pipeline.push(wire.level2(3.1, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.trades(3.2, 'MADE-USD', 'snapshot', [[15, '101', '1', 'SELL']]))
    expect(reportOf(pipeline)).toMatchObject({
      book: { state: 'synced', bestBid: 100 },
      features: { lastPrice: { value: 101 } },
      quality: { sequenceGaps: 0, lateFrames: 0, missingTradeIds: 2, historicTradeIds: 1 },
    })
  })

  it('is taken to be open again when something comes from it all the same', () => {
    const { pipeline, wire } = trading()
    pipeline.push(wire.closed(2))
    pipeline.push(wire.heartbeat(2.1))
    expect(reportOf(pipeline)).toMatchObject({ quality: { lateFrames: 0 }, book: { reason: 'book resyncing: connection closed' } })
    expect(reportOf(pipeline).features.lastPrice.reason).toBe('trades lost: connection closed')
  })

  it('covers nothing until it has healed', () => {
    const { pipeline, wire } = trading()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(wire.heartbeat(2))
    pipeline.push(wire.closed(2))
    pipeline.push(second.heartbeat(11))
    const { coverage } = reportOf(pipeline).quality
    expect(coverage.book).toBeCloseTo(1 / 10, 6)
    expect(coverage.trades).toBeCloseTo(0.9 / 10, 6)
  })

  it('is not missed when nothing of it was ever seen', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(wire.closed(1))
    pipeline.push(wire.closed(1))
    pipeline.push(wire.level2(2, 'MADE-USD', 'snapshot', BOOK))
    expect(reportOf(pipeline).book.state).toBe('synced')
  })
})

describe('a book that the venue no longer lists', () => {
  it('is not believed until its next snapshot', () => {
    const { pipeline, wire } = trading()
    pipeline.push(wire.subscribed(1.3, { level2: ['MADE-USD'] }))
    expect(reportOf(pipeline).book.state).toBe('synced')
    pipeline.push(wire.subscribed(1.4, { market_trades: ['MADE-USD'] }))
    expect(reportOf(pipeline).book).toMatchObject({
      state: 'resyncing',
      bestBid: null,
      reason: 'book resyncing: unsubscribed: MADE-USD is no longer among the subscriptions',
    })
    pipeline.push(wire.level2(1.5, 'MADE-USD', 'snapshot', BOOK))
    expect(reportOf(pipeline).book).toMatchObject({ state: 'synced', reason: null })
  })
})

describe('trades that were asked for', () => {
  it('fill what was missed, and nothing else', () => {
    const { pipeline } = missed()
    expect(reportOf(pipeline).quality.missingTradeIds).toBe(3)
    pipeline.push(
      tradesAnswer(1.4, 'MADE-USD', [
        [12, '101', '9', 'SELL'],
        [13, '101', '2', 'SELL'],
        [15, '100', '1', 'BUY'],
        [16, '101', '9', 'SELL'],
        [17, '101', '9', 'SELL'],
      ]),
    )
    expect(reportOf(pipeline)).toMatchObject({
      totals: { trades: 4, buyVolume: 4, sellVolume: 1, cvd: 3 },
      quality: { missingTradeIds: 1, backfilledTrades: 2, lateTrades: 0, duplicateTrades: 0 },
    })
  })

  it('leave newer ids to the connections', () => {
    const { pipeline, wire } = missed()
    pipeline.push(tradesAnswer(1.6, 'MADE-USD', [[17, '101', '1', 'SELL']]))
    pipeline.push(wire.trades(1.7, 'MADE-USD', 'update', [[17, '101', '1', 'SELL']]))
    expect(reportOf(pipeline)).toMatchObject({ totals: { trades: 3 }, quality: { backfilledTrades: 0, duplicateTrades: 0 } })
  })

  it('count those that a snapshot alone has shown', () => {
    const { pipeline, wire } = trading()
    pipeline.push(wire.closed(2))
    pipeline.push(wire.opened(3))
    pipeline.push(wire.trades(3.1, 'MADE-USD', 'snapshot', [[14, '101', '1', 'SELL']]))
    pipeline.push(tradesAnswer(2.5, 'MADE-USD', [[13, '101', '1', 'SELL']]))
    pipeline.push(tradesAnswer(2.6, 'MADE-USD', [[14, '101', '1', 'SELL']]))
    expect(reportOf(pipeline)).toMatchObject({
      totals: { trades: 3 },
      quality: { missingTradeIds: 0, historicTradeIds: 0, backfilledTrades: 2 },
    })
  })

  it('say nothing of what is received now', () => {
    const { pipeline, wire } = missed()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(wire.closed(2))
    pipeline.push(tradesAnswer(1.4, 'MADE-USD', [[13, '101', '1', 'SELL']]))
    pipeline.push(second.heartbeat(11))
    const { features, quality } = reportOf(pipeline)
    expect(features.cvd.reason).toBe('connection closed')
    expect(quality.coverage.trades).toBeCloseTo(0.4 / 10, 6)
    expect(quality.backfilledTrades).toBe(1)
  })

  it('do not move the clock', () => {
    const { pipeline } = missed()
    pipeline.push(tradesAnswer(900, 'MADE-USD', [[13, '101', '1', 'SELL']]))
    expect(reportOf(pipeline)).toMatchObject({
      timeUs: micros(1.5),
      totals: { trades: 3 },
      features: { tradesPerSecond: { value: 3 / 0.4 } },
    })
  })

  it('make no product of their own', () => {
    const { pipeline } = missed()
    pipeline.push(tradesAnswer(1.6, 'OTHER-USD', [[1, '101', '1', 'SELL']]))
    expect(pipeline.products).toEqual(['MADE-USD'])
  })

  it('are counted when they cannot be read, like any answer that is needed', () => {
    const { pipeline } = missed()
    const rest = (path: string, body: string) => pipeline.push({ kind: 'rest', receivedUs: micros(2), path, body })
    rest('/products/MADE-USD/trades?limit=100', '{"message":"Public rate limit exceeded"}')
    rest('/api/v3/brokerage/market/products/MADE-USD/candles?granularity=ONE_MINUTE', '<html>')
    rest('/api/v3/brokerage/market/products?limit=5', '')
    rest('/api/v3/brokerage/time', 'whatever')
    expect(reportOf(pipeline).quality.unreadableAnswers).toBe(3)
  })
})
