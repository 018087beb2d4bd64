import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenTrades } from '../flow/testing/golden.ts'
import { fold } from '../indicator/indicator.ts'
import type { Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { vpin } from './vpin.ts'

/** The standard normal distribution function by its power series (Abramowitz, Stegun 26.2.10). */
function normalCdf(z: number): number {
  let term = z
  let sum = z
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (z * z) / (2 * k + 1)
    sum += term
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

describe('vpin()', () => {
  indicatorContract(vpin({ bucketSize: 2, buckets: 3 }), trades)

  it('is that of the reference on the golden stream, by aggressor and in bulk', () => {
    const { bucket: bucketSize, window: buckets } = golden.vpin
    const byAggressor = vpin({ bucketSize, buckets })
    const state = byAggressor.init()
    for (const trade of goldenTrades) byAggressor.step(state, trade)
    expect(state.full).toBe(golden.vpin.buckets)
    expect(byAggressor.read(state)?.vpin).toBeCloseTo(golden.vpin.true_sides, 11)
    const inBulk = vpin({ bucketSize, buckets, classification: { by: 'bulk', normalCdf } })
    expect(fold(inBulk, goldenTrades)?.vpin).toBeCloseTo(golden.vpin.bvc, 10)
  })

  it('splits a print that overflows a bucket', () => {
    // 10 bought; 5 bought and 5 sold; 10 sold.
    expect(fold(vpin({ bucketSize: 10, buckets: 3 }), [print(15, 'buy'), print(15, 'sell')])?.vpin).toBeCloseTo(2 / 3, 12)
  })

  it('says nothing until enough buckets are full', () => {
    const [first, ...rest] = goldenTrades
    expect(fold(vpin({ bucketSize: 1e6, buckets: 1 }), [first!, ...rest])).toBeUndefined()
  })

  it('lies between 0 and 1, and is the same with sides exchanged', () => {
    const measure = vpin({ bucketSize: 20, buckets: 2 })
    fc.assert(
      fc.property(fc.array(trades, { minLength: 5 }), (series) => {
        const reading = fold(measure, series)
        if (reading === undefined) return
        expect(reading.vpin).toBeGreaterThanOrEqual(0)
        expect(reading.vpin).toBeLessThanOrEqual(1 + 1e-12)
        expect(fold(measure, series.map(turned))?.vpin).toBeCloseTo(reading.vpin, 9)
      }),
      { numRuns: 50 },
    )
  })
})

function print(size: number, aggressor: Trade['aggressor']): Trade {
  return { id: 1, timeUs: 0, price: 1, size, aggressor }
}

function turned(trade: Trade): Trade {
  return { ...trade, aggressor: trade.aggressor === 'buy' ? 'sell' : 'buy' }
}
