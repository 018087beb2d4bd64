import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histogramBins } from './histogram-bins.ts'

/** Basis points, to a millionth. */
const value = fc.double({ noNaN: true, min: -1e4, max: 1e4 }).map((bps) => Math.round(bps * 1e6) / 1e6)

describe('histogramBins(values)', () => {
  it('counts every value once, in bins of one width that meet', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), (values) => {
        const bins = histogramBins(values)
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
        expect(bins.length).toBeLessThanOrEqual(26)
        expect(bins[0]!.from).toBeLessThanOrEqual(Math.min(...values))
        expect(bins.at(-1)!.to).toBeGreaterThanOrEqual(Math.max(...values))
        for (const [index, bin] of bins.entries()) if (index > 0) expect(bin.from).toBe(bins[index - 1]!.to)
      }),
      { numRuns: 60 },
    )
  })

  it('has none of no values, and one of values that are all the same', () => {
    expect([histogramBins([]), histogramBins([3, 3])]).toEqual([[], [{ from: 3, to: 4, count: 2 }]])
    expect(histogramBins([0, -6.4e-323])).toEqual([
      { from: -1, to: 0, count: 1 },
      { from: 0, to: 1, count: 1 },
    ])
  })
})
