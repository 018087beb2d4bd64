import { describe, expect, it } from 'vitest'
import { madeUpProducts } from './made-up-products.ts'
import { Market } from './market/market.ts'
import { notionalOf, powerOfTen } from './product.ts'

const products = madeUpProducts(200)
const prices = products.map(({ startTick, tickPlaces }) => startTick / powerOfTen(tickPlaces))
const listener = { onLevel: (): void => {}, onPrint: (): void => {}, onOrder: (): void => {} }

describe('madeUpProducts(count, overrides)', () => {
  it('gives as many as asked for, each with an id of its own', () => {
    expect(new Set(products.map(({ id }) => id)).size).toBe(200)
    expect(products.slice(0, 2).map(({ id }) => id)).toEqual(['P001-USD', 'P002-USD'])
  })

  it('gives the same ones again, whatever the count', () => {
    expect(madeUpProducts(3)).toEqual(products.slice(0, 3))
  })

  it('has cheap and dear ones, from a hundredth of a cent to a hundred thousand', () => {
    expect(Math.min(...prices)).toBeGreaterThanOrEqual(0.0001)
    expect(Math.min(...prices)).toBeLessThan(0.001)
    expect(Math.max(...prices)).toBeLessThanOrEqual(100_000)
    expect(Math.max(...prices)).toBeGreaterThan(10_000)
  })

  it('has busy and quiet ones', () => {
    const rates = products.map(({ takerOrdersPerSecond }) => takerOrdersPerSecond)
    expect(rates.filter((rate) => rate > 1).length).toBeGreaterThan(5)
    expect(rates.filter((rate) => rate < 0.3).length).toBeGreaterThan(100)
  })

  it('has increments to fit: eight decimal places at most, a lot below a cent', () => {
    for (const spec of products) {
      expect(spec.tickPlaces).toBeGreaterThanOrEqual(1)
      expect(spec.tickPlaces).toBeLessThanOrEqual(8)
      expect(notionalOf(spec, 1, spec.startTick)).toBeLessThan(0.01)
      expect(Number.isSafeInteger(spec.startTick)).toBe(true)
    }
  })

  it('lets overrides hold for all', () => {
    const deep = madeUpProducts(30, { levels: 1000, makerUpdatesPerSecond: 40 })
    for (const spec of deep) {
      expect(spec).toMatchObject({ levels: 1000, makerUpdatesPerSecond: 40 })
      expect(new Market({ spec, seed: 1, startUs: 1e15, listener }).book.bid.depth).toBe(1000)
    }
  })

  it('refuses to make up none', () => {
    expect(() => madeUpProducts(0)).toThrow('made-up products: expected a count of at least 1, received 0')
  })
})
