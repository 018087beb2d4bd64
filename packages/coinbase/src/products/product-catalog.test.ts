import { describe, expect, it } from 'vitest'
import { productCatalog } from './product-catalog.ts'
import type { ProductInfo } from './products.ts'

function listed(id: string, names: Partial<ProductInfo> = {}): ProductInfo {
  const [base = '', quote = ''] = id.split('-')
  return { id, base, quote, priceIncrement: 0.01, baseIncrement: 1e-8, alias: undefined, aliasTo: [], ...names }
}

describe('productCatalog(products)', () => {
  const catalog = productCatalog([
    listed('BTC-USD', { aliasTo: ['BTC-USDC', 'BTC-OTHER'] }),
    listed('BTC-USDC', { alias: 'BTC-USD' }),
    listed('NEW-USDC'),
  ])

  it.each([
    ['BTC-USD', 'BTC-USD'],
    ['BTC-USDC', 'BTC-USD'],
    ['BTC-OTHER', 'BTC-USD'],
    ['NEW-USDC', 'NEW-USDC'],
    ['ETH-USDC', 'ETH-USDC'],
  ])('knows %s as %s', (id, canonical) => {
    expect(catalog.canonical(id)).toBe(canonical)
  })

  it('finds what is listed, under the name it is listed', () => {
    expect(catalog.find('BTC-USDC')?.quote).toBe('USDC')
    expect(catalog.find('ETH-USD')).toBeUndefined()
  })

  it.each([
    ['BTC-USDC', 'BTC-USD'],
    ['BTC-USD', 'BTC-USD'],
    ['-USDC', '-USDC'],
    ['USDT-USDC', 'USDT-USDC'],
    ['EURC-USDC', 'EURC-USDC'],
    ['XSGD-USDC', 'XSGD-USDC'],
    ['AUDD-USDC', 'AUDD-USDC'],
    ['TGBP-USDC', 'TGBP-USDC'],
  ])('without a list takes %s for %s', (id, canonical) => {
    expect(productCatalog([]).canonical(id)).toBe(canonical)
  })
})
