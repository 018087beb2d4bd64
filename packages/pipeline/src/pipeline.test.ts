import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import type { ProductReport } from './report.ts'
import { iso, MadeUpConnection, micros, type WireLevel } from './testing/made-up-frames.ts'

const BOOK: readonly WireLevel[] = [
  ['bid', '100', '2'],
  ['bid', '99', '5'],
  ['offer', '101', '3'],
  ['offer', '102', '7'],
]

function reportOf(pipeline: Pipeline, product = 'MADE-USD'): ProductReport {
  return pipeline.report(product, { simulated: false })!
}

/** A pipeline with a synced book, and the connection that feeds it. */
function synced(): { pipeline: Pipeline; wire: MadeUpConnection } {
  const pipeline = new Pipeline()
  const wire = new MadeUpConnection('ws.1')
  pipeline.push(wire.opened(1))
  pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
  return { pipeline, wire }
}

describe('Pipeline: the book', () => {
  it('reports plain numbers of a synced book', () => {
    const { pipeline } = synced()
    expect(reportOf(pipeline).book).toEqual({
      state: 'synced',
      bidLevels: 2,
      askLevels: 2,
      bestBid: 100,
      bestBidSize: 2,
      bestAsk: 101,
      bestAskSize: 3,
      mid: 100.5,
      spreadBps: expect.closeTo(99.50248756, 6),
      microprice: 100.4,
      queueImbalance: -0.2,
      imbalance10: (7 - 10) / 17,
      reason: null,
    })
  })

  it('counts messages, entries and flow over the recording', () => {
    const { pipeline, wire } = synced()
    pipeline.push(
      wire.level2(1.05, 'MADE-USD', 'update', [
        ['bid', '100', '5'],
        ['bid', '98', '1'],
      ]),
    )
    pipeline.push(wire.level2(1.1, 'MADE-USD', 'update', [['bid', '97', '1']]))
    expect(reportOf(pipeline).totals).toMatchObject({ bookMessages: 3, levelUpdates: 7, ofi: 3, ofiEvents: 1, trades: null, cvd: null })
  })

  it('takes a lost frame out on every book of the connection, until its next snapshot', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.level2(1, 'OTHER-USD', 'snapshot', BOOK))
    wire.lose(2)
    pipeline.push(wire.level2(1.1, 'MADE-USD', 'update', [['bid', '100', '9']]))
    for (const product of ['MADE-USD', 'OTHER-USD']) {
      const { book, features, quality, signal } = reportOf(pipeline, product)
      expect(book).toMatchObject({
        state: 'resyncing',
        bestBid: null,
        bidLevels: null,
        reason: 'book resyncing: sequence gap: expected 2, received 4',
      })
      expect(features.mid).toMatchObject({ value: null, reason: book.reason })
      expect(quality).toMatchObject({ sequenceGaps: 1, lostFrames: 2 })
      expect(signal).toMatchObject({ direction: 'HOLD', abstained: true, net: null })
    }
    expect(reportOf(pipeline).quality.unsyncedUpdates).toBe(1)

    pipeline.push(wire.level2(1.2, 'OTHER-USD', 'snapshot', BOOK))
    expect(reportOf(pipeline, 'OTHER-USD').book.state).toBe('synced')
    expect(reportOf(pipeline, 'MADE-USD').book.state).toBe('resyncing')
  })

  it('lets a late or repeated frame change no book, and counts it', () => {
    const { pipeline, wire } = synced()
    const update = wire.level2(1.1, 'MADE-USD', 'update', [['bid', '100', '9']])
    pipeline.push(update)
    pipeline.push(wire.level2(1.2, 'MADE-USD', 'update', [['bid', '100', '4']]))
    pipeline.push(update)
    const { book, quality, totals } = reportOf(pipeline)
    expect(book).toMatchObject({ state: 'synced', bestBidSize: 4 })
    expect(quality).toMatchObject({ lateFrames: 1, sequenceGaps: 0 })
    expect(totals.bookMessages).toBe(3)
  })

  it('takes one number for the first, whatever it is', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1', 4_711)
    pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.heartbeat(2))
    expect(reportOf(pipeline).quality.sequenceGaps).toBe(0)
  })

  it.each([
    ['a side that is neither bid nor offer', [['ask', '101', '1']]],
    ['a negative size', [['bid', '100', '-1']]],
    ['a size that is no decimal', [['bid', '100', '1e3']]],
  ])('drops the book of a frame with %s, and only that', (_name, levels) => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.level2(1, 'OTHER-USD', 'snapshot', BOOK))
    pipeline.push(wire.level2(1.1, 'MADE-USD', 'update', levels as unknown as WireLevel[]))
    pipeline.push(wire.heartbeat(1.2))
    expect(reportOf(pipeline).book.state).toBe('resyncing')
    expect(reportOf(pipeline, 'OTHER-USD').book.state).toBe('synced')
    expect(reportOf(pipeline).quality).toMatchObject({ unreadableFrames: 1, sequenceGaps: 0 })
  })

  it('drops every book at once for a frame that is not JSON', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.text(1.1, '{"channel":"l2_data","timest'))
    expect(reportOf(pipeline).book.state).toBe('resyncing')
  })

  it('passes over unknown channels and unknown keys, and counts them', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.frame(1.1, 'weather', [{ type: 'update', sky: 'clear' }]))
    pipeline.push(wire.frame(1.2, 'l2_data', [{ type: 'update', product_id: 'MADE-USD', updates: [], flavour: 1 }]))
    const { book, quality } = reportOf(pipeline)
    expect(book.state).toBe('synced')
    expect(quality).toMatchObject({ unknownChannels: 1, unknownKeys: 1, sequenceGaps: 0, unreadableFrames: 0 })
  })

  it('counts frames that only the slow way could read, over a checkpoint, once it counts', () => {
    const { pipeline, wire } = synced()
    expect(reportOf(pipeline).quality.slowFrames).toBe(0)
    pipeline.push(wire.frame(1.1, 'l2_data', [{ type: 'update', product_id: 'MADE-USD', updates: [], flavour: 1 }]))
    const resumed = new Pipeline({}, pipeline.checkpoint())
    expect(reportOf(resumed).quality.slowFrames).toBe(1)
    resumed.push(wire.frame(1.2, 'l2_data', [{ type: 'update', product_id: 'MADE-USD', updates: [], flavour: 1 }]))
    expect(reportOf(resumed).quality.slowFrames).toBe(2)

    const warm = new Pipeline({ countFromUs: micros(3) })
    const other = new MadeUpConnection('ws.1')
    for (const atS of [1, 2, 3, 4])
      warm.push(other.frame(atS, 'l2_data', [{ type: 'snapshot', product_id: 'MADE-USD', updates: [], flavour: 1 }]))
    expect(reportOf(warm).quality.slowFrames).toBe(2)
  })

  it('does not believe a crossed book, and does again once it is not', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.level2(1.1, 'MADE-USD', 'update', [['bid', '101', '1']]))
    expect(reportOf(pipeline).book).toMatchObject({
      state: 'suspect',
      bestBid: null,
      reason: 'book suspect: best bid at or above best ask',
    })
    pipeline.push(wire.level2(1.15, 'MADE-USD', 'update', [['offer', '101', '0']]))
    expect(reportOf(pipeline)).toMatchObject({ book: { state: 'synced', bestBid: 101 }, quality: { crossedStates: 1 } })
  })

  it('gives up a book that stays crossed for half a second', () => {
    const { pipeline, wire } = synced()
    for (const atS of [1.1, 1.3, 1.5, 1.7]) pipeline.push(wire.level2(atS, 'MADE-USD', 'update', [['bid', '101', '1']]))
    expect(reportOf(pipeline).book).toMatchObject({
      state: 'resyncing',
      reason: 'book resyncing: crossed book: best bid of MADE-USD at or above its best ask',
    })
  })

  it('loses its books when their connection opens anew', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.opened(5))
    expect(reportOf(pipeline).book).toMatchObject({ state: 'empty', reason: 'book empty: no snapshot yet' })
    pipeline.push(wire.level2(6, 'MADE-USD', 'snapshot', BOOK))
    expect(reportOf(pipeline)).toMatchObject({ book: { state: 'synced' }, quality: { sequenceGaps: 0 }, totals: { ofi: null } })
  })

  it('follows the connection whose snapshot came last', () => {
    const { pipeline, wire } = synced()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(
      second.level2(2, 'MADE-USD', 'snapshot', [
        ['bid', '90', '1'],
        ['offer', '91', '1'],
      ]),
    )
    pipeline.push(wire.level2(2.1, 'MADE-USD', 'update', [['bid', '100', '50']]))
    expect(reportOf(pipeline).book).toMatchObject({ bestBid: 90, bidLevels: 1 })
  })

  it('calls a book stale when its beating connection has gone silent', () => {
    const { pipeline, wire } = synced()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(wire.heartbeat(2))
    pipeline.push(second.heartbeat(6.9))
    expect(reportOf(pipeline).book.reason).toBeNull()
    pipeline.push(second.heartbeat(8))
    expect(reportOf(pipeline).book).toMatchObject({ state: 'synced', bestBid: null, reason: 'stale: nothing received for 6 s' })
    expect(reportOf(pipeline).quality.coverage.book).toBeCloseTo(1 / 7, 6)
  })

  it('says so when a book that was asked for never came', () => {
    const pipeline = new Pipeline()
    pipeline.push(new MadeUpConnection('ws.1').frame(1, 'subscriptions', [{ subscriptions: { level2: ['MADE-USD'] } }]))
    expect(reportOf(pipeline)).toMatchObject({ book: { state: 'empty' }, signal: { abstained: true } })
  })
})

/** A pipeline with a synced book and seeded trades. */
function trading(): { pipeline: Pipeline; wire: MadeUpConnection } {
  const { pipeline, wire } = synced()
  pipeline.push(
    wire.trades(1.1, 'MADE-USD', 'snapshot', [
      [10, '100', '1', 'BUY'],
      [11, '101', '1', 'SELL'],
    ]),
  )
  return { pipeline, wire }
}

describe('Pipeline: trades', () => {
  it('takes the first snapshot of a connection for history', () => {
    expect(reportOf(trading().pipeline).totals).toMatchObject({ trades: 0, buyVolume: 0, sellVolume: 0, cvd: 0, vwap: null })
  })

  it('turns the maker side round', () => {
    const { pipeline, wire } = trading()
    pipeline.push(
      wire.trades(1.2, 'MADE-USD', 'update', [
        [12, '101', '3', 'SELL'],
        [13, '100', '1', 'BUY'],
      ]),
    )
    expect(reportOf(pipeline).totals).toMatchObject({ trades: 2, buyVolume: 3, sellVolume: 1, cvd: 2, vwap: 100.75 })
  })

  it('merges later snapshots and late frames by id, and counts ids that never came', () => {
    const { pipeline, wire } = trading()
    const twelve = wire.trades(1.2, 'MADE-USD', 'update', [[12, '101', '1', 'SELL']])
    pipeline.push(twelve)
    pipeline.push(wire.trades(1.3, 'MADE-USD', 'update', [[16, '101', '1', 'SELL']]))
    expect(reportOf(pipeline).quality).toMatchObject({ missingTradeIds: 3 })
    pipeline.push(
      wire.trades(1.4, 'MADE-USD', 'snapshot', [
        [14, '101', '1', 'SELL'],
        [16, '101', '1', 'SELL'],
        [17, '101', '1', 'SELL'],
      ]),
    )
    pipeline.push(twelve)
    const { quality, totals } = reportOf(pipeline)
    expect(totals.trades).toBe(4)
    expect(quality).toMatchObject({ missingTradeIds: 2, lateTrades: 1, duplicateTrades: 2, lateFrames: 1 })
  })

  it('seeds ids anew on another connection, and says what passed in between', () => {
    const { pipeline } = trading()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(
      second.trades(9, 'MADE-USD', 'snapshot', [
        [20, '100', '1', 'BUY'],
        [21, '100', '1', 'BUY'],
      ]),
    )
    pipeline.push(second.trades(9.1, 'MADE-USD', 'update', [[22, '100', '1', 'BUY']]))
    expect(reportOf(pipeline)).toMatchObject({ totals: { trades: 1 }, quality: { missingTradeIds: 8, historicTradeIds: 2 } })
  })

  it('nulls what is built on sides that the quotes contradict, and abstains', () => {
    const { pipeline, wire } = trading()
    for (let i = 0; i < 40; i++) {
      pipeline.push(wire.level2(1.2 + i / 10, 'MADE-USD', 'update', []))
      pipeline.push(wire.trades(1.21 + i / 10, 'MADE-USD', 'update', [[12 + i, '101', '1', 'BUY']]))
    }
    const { totals, features, quality, signal } = reportOf(pipeline)
    expect(quality.aggressorAudit.verdict).toBe('inverted')
    expect(totals).toMatchObject({ trades: 40, cvd: null, buyVolume: null, sellVolume: null, vwap: 101 })
    expect(features.cvd.reason).toMatch(/side inverted/)
    expect(signal).toMatchObject({ abstained: true, net: null })
  })
})

describe('Pipeline: time', () => {
  it('decides once per closed minute, from what had arrived by then', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.heartbeat(58))
    expect(pipeline.push(wire.heartbeat(59.9))).toEqual([])
    const due = pipeline.push(wire.level2(60, 'MADE-USD', 'update', [['bid', '101', '1']]))
    expect(due).toMatchObject([{ kind: 'decision', product: 'MADE-USD', decision: { timeUs: micros(60), abstained: false } }])
    expect(pipeline.push(wire.heartbeat(61))).toEqual([])
  })

  it('abstains in the minutes of a silence', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.heartbeat(30))
    pipeline.push(wire.heartbeat(181))
    expect(reportOf(pipeline).decisions).toMatchObject([
      { timeUs: micros(60), abstained: true, net: null, reason: 'book: stale: nothing received for 30 s' },
      { timeUs: micros(120), abstained: true },
      { timeUs: micros(180), abstained: true },
    ])
  })

  it('goes by the newest of a frame and its events, whichever that is', () => {
    const { pipeline, wire } = synced()
    const level = { side: 'bid', price_level: '99', new_quantity: '4' }
    for (const [sentS, eventS] of [
      [2, 2.4],
      [3, 2.6],
    ] as const) {
      pipeline.push(
        wire.frame(sentS, 'l2_data', [{ type: 'update', product_id: 'MADE-USD', updates: [{ ...level, event_time: iso(eventS) }] }]),
      )
      expect(pipeline.nowUs).toBe(micros(Math.max(sentS, eventS)))
    }
  })

  it('does not let one damaged time move the clock', () => {
    const { pipeline, wire } = synced()
    const event_time = '2199-01-01T00:00:00Z'
    const updates = [{ side: 'bid', event_time, price_level: '100', new_quantity: '9' }]
    pipeline.push(wire.frame(1.5, 'l2_data', [{ type: 'update', product_id: 'MADE-USD', updates }]))
    const trade = { product_id: 'MADE-USD', trade_id: '7', price: '100', size: '1', time: event_time, side: 'BUY' }
    pipeline.push(wire.frame(1.6, 'market_trades', [{ type: 'update', trades: [trade] }]))
    expect(reportOf(pipeline)).toMatchObject({
      timeUs: micros(1.6),
      book: { bestBidSize: 9 },

      totals: { trades: 1 },
    })
  })

  it('samples on its own grid', () => {
    const pipeline = new Pipeline({ sampleEveryUs: 1_000_000 })
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(wire.level2(1.5, 'MADE-USD', 'snapshot', BOOK))
    const due = pipeline.push(wire.heartbeat(3.2))
    expect(due.map((event) => (event.kind === 'sample' ? event.timeUs : undefined))).toEqual([micros(2), micros(3)])
  })

  it('warms up before it counts', () => {
    const pipeline = new Pipeline({ countFromUs: micros(2) })
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.level2(1.5, 'MADE-USD', 'update', [['bid', '100', '8']]))
    pipeline.push(wire.level2(2, 'MADE-USD', 'update', [['bid', '100', '9']]))
    expect(reportOf(pipeline)).toMatchObject({
      book: { bestBidSize: 9, bidLevels: 2 },
      totals: { bookMessages: 1, levelUpdates: 1, ofi: 1, ofiEvents: 1 },
    })
  })

  it('reads one-minute candles and products from REST answers', () => {
    const pipeline = new Pipeline()
    const candle = { start: String(micros(0) / 1e6), low: '99', high: '101', open: '100', close: '100', volume: '5' }
    const rest = (path: string, body: unknown) => pipeline.push({ kind: 'rest', receivedUs: micros(0), path, body: JSON.stringify(body) })
    rest('/api/v3/brokerage/market/products', {
      products: [
        {
          product_id: 'MADE-USD',
          price_increment: '0.5',
          base_increment: '0.1',
          alias: '',
          alias_to: ['MADE-USDC'],
          quote_currency_id: 'USD',
          base_currency_id: 'MADE',
        },
        {
          product_id: 'MADE-USDC',
          price_increment: '0.5',
          base_increment: '0.1',
          alias: 'MADE-USD',
          alias_to: [],
          quote_currency_id: 'USDC',
          base_currency_id: 'MADE',
        },
      ],
    })
    expect(pipeline.canonical('MADE-USDC')).toBe('MADE-USD')
    rest('/api/v3/brokerage/market/products/MADE-USDC/candles?granularity=ONE_MINUTE&start=1&end=2', { candles: [candle] })
    rest('/api/v3/brokerage/market/products/MADE-USD/candles?granularity=ONE_HOUR&start=1&end=2', { candles: [{ ...candle, low: '1' }] })
    rest('/somewhere/else', 'not even an object')
    pipeline.push(new MadeUpConnection('ws.1').heartbeat(90))
    expect(reportOf(pipeline).features).toMatchObject({
      binsVal: { value: expect.closeTo(99.56, 6) },
      binsPoc: { note: 'estimated from one-minute candles' },
    })
  })

  it('starts other connections when another recording follows', () => {
    const { pipeline } = synced()
    pipeline.reopen()
    const again = new MadeUpConnection('ws.1')
    pipeline.push(again.level2(2, 'MADE-USD', 'snapshot', BOOK))
    expect(reportOf(pipeline).quality).toMatchObject({ lateFrames: 0, sequenceGaps: 0 })
  })
})

/** A product as the venue's REST answers write it. */
const restProduct = (id: string) => ({
  product_id: id,
  price_increment: '0.5',
  base_increment: '0.1',
  alias: '',
  alias_to: [`${id}C`],
  quote_currency_id: 'USD',
  base_currency_id: 'X',
})

describe('Pipeline: several connections, and silence', () => {
  it('gives a connection without heartbeats ninety seconds', () => {
    const { pipeline } = synced()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(second.heartbeat(91))
    expect(reportOf(pipeline).book.reason).toBeNull()
    pipeline.push(second.heartbeat(92))
    expect(reportOf(pipeline).book.reason).toBe('stale: nothing received for 91 s')
  })

  it('takes late frames for no sign of life', () => {
    const { pipeline, wire } = synced()
    const beat = wire.heartbeat(2)
    pipeline.push(beat)
    const second = new MadeUpConnection('ws.2')
    for (let atS = 3; atS < 9; atS++) {
      pipeline.push(second.heartbeat(atS))
      pipeline.push(beat)
    }
    expect(reportOf(pipeline).book.reason).toBe('stale: nothing received for 6 s')
  })

  it('is not healthy again for having been opened anew', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.trades(1.1, 'MADE-USD', 'update', [[1, '100', '1', 'BUY']]))
    pipeline.push(wire.heartbeat(2))
    pipeline.push(wire.opened(3))
    pipeline.push(new MadeUpConnection('ws.2').heartbeat(30))
    expect(reportOf(pipeline)).toMatchObject({
      features: { cvd: { value: null, reason: 'stale: nothing received for 28 s' } },
      signal: { abstained: true },
    })
  })

  it('leaves a book alone that another connection has taken over', () => {
    const { pipeline, wire } = synced()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(second.level2(2, 'MADE-USD', 'snapshot', BOOK))
    wire.lose(3)
    pipeline.push(wire.heartbeat(2.1))
    expect(reportOf(pipeline)).toMatchObject({ book: { state: 'synced', bestBid: 100 }, quality: { sequenceGaps: 1 } })
  })

  it('counts a silence as not covered once it is over', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.trades(1, 'MADE-USD', 'update', [[1, '100', '1', 'BUY']]))
    pipeline.push(wire.heartbeat(2))
    pipeline.push(wire.heartbeat(22))
    const { coverage } = reportOf(pipeline).quality
    expect(coverage.book).toBeCloseTo(1 / 21, 6)
    expect(coverage.trades).toBeCloseTo(1 / 21, 6)
  })

  it('begins with history again when a connection opens anew', () => {
    const { pipeline, wire } = synced()
    pipeline.push(wire.trades(1, 'MADE-USD', 'snapshot', [[10, '100', '1', 'BUY']]))
    pipeline.push(wire.opened(2))
    pipeline.push(wire.trades(3, 'MADE-USD', 'snapshot', [[11, '100', '1', 'BUY']]))
    expect(reportOf(pipeline)).toMatchObject({ totals: { trades: 0 }, quality: { historicTradeIds: 1, missingTradeIds: 0 } })
  })

  it('hears nothing in late frames but trades', () => {
    const { pipeline, wire } = synced()
    const ticker = wire.frame(1.2, 'ticker', [
      { type: 'update', tickers: [{ product_id: 'MADE-USD', price: '1', best_bid: '7', best_ask: '8' }] },
    ])
    const subscribed = wire.frame(1.3, 'subscriptions', [{ subscriptions: { level2: ['LATE-USD'] } }])
    pipeline.push(wire.heartbeat(1.4))
    pipeline.push(ticker)
    pipeline.push(subscribed)
    pipeline.push(wire.heartbeat(5))
    expect(reportOf(pipeline).quality).toMatchObject({ lateFrames: 2, sequenceGaps: 1, tickers: { agreed: 0, disagreed: 0, unchecked: 0 } })
    expect(pipeline.products).toEqual(['MADE-USD'])
  })

  it('holds tickers against the book, and counts those it could not', () => {
    const { pipeline, wire } = synced()
    const ticker = (atS: number, product: string, best_bid: string) =>
      wire.frame(atS, 'ticker', [{ type: 'update', tickers: [{ product_id: product, price: '1', best_bid, best_ask: '101' }] }])
    pipeline.push(ticker(1.1, 'MADE-USD', '100'))
    pipeline.push(ticker(1.2, 'MADE-USD', '99'))
    pipeline.push(ticker(1.3, 'OTHER-USD', '99'))
    pipeline.push(wire.level2(3, 'MADE-USD', 'update', []))
    expect(reportOf(pipeline).quality.tickers).toEqual({ agreed: 1, disagreed: 1, unchecked: 0 })
    expect(reportOf(pipeline, 'OTHER-USD').quality.tickers).toEqual({ agreed: 0, disagreed: 0, unchecked: 1 })
  })

  it('does not believe a frame dated long after its receipt', () => {
    const { pipeline, wire } = synced()
    pipeline.push({ ...wire.level2(200_000, 'MADE-USD', 'update', [['bid', '100', '9']]), receivedUs: micros(2) })
    expect(reportOf(pipeline)).toMatchObject({
      timeUs: micros(1),
      book: { state: 'resyncing' },
      quality: { unreadableFrames: 1, sequenceGaps: 0 },
    })
  })

  it('counts no decision of the time before it counts', () => {
    const pipeline = new Pipeline({ countFromUs: micros(150) })
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(wire.level2(10, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.heartbeat(200))
    expect(reportOf(pipeline).decisions.map(({ timeUs }) => timeUs)).toEqual([micros(180)])
  })

  it('learns increments that come after the first trade, one product at a time', () => {
    const { pipeline } = synced()
    for (const id of ['MADE-USD', 'OTHER-USD']) {
      pipeline.push({
        kind: 'rest',
        receivedUs: micros(2),
        path: `/api/v3/brokerage/market/products/${id}`,
        body: JSON.stringify(restProduct(id)),
      })
    }
    expect([pipeline.canonical('MADE-USDC'), pipeline.canonical('OTHER-USDC')]).toEqual(['MADE-USD', 'OTHER-USD'])
  })

  it('looks at a book once a frame, however many events of it the frame holds', () => {
    const { pipeline, wire } = synced()
    const event = {
      type: 'update',
      product_id: 'MADE-USD',
      updates: [{ side: 'bid', event_time: '2026-01-02T00:00:01.1Z', price_level: '101', new_quantity: '1' }],
    }
    pipeline.push(wire.frame(1.1, 'l2_data', [event, event, event]))
    expect(reportOf(pipeline)).toMatchObject({ book: { state: 'suspect' }, quality: { crossedStates: 1 } })
  })

  it('covers trades of one connection while that of the book is silent', () => {
    const { pipeline, wire } = synced()
    const second = new MadeUpConnection('ws.2')
    pipeline.push(wire.heartbeat(2))
    for (let atS = 2; atS <= 22; atS++) pipeline.push(second.trades(atS, 'MADE-USD', 'update', [[atS, '100', '1', 'BUY']]))
    pipeline.push(wire.heartbeat(22))
    const { coverage } = reportOf(pipeline).quality
    expect(coverage.book).toBeCloseTo(1 / 21, 6)
    expect(coverage.trades).toBeCloseTo(20 / 21, 6)
  })

  it('samples nothing of a silent book, whether or not somebody samples its features', () => {
    const runs = [new Pipeline(), new Pipeline({ sampleEveryUs: 1_000_000 })].map((pipeline) => {
      const wire = new MadeUpConnection('ws.1')
      pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
      pipeline.push(wire.heartbeat(2))
      for (let atS = 60; atS <= 3_000; atS += 59) pipeline.push(wire.heartbeat(atS))
      return reportOf(pipeline)
    })
    expect(runs[0]!.features.spreadPercentile.value).toBeNull()
    expect(runs[1]).toEqual(runs[0])
  })
})
