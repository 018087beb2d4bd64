import { describe, expect, it } from 'vitest'
import { readProducts } from './products.ts'

const product = {
  product_id: 'MADE-UP',
  price: '',
  base_increment: '0.00000001',
  quote_increment: '0.01',
  price_increment: '0.01',
  mid_market_price: '',
  base_currency_id: 'MADE',
  quote_currency_id: 'UP',
  fcm_trading_session_details: null,
  alias: '',
  alias_to: ['MADE-UPC'],
}
const info = {
  id: 'MADE-UP',
  base: 'MADE',
  quote: 'UP',
  priceIncrement: 0.01,
  baseIncrement: 1e-8,
  alias: undefined,
  aliasTo: ['MADE-UPC'],
}

describe('readProducts(body)', () => {
  it('reads the list', () => {
    const alias = { ...product, product_id: 'MADE-UPC', alias: 'MADE-UP', alias_to: [] }
    expect(readProducts(JSON.stringify({ products: [product, alias], num_products: 2 }))).toEqual({
      ok: true,
      value: [info, { ...info, id: 'MADE-UPC', alias: 'MADE-UP', aliasTo: [] }],
    })
  })

  it('reads the answer for one product', () => {
    expect(readProducts(JSON.stringify(product))).toEqual({ ok: true, value: [info] })
  })

  it('reads an empty increment as none, and aliases that are left out as none', () => {
    const { alias: _alias, alias_to: _aliasTo, ...bare } = { ...product, price_increment: '', base_increment: null }
    expect(readProducts(JSON.stringify(bare))).toMatchObject({
      value: [{ priceIncrement: undefined, baseIncrement: undefined, alias: undefined, aliasTo: [] }],
    })
    expect(readProducts(JSON.stringify({ ...bare, alias: null, alias_to: null }))).toMatchObject({
      value: [{ alias: undefined, aliasTo: [] }],
    })
  })

  it.each([
    ['no JSON', 'Too many requests'],
    ['a list of nothing like a product', '{"products":[7]}'],
    ['a product without id', JSON.stringify({ ...product, product_id: '' })],
    ['an increment of zero', JSON.stringify({ products: [{ ...product, price_increment: '0' }] })],
    ['an error of the venue', '{"error":"NOT_FOUND","code":5,"message":"no such product"}'],
  ])('finds %s unreadable', (_name, body) => {
    const answer = readProducts(body)
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'unreadable-answer' } })
    expect(!answer.ok && answer.fault.issues.length).toBeGreaterThan(0)
  })
})
