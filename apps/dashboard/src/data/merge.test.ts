import type { Bar, Bars, Heatmap, Order, Tape } from '@of/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bar, bars, order, origin } from '../testing/resources.ts'
import { heatOf, mergeBars, mergeHeat, mergeTape } from './merge.ts'

describe('mergeBars(bars, update)', () => {
  it('comes to the same in updates of any size as all at once', () => {
    const minutes = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(minutes, fc.nat(10), (told, cut) => {
        const items = told.map((minute, i): Bar => bar({ startUs: minute * 60e6, volume: i }))
        const last = new Map(items.map((one) => [one.startUs, one]))
        const expected = [...last.values()].sort((a, b) => a.startUs - b.startUs)
        let merged: Bars = bars([])
        for (let i = 0; i < items.length; i += cut + 1) merged = mergeBars(merged, { items: lastOfEach(items.slice(i, i + cut + 1)) })
        expect(merged.items).toEqual(expected)
      }),
    )
  })

  it('leaves bars that did not change as they are, and holes where no others are told', () => {
    const before: Bars = {
      ...bars([bar({ startUs: 0 }), bar({ startUs: 60e6 })]),
      gaps: [{ source: 'book', fromUs: 1, toUs: 2, reason: 'x' }],
    }
    const after = mergeBars(before, { items: [bar({ startUs: 60e6, volume: 9 })] })
    expect(after.items[0]).toBe(before.items[0])
    expect(after.gaps).toBe(before.gaps)
    expect(mergeBars(before, { items: [], gaps: [] }).gaps).toEqual([])
  })
})

describe('mergeTape(tape, update)', () => {
  it('puts an order that got more fills in the place of itself', () => {
    const tape: Tape = { product: 'BTC-USD', whaleNotional: null, reason: 'warming up', items: [order({ firstTradeId: 1, fills: 1 })] }
    const items: Order[] = [order({ firstTradeId: 1, fills: 2 }), order({ firstTradeId: 3 })]
    const merged = mergeTape(tape, { whaleNotional: 186_000, items })
    expect(merged.items).toEqual(items)
    expect(merged).toMatchObject({ whaleNotional: 186_000, reason: null })
  })
})

describe('mergeHeat(heat, update)', () => {
  it('keeps with each column the grid it was told on', () => {
    const first: Heatmap = heatmap(100, 5, [0])
    const merged = mergeHeat(heatOf(first), heatmap(200, 10, [5e6]))
    expect(merged.columns.map(({ low, rowSize, startUs }) => [startUs, low, rowSize])).toEqual([
      [0, 100, 5],
      [5e6, 200, 10],
    ])
  })
})

function heatmap(low: number, rowSize: number, starts: readonly number[]): Heatmap {
  const columns = starts.map((startUs) => ({ startUs, bestBid: 1, bestAsk: 2, sizes: [1, 2] }))
  return { product: 'BTC-USD', origin, stepUs: 5e6, low, rowSize, rows: 2, columns }
}

function lastOfEach(items: readonly Bar[]): Bar[] {
  return [...new Map(items.map((one) => [one.startUs, one])).values()]
}
