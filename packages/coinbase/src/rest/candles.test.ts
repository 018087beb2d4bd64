import { describe, expect, it } from 'vitest'
import { candleRequest, readCandles } from './candles.ts'

const newest = { start: '1772366460', low: '9', high: '12', open: '10', close: '11', volume: '3.5' }
const oldest = { ...newest, start: '1772366400', volume: '0' }

describe('readCandles(body)', () => {
  it('reads candles oldest first, though they come newest first', () => {
    const expected = { open: 10, high: 12, low: 9, close: 11 }
    expect(readCandles(JSON.stringify({ candles: [newest, oldest] }))).toEqual({
      ok: true,
      value: [
        { startUs: 1_772_366_400_000_000, ...expected, volume: 0 },
        { startUs: 1_772_366_460_000_000, ...expected, volume: 3.5 },
      ],
    })
  })

  it('reads no candles', () => {
    expect(readCandles('{"candles":[]}')).toEqual({ ok: true, value: [] })
  })

  it.each([
    ['no JSON', '<html>429</html>'],
    ['an error of the venue', '{"error":"INVALID_ARGUMENT","code":3,"message":"granularity argument is invalid","details":[]}'],
    ['a list in the form of another API', '[[1772366400,9,12,10,11,3.5]]'],
    ['a low above the high', JSON.stringify({ candles: [{ ...newest, low: '13' }] })],
    ['a price that is a number', JSON.stringify({ candles: [{ ...newest, close: 11 }] })],
    ['an empty volume', JSON.stringify({ candles: [{ ...newest, volume: '' }] })],
  ])('finds %s unreadable', (_name, body) => {
    expect(readCandles(body)).toMatchObject({ ok: false, fault: { kind: 'unreadable-answer' } })
  })
})

describe('candleRequest(path)', () => {
  it.each([
    ['/api/v3/brokerage/market/products/BTC-USD/candles?granularity=ONE_MINUTE&start=1&end=2', 'ONE_MINUTE', 60_000_000],
    ['/api/v3/brokerage/market/products/BTC-USD/candles?start=1&granularity=ONE_DAY', 'ONE_DAY', 86_400_000_000],
    ['/api/v3/brokerage/products/BTC-USD/candles?granularity=SIX_HOUR', 'SIX_HOUR', 21_600_000_000],
  ])('reads %s', (path, granularity, widthUs) => {
    expect(candleRequest(path)).toEqual({ product: 'BTC-USD', granularity, widthUs })
  })

  it.each([
    '/api/v3/brokerage/market/products/BTC-USD/candles',
    '/api/v3/brokerage/market/products/BTC-USD/candles?granularity=ONE_WEEK',
    '/api/v3/brokerage/market/products/BTC-USD/ticker?granularity=ONE_MINUTE',
    '/api/v3/brokerage/market/products?limit=5',
    '/api/v3/brokerage/market/products//candles?granularity=ONE_MINUTE',
    '/api/v3/brokerage/market/products/a/b/candles?granularity=ONE_MINUTE',
    '',
  ])('sees no request for candles in %j', (path) => {
    expect(candleRequest(path)).toBeUndefined()
  })
})
