import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrades, type TradesPage, tradesPath, tradesRequest } from './trades.ts'

const newest = { trade_id: 12, side: 'buy', size: '0.00136465', price: '83420.21', time: '2026-03-01T12:00:00.08125Z' }
const older = { ...newest, trade_id: 11, side: 'sell', time: '2026-03-01T12:00:00Z' }

describe('readTrades(body)', () => {
  it("reads trades by ascending id, though the newest comes first, and turns the maker's side round", () => {
    const shared = { price: 83420.21, size: 0.00136465 }
    expect(readTrades(JSON.stringify([newest, older]))).toEqual({
      ok: true,
      value: [
        { id: 11, timeUs: 1_772_366_400_000_000, ...shared, aggressor: 'buy' },
        { id: 12, timeUs: 1_772_366_400_081_250, ...shared, aggressor: 'sell' },
      ],
    })
  })

  it('reads no trades', () => {
    expect(readTrades('[]')).toEqual({ ok: true, value: [] })
  })

  it.each([
    ['no JSON', '<html>429</html>'],
    ['an error of the venue', '{"message":"NotFound"}'],
    ['the trades of another API', JSON.stringify({ trades: [newest] })],
    ['a side of another API', JSON.stringify([{ ...newest, side: 'BUY' }])],
    ['a side that nobody takes', JSON.stringify([{ ...newest, side: 'hold' }])],
    ['an id that is a text', JSON.stringify([{ ...newest, trade_id: '12' }])],
    ['an id that is not exact', JSON.stringify([{ ...newest, trade_id: 2 ** 53 }])],
    ['a price of zero', JSON.stringify([{ ...newest, price: '0' }])],
    ['a size that is a number', JSON.stringify([{ ...newest, size: 1 }])],
    ['a time that nobody knows', JSON.stringify([{ ...newest, time: '0001-01-01T00:00:00.000000Z' }])],
    ['no time', JSON.stringify([{ ...newest, time: undefined }])],
  ])('finds %s unreadable', (_name, body) => {
    expect(readTrades(body)).toMatchObject({ ok: false, fault: { kind: 'unreadable-answer' } })
  })
})

describe('tradesRequest(path)', () => {
  it('reads back every path that tradesPath writes', () => {
    const pages: fc.Arbitrary<TradesPage> = fc.record({ after: fc.nat(), before: fc.nat(), limit: fc.nat() }, { requiredKeys: [] })
    fc.assert(
      fc.property(pages, (page) => {
        expect(tradesRequest(tradesPath('BTC-USD', page))).toEqual({ product: 'BTC-USD', ...page })
      }),
    )
  })

  it.each([
    ['/products/BTC-USD/trades', { product: 'BTC-USD' }],
    ['/products/BTC-USD/trades?limit=5&after=100', { product: 'BTC-USD', after: 100, limit: 5 }],
  ])('reads %s', (path, request) => {
    expect(tradesRequest(path)).toEqual(request)
  })

  it.each([
    '/products/BTC-USD/trades?after=x',
    '/products/BTC-USD/candles?granularity=60',
    '/products//trades',
    '/products/a/b/trades',
    '/api/v3/brokerage/market/products/BTC-USD/ticker?limit=5',
    '',
  ])('sees no request for trades in %j', (path) => {
    expect(tradesRequest(path)).toBeUndefined()
  })
})
