import type { Trade } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tradesBetween } from './trades-between.ts'
import type { TradesPage } from './trades.ts'

function tradeOf(id: number): Trade {
  return { id, timeUs: id, price: 1, size: 1, aggressor: 'buy' }
}

/** Pages as the venue answers: the highest ids below `after`. */
function pagesOf(ids: readonly number[], asked: TradesPage[], most = 1000): (page: TradesPage) => Promise<readonly Trade[]> {
  return (page) => {
    asked.push(page)
    const below = ids.filter((id) => id < (page.after ?? Infinity)).sort((a, b) => a - b)
    return Promise.resolve(below.slice(-Math.min(most, page.limit ?? most)).map(tradeOf))
  }
}

describe('tradesBetween(page, range)', () => {
  it('asks for a short range once, and for no more than it', async () => {
    const asked: TradesPage[] = []
    const { trades, missing } = await tradesBetween(pagesOf([8, 9, 10, 11, 12], asked), { from: 9, to: 11 })
    expect(trades.map(({ id }) => id)).toEqual([9, 10, 11])
    expect(missing).toEqual([])
    expect(asked).toEqual([{ after: 12, limit: 3 }])
  })

  it('says what the venue does not have', async () => {
    const { trades, missing } = await tradesBetween(pagesOf([3, 5, 6], []), { from: 1, to: 9 })
    expect(trades.map(({ id }) => id)).toEqual([3, 5, 6])
    expect(missing).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 4 },
      { from: 7, to: 9 },
    ])
  })

  it('comes to an end with a venue that knows no cursor', async () => {
    const { trades, missing } = await tradesBetween(() => Promise.resolve([tradeOf(90), tradeOf(91)]), { from: 10, to: 20 })
    expect([trades, missing]).toEqual([[], [{ from: 10, to: 20 }]])
  })

  it('finds every trade that there is, and calls all others missing, however they are paged', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(ids, fc.nat(80), fc.nat(30), fc.integer({ min: 1, max: 9 }), async (held, from, more, most) => {
        const range = { from, to: from + more }
        const found = await tradesBetween(pagesOf(held, [], most), range)
        const within = held.filter((id) => id >= range.from && id <= range.to).sort((a, b) => a - b)
        expect(found.trades.map(({ id }) => id)).toEqual(within)
        const missing = found.missing.flatMap((hole) => Array.from({ length: hole.to - hole.from + 1 }, (_, index) => hole.from + index))
        expect([...within, ...missing].sort((a, b) => a - b)).toEqual(Array.from({ length: more + 1 }, (_, index) => from + index))
      }),
    )
  })
})
