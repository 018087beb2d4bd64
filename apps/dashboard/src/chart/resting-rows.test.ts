import { describe, expect, it } from 'vitest'
import { book, noFlow } from '../testing/resources.ts'
import { restingRows } from './resting-rows.ts'

const column = { ...noFlow, startUs: 0, bestBid: 100, bestAsk: 101, low: 90, rowSize: 5, sizes: [4, 7, 9, 2] }
const heat = { product: 'BTC-USD', stepUs: 5e6, columns: [column], walls: [] }
const level = (price: number, size: number) => ({ price, size, total: 0 })
const present = book({ bids: [level(100, 1), level(99, 2)], asks: [level(101, 3)] })

describe('restingRows(scene, rowSize)', () => {
  it('is the levels that the book tells, and beyond them what the newest column holds, nothing of it twice', () => {
    expect(restingRows({ book: present, heat, isBookLive: true, nowUs: 6e6 }, 5)).toEqual([
      { side: 'bid', row: 20, notional: 100 },
      { side: 'bid', row: 19, notional: 198 },
      { side: 'ask', row: 20, notional: 303 },
      { side: 'bid', row: 18, notional: 4 * 92.5 },
      { side: 'ask', row: 21, notional: 2 * 107.5 },
    ])
  })

  it('leaves out a column that is old, and everything while the book is not believed', () => {
    const scene = { book: present, heat, isBookLive: true, nowUs: 60e6 }
    expect(restingRows(scene, 5).map(({ row }) => row)).toEqual([20, 19, 20])
    expect(restingRows({ ...scene, isBookLive: false }, 5)).toEqual([])
  })
})
