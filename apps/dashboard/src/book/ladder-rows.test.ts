import { describe, expect, it } from 'vitest'
import { book } from '../testing/resources.ts'
import { ladderRows, midOf, sharedPrefix, spreadOf } from './ladder-rows.ts'

const level = (price: number, size: number): { price: number; size: number; total: number } => ({ price, size, total: price * size })

describe('ladderRows(book, rows)', () => {
  const full = book({
    bids: [level(100, 1), level(99, 2), level(98, 400)],
    asks: [level(101, 1), level(102, 3), level(103, 1)],
    walls: [{ side: 'bid', price: 98, size: 400, notional: 39_200, sinceUs: 0 }],
  })

  it('reads from far asks down to far bids', () => {
    const { asks, bids } = ladderRows(full, 2)
    expect([...asks, ...bids].map(({ price }) => price)).toEqual([102, 101, 100, 99])
  })

  it('marks walls, and lets none make the other bars vanish', () => {
    const { asks, bids } = ladderRows(full, 3)
    expect(bids.map(({ isWall }) => isWall)).toEqual([false, false, true])
    expect(bids.at(-1)?.length).toBe(1)
    expect(asks[1]?.length).toBeGreaterThan(0.1)
  })

  it('finds a wall within a level of several ticks', () => {
    const grouped = book({
      ...full,
      grouping: 100,
      bids: [level(99, 5)],
      asks: [],
      walls: [{ side: 'bid', price: 99.5, size: 5, notional: 500, sinceUs: 0 }],
    })
    expect(ladderRows(grouped, 3).bids[0]?.isWall).toBe(true)
  })

  it('has no rows of an empty book', () => {
    expect(ladderRows(book({}), 3)).toEqual({ asks: [], bids: [] })
    expect(midOf(book({}))).toBeUndefined()
    expect(midOf(full)).toBe(100.5)
  })
})

describe('sharedPrefix(prices)', () => {
  it('is what all prices begin with, and nothing where they differ in length', () => {
    expect(sharedPrefix(['104,205.11', '104,200.33', '104,193.28'])).toBe('104,')
    expect(sharedPrefix(['100,000.01', '99,999.99'])).toBe('')
    expect(sharedPrefix([])).toBe('')
  })
})

describe('spreadOf(book)', () => {
  const quoted = book({ bids: [level(99.99, 1)], asks: [level(100.01, 1)] })

  it('is in ticks and in basis points of mid', () => {
    const spread = spreadOf(quoted)
    expect(spread?.ticks).toBe(2)
    expect(spread?.bps).toBeCloseTo(2, 9)
    expect(spreadOf({ ...quoted, tick: null })?.ticks).toBeUndefined()
  })

  it('is not known of one side, nor of levels that span several ticks', () => {
    expect(spreadOf({ ...quoted, asks: [] })).toBeUndefined()
    expect(spreadOf({ ...quoted, grouping: 10 })).toBeUndefined()
  })
})
