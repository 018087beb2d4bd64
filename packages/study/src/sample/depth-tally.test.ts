import { topLevels } from '@of/core'
import { describe, expect, it } from 'vitest'
import { DepthTally } from './depth-tally.ts'

const SPAN_US = 60_000_000
const before = { bidPrice: 100, bidSize: 4, askPrice: 102, askSize: 6 }

/** A book of one level a side. */
function top(bidPrice: number, bidSize: number, askPrice: number, askSize: number): ReturnType<typeof topLevels> {
  const levels = topLevels(1)
  levels.bidPrices[0] = bidPrice
  levels.bidSizes[0] = bidSize
  levels.askPrices[0] = askPrice
  levels.askSizes[0] = askSize
  return Object.assign(levels, { bidCount: 1, askCount: 1, bidTaken: bidSize, askTaken: askSize })
}

describe('DepthTally', () => {
  it('takes the new queue of a price that got worse and the old one of a price that got better', () => {
    const tally = new DepthTally(SPAN_US)
    tally.take(1, top(99, 10, 101, 20), before)
    expect(tally.between(0, SPAN_US)).toEqual({ queue: (10 + 6) / 2, level: 15 })
  })

  it('says nothing of a side whose price has not changed', () => {
    const tally = new DepthTally(SPAN_US)
    tally.take(1, top(99, 10, 102, 20), before)
    expect(tally.between(0, SPAN_US).queue).toBeUndefined()
  })

  it('counts a book on the grid to the span that it ends, as windows do', () => {
    const tally = new DepthTally(SPAN_US)
    tally.take(SPAN_US, top(99, 10, 101, 20), before)
    tally.take(SPAN_US + 1, top(99, 30, 101, 40), undefined)
    expect([tally.between(0, SPAN_US).level, tally.between(SPAN_US, 2 * SPAN_US).level]).toEqual([15, 35])
  })
})
