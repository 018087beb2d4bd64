import type { Footprint } from '@of/api'
import { describe, expect, it } from 'vitest'
import { bar, bars, noFlow, origin } from '../testing/resources.ts'
import { joinBars, joinFootprints, joinHeat } from './join.ts'
import type { Heat } from './merge.ts'

const gap = { source: 'book' as const, fromUs: 90e6, reason: 'x' }

describe('joinBars(now, pages)', () => {
  it('puts pages before what the stream tells, which is the newer word on what both have', () => {
    const page = { ...bars([bar({ startUs: 0 }), bar({ startUs: 60e6, volume: 1 })]), gaps: [{ ...gap, toUs: null }] }
    const now = { ...bars([bar({ startUs: 60e6, volume: 2 })]), gaps: [{ ...gap, toUs: 95e6 }] }
    const joined = joinBars(now, [page])
    expect(joined?.items.map(({ startUs, volume }) => [startUs, volume])).toEqual([
      [0, 0],
      [60e6, 2],
    ])
    expect(joined?.gaps).toEqual([{ ...gap, toUs: 95e6 }])
  })

  it('is what the stream tells while there is no page', () => {
    const now = bars([bar({})])
    expect(joinBars(now, [])).toBe(now)
    expect(joinBars(undefined, [now])).toBeUndefined()
  })
})

describe('joinHeat(now, pages)', () => {
  it('lets each column keep its grid', () => {
    expect(joinHeat(heat(5e6, 10), [heat(0, 5)])?.columns.map(({ rowSize, startUs }) => [startUs, rowSize])).toEqual([
      [0, 5],
      [5e6, 10],
    ])
  })
})

describe('joinFootprints(now, pages)', () => {
  it('lets each page keep the height of its rows, without bars that the stream tells', () => {
    const joined = joinFootprints(footprint([60e6], 10), [footprint([0, 60e6], 5)])
    expect(joined.map(({ items, rowSize }) => [rowSize, items.map(({ startUs }) => startUs)])).toEqual([
      [5, [0]],
      [10, [60e6]],
    ])
  })
})

function heat(startUs: number, rowSize: number): Heat {
  return {
    product: 'BTC-USD',
    stepUs: 5e6,
    columns: [{ startUs, bestBid: 1, bestAsk: 2, low: 0, rowSize, sizes: [1], ...noFlow }],
    walls: [],
  }
}

function footprint(starts: readonly number[], rowSize: number): Footprint {
  const items = starts.map((startUs) => ({ startUs, closed: true, poc: 1, delta: 0, volume: 0, rows: [] }))
  return { product: 'BTC-USD', origin, interval: '1m', rowSize, items }
}
