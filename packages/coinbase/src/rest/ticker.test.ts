import { describe, expect, it } from 'vitest'
import { readTicker, tickerPath } from './ticker.ts'

const newest = {
  trade_id: '995098663',
  product_id: 'MADE-UP',
  price: '68923.67',
  size: '0.00064',
  time: '2026-03-01T12:00:00.08125Z',
  side: 'SELL',
  bid: '',
  ask: '',
  exchange: 'coinbase',
}
const body = { trades: [newest, { ...newest, trade_id: '995098662', side: 'BUY' }], best_bid: '68923.66', best_ask: '' }

describe('readTicker(body)', () => {
  it("reads the latest trades by ascending id with the taker's side, and the quotes there are", () => {
    const shared = { timeUs: 1_772_366_400_081_250, price: 68923.67, size: 0.00064 }
    expect(readTicker(JSON.stringify(body))).toEqual({
      ok: true,
      value: {
        trades: [
          { id: 995098662, ...shared, aggressor: 'sell' },
          { id: 995098663, ...shared, aggressor: 'buy' },
        ],
        bidPrice: 68923.66,
        askPrice: undefined,
      },
    })
  })

  it.each([
    ['no JSON', ''],
    ['an error of the venue', '{"error":"INVALID_ARGUMENT","code":3,"message":"limit is required"}'],
    ['a side of another API', JSON.stringify({ ...body, trades: [{ ...newest, side: 'buy' }] })],
  ])('finds %s unreadable', (_name, text) => {
    expect(readTicker(text)).toMatchObject({ ok: false, fault: { kind: 'unreadable-answer' } })
  })
})

describe('tickerPath(product, limit)', () => {
  it('names how many trades are asked for, which the venue requires', () => {
    expect(tickerPath('BTC-USD', 5)).toBe('/api/v3/brokerage/market/products/BTC-USD/ticker?limit=5')
  })
})
