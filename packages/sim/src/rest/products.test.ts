import { describe, expect, it } from 'vitest'
import { createSimulation } from '../simulation.ts'
import { products } from './products.ts'

const { markets } = createSimulation({ seed: 5, startUs: 1_790_000_000_000_000, durationUs: 1 })
const { path, body } = products(markets)
const answer = JSON.parse(body)

describe('products(markets)', () => {
  it('lists every product and its other names', () => {
    expect(path).toBe('/api/v3/brokerage/market/products')
    expect(answer.num_products).toBe(4)
    expect(answer.products.map((product: { product_id: string }) => product.product_id)).toEqual([
      'BTC-USD',
      'BTC-USDC',
      'ETH-USD',
      'ETH-USDC',
    ])
  })

  it('says which names stand for the same book', () => {
    expect(answer.products[0]).toMatchObject({ alias: '', alias_to: ['BTC-USDC'], quote_currency_id: 'USD' })
    expect(answer.products[1]).toMatchObject({ alias: 'BTC-USD', alias_to: [], quote_currency_id: 'USDC' })
  })

  it('states increments, the last price and the day', () => {
    expect(answer.products[0]).toMatchObject({ base_increment: '0.00000001', quote_increment: '0.01', price_increment: '0.01' })
    expect(Number(answer.products[0].price)).toBeCloseTo(100_000, -1)
    expect(Number(answer.products[0].volume_24h)).toBeGreaterThan(1000)
    expect(Number(answer.products[2].low_24h)).toBeLessThan(Number(answer.products[2].high_24h))
  })

  it('leaves empty what the venue leaves empty', () => {
    expect(answer.products[0]).toMatchObject({
      mid_market_price: '',
      best_bid_price: '',
      best_ask_price: '',
      fcm_trading_session_details: null,
    })
  })
})
