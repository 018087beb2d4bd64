import type { Bar, Bars, Footprint, Heatmap, Order, Tape } from '@of/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bar, bars, book, goneWall, noFlow, order, origin, profile } from '../testing/resources.ts'
import { heatOf, heldBook, heldProfile, mergeBars, mergeFootprint, mergeHeat, mergeTape } from './merge.ts'

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

  it('keeps whales when the orders about them are gone', () => {
    const tape: Tape = { product: 'BTC-USD', whaleNotional: 1, reason: null, items: [order({ firstTradeId: 1, whale: true })] }
    const items = Array.from({ length: 2_000 }, (_, i) => order({ firstTradeId: i + 2 }))
    const merged = mergeTape(tape, { whaleNotional: 1, items })
    expect([merged.items[0]?.firstTradeId, merged.whales?.map(({ firstTradeId }) => firstTradeId)]).toEqual([2, [1]])
  })
})

describe('heldBook(before, book)', () => {
  it('keeps the levels that a lost book was last believed with, and their time, and says that it is lost', () => {
    const level = { price: 1, size: 1, total: 1 }
    const believed = book({ timeUs: 5, bids: [level] })
    const lost = heldBook(believed, book({ timeUs: 9, state: 'resyncing', reason: 'gap' }))
    expect(lost).toMatchObject({ timeUs: 5, bids: [level], state: 'resyncing', reason: 'gap' })
    expect(heldBook(lost, book({ timeUs: 9, state: 'resyncing' })).bids).toEqual([level])
    expect(heldBook(lost, book({ timeUs: 12 })).bids).toEqual([])
  })
})

describe('heldProfile(before, profile)', () => {
  it('keeps the rows and levels of one that can no longer be told, with their time and why, until there is another', () => {
    const known = profile({ toUs: 5, poc: 100, rows: [{ low: 99, high: 101, price: 100, volume: 3 }] })
    const held = heldProfile(known, profile({ toUs: 9, reason: 'connection closed' }))
    expect(held).toEqual({ ...known, reason: 'connection closed' })
    expect(heldProfile(held, profile({ toUs: 12, reason: 'connection closed' }))).toEqual(held)
    expect(heldProfile(held, { ...known, toUs: 15 })).toEqual({ ...known, toUs: 15 })
    expect(heldProfile(undefined, profile({ reason: 'no trades yet' })).rows).toEqual([])
  })
})

describe('mergeFootprint(before, update)', () => {
  it('keeps bars that are told no more while rows are of one height', () => {
    expect(startsOf(mergeFootprint(footprint(0, 5), footprint(60e6, 5)))).toEqual([0, 60e6])
    expect(startsOf(mergeFootprint(footprint(0, 5), footprint(60e6, 10)))).toEqual([60e6])
  })
})

describe('mergeHeat(heat, update)', () => {
  it('keeps with each column the grid it was told on, and the walls that vanished', () => {
    const first: Heatmap = heatmap(100, 5, [0])
    const merged = mergeHeat(heatOf(first), heatmap(200, 10, [5e6]))
    expect(merged.columns.map(({ low, rowSize, startUs }) => [startUs, low, rowSize])).toEqual([
      [0, 100, 5],
      [5e6, 200, 10],
    ])
    expect(merged.walls.map(({ goneUs }) => goneUs)).toEqual([5e6, 10e6])
  })
})

function heatmap(low: number, rowSize: number, starts: readonly number[]): Heatmap {
  const columns = starts.map((startUs) => ({ startUs, bestBid: 1, bestAsk: 2, sizes: [1, 2], ...noFlow }))
  const walls = starts.map((sinceUs) => goneWall({ sinceUs, goneUs: sinceUs + 5e6 }))
  return { product: 'BTC-USD', origin, stepUs: 5e6, low, rowSize, rows: 2, columns, walls }
}

function lastOfEach(items: readonly Bar[]): Bar[] {
  return [...new Map(items.map((one) => [one.startUs, one])).values()]
}

function footprint(startUs: number, rowSize: number): Footprint {
  const items = [{ startUs, closed: true, poc: 1, delta: 0, volume: 0, rows: [] }]
  return { product: 'BTC-USD', origin, interval: '1m', rowSize, items }
}

function startsOf({ items }: Footprint): number[] {
  return items.map((item) => item.startUs)
}
