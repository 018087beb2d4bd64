import { describe, expect, it } from 'vitest'
import { goldenQuotes } from '../flow/testing/golden.ts'
import type { Touch } from '../market.ts'
import { golden } from '../testing/golden-stream.ts'
import { solve } from './solve.ts'
import { countQuote, fitStoikov, interruptCounts, stoikovCounts } from './stoikov-price.ts'

const counts = stoikovCounts({ tick: 1 })
for (const quote of goldenQuotes) countQuote(counts, quote)
const fitted = fitStoikov(counts)!

describe('fitStoikov(counts)', () => {
  it('fits the golden stream as the reference does', () => {
    expect(fitted.observations).toBe(golden.microprice.observations)
    golden.microprice.G.forEach((row, part) => row.forEach((ticks, wide) => expect(fitted.adjustments[part]![wide]).toBeCloseTo(ticks, 10)))
  })

  it('gives the micro-prices of the reference', () => {
    for (const { bid, ask, micro } of golden.fair_value) {
      const quote = { bidPrice: bid[0]!, bidSize: bid[1]!, askPrice: ask[0]!, askSize: ask[1]! }
      expect(fitted.at(quote)).toBeCloseTo(micro, 6)
    }
  })

  it('adds to one side what it takes from the other', () => {
    for (const [part, row] of fitted.adjustments.entries()) {
      row.forEach((ticks, wide) => expect(ticks).toBeCloseTo(-fitted.adjustments[4 - part]![wide]!, 12))
    }
  })

  it('says nothing of a quote wider than any that it knows', () => {
    expect(fitted.at({ bidPrice: 10, bidSize: 1, askPrice: 14, askSize: 1 })).toBeUndefined()
  })

  it('says nothing where the mid was never seen to move', () => {
    const still = stoikovCounts({ tick: 1 })
    expect(fitStoikov(still)).toBeUndefined()
    const quote: Touch = { bidPrice: 10, bidSize: 1, askPrice: 11, askSize: 1 }
    for (const bidSize of [1, 2, 1, 2]) countQuote(still, { ...quote, bidSize })
    expect(fitStoikov(still)).toBeUndefined()
  })

  it('measures no quote against one from before the book was lost', () => {
    const own = stoikovCounts({ tick: 1 })
    const [first, second] = goldenQuotes
    countQuote(own, first!)
    interruptCounts(own)
    countQuote(own, { ...second!, bidSize: 99 })
    expect(own.observations).toBe(0)
  })
})

describe('solve(matrix, right)', () => {
  it('solves a system whose first pivot is 0', () => {
    expect(solve(Float64Array.of(0, 2, 1, 1), Float64Array.of(4, 5))).toEqual(Float64Array.of(3, 2))
  })

  it('solves no singular system', () => {
    expect(solve(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toBeUndefined()
  })
})
