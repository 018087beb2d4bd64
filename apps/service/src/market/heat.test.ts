import { bookView, type Level } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Heat, STEP_US } from './heat.ts'

/** Levels a cent apart about a price, best first. */
const sideOf = (mid: number, outward: 1 | -1): fc.Arbitrary<Level[]> =>
  fc
    .array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 120 })
    .map((sizes) => sizes.map((size, at) => ({ price: Math.round((mid + outward * (at + 1) * 0.01) * 100) / 100, size: size / 100 })))

const books = fc.integer({ min: 90, max: 110 }).chain((mid) => fc.tuple(sideOf(mid, -1), sideOf(mid, 1)))

describe('heat', () => {
  it('holds all that rests within 50 bps of mid, in rows of one grid', () => {
    fc.assert(
      fc.property(fc.array(books, { minLength: 1, maxLength: 6 }), (series) => {
        const heat = new Heat()
        series.forEach(([bids, asks], at) => heat.onStep(at * STEP_US, bookView(bids, asks), 0.01))
        const { columns, low, rowSize, rows } = heat.between(0, Infinity, 100)
        expect(rows).toBeLessThanOrEqual(481)
        columns.forEach(({ bestAsk, bestBid, sizes }, at) => {
          const [bids, asks] = series[at]!
          const mid = (bids[0]!.price + asks[0]!.price) / 2
          const near = [...bids, ...asks].filter(({ price }) => Math.abs(price - mid) <= mid * 0.005)
          const total = near.reduce((sum, { size }) => sum + size, 0)
          expect([bestBid, bestAsk, sizes!.length]).toEqual([bids[0]!.price, asks[0]!.price, rows])
          // Rows at the edges reach a little farther than that.
          const told = sizes!.reduce((sum, size) => sum + size, 0)
          expect(told).toBeGreaterThan(total * 0.999)
          const farther = [...bids, ...asks].filter(({ price }) => Math.abs(price - mid) <= mid * 0.005 + 2 * rowSize)
          expect(told).toBeLessThan(farther.reduce((sum, { size }) => sum + size, 0) * 1.001 + 1e-9)
          sizes!.forEach((size, row) => {
            if (size === 0) return
            const from = low + row * rowSize - 1e-6
            expect([...bids, ...asks].some(({ price }) => price >= from && price < from + rowSize + 2e-6)).toBe(true)
          })
        })
      }),
    )
  })

  it('leaves a column empty where the book was not believed, and tells what flowed where that is known', () => {
    const heat = new Heat()
    const flow = { cvd: 3.5, ofi: null, momentum: -0.2, momentumZ: 1.1 }
    heat.onStep(0, undefined, 0.01)
    heat.onStep(STEP_US, undefined, 0.01, flow)
    const empty = { bestBid: null, bestAsk: null, sizes: null }
    expect(heat.between(0, Infinity, 10).columns).toEqual([
      { startUs: 0, ...empty, cvd: null, ofi: null, momentum: null, momentumZ: null },
      { startUs: STEP_US, ...empty, ...flow },
    ])
  })

  it('keeps two hours, and tells the latest of what is asked for', () => {
    const heat = new Heat()
    for (let at = 0; at < 2_000; at++) heat.onStep(at * STEP_US, undefined, 0.01)
    expect(heat.between(0, Infinity, 10_000).columns).toHaveLength(1_440)
    expect(heat.between(0, Infinity, 2).columns.map(({ startUs }) => startUs)).toEqual([1_998 * STEP_US, 1_999 * STEP_US])
  })
})
