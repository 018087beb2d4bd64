import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeatColumn } from '../data/merge.ts'
import { noFlow } from '../testing/resources.ts'
import { heatGridOf, heatPixels, rampColors, rampIndex } from './heat-image.ts'

function column(known: Partial<HeatColumn>): HeatColumn {
  return { startUs: 0, bestBid: 100, bestAsk: 101, low: 100, rowSize: 1, sizes: [1, 2, 3, 4], ...noFlow, ...known }
}

const columns = fc.array(
  fc.record({
    low: fc.integer({ min: 80, max: 120 }),
    sizes: fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 30 }),
  }),
  { minLength: 1, maxLength: 8 },
)

describe('heatGridOf(columns, leastRow)', () => {
  it('sums rows that are too thin to be seen: none is left out', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 1, max: 9 }), (told, leastRow) => {
        const given = told.map((one) => column(one))
        const grid = heatGridOf(given, leastRow)!
        given.forEach(({ low, rowSize, sizes }, i) => {
          const total = sizes!.reduce((sum, size, row) => sum + size * (low + (row + 0.5) * rowSize), 0)
          const shown = grid.notional[i]!.reduce((sum, notional) => sum + notional, 0)
          expect(shown).toBeCloseTo(total, 6)
        })
      }),
    )
  })

  it('knows nothing of a column without a believed book, and of no columns at all', () => {
    const grid = heatGridOf([column({}), column({ sizes: null })], 1)!
    expect([...grid.notional[1]!].every(Number.isNaN)).toBe(true)
    expect(heatGridOf([column({ sizes: null })], 1)).toBeUndefined()
  })
})

describe('heatPixels(grid, ramp)', () => {
  it('draws low prices at the bottom, larger sizes farther up the ramp, and leaves unknown columns clear', () => {
    const grid = heatGridOf([column({ sizes: [10, 10_000] }), column({ sizes: null })], 1)!
    const pixels = heatPixels(grid, rampColors(['#000000', '#ffffff']))
    const at = (x: number, y: number): number[] => Array.from(pixels.subarray((y * 2 + x) * 4, (y * 2 + x) * 4 + 4))
    expect(at(0, 0)[0]).toBeGreaterThan(at(0, 1)[0]!)
    expect(at(1, 0)).toEqual([0, 0, 0, 0])
  })
})

describe('rampIndex(notional, span)', () => {
  it('grows with the notional and stays on the ramp', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e9, noNaN: true }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) => rampIndex(value, { from: 1e4, to: 2e6 }))
        expect(low! <= high! && low! >= 0 && high! <= 255).toBe(true)
      }),
    )
  })
})
