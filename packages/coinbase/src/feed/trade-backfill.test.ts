import { describe, expect, it } from 'vitest'
import { emptyTradeMerge, onTrades } from '../sync/trade-merge.ts'
import { nextPage, noBackfill, noticeMissing } from './trade-backfill.ts'

const trade = (id: number) => ({ id, timeUs: 0, price: 1, size: 1, aggressor: 'buy' as const })

describe('noticeMissing(backfill, merge, lastId, nowUs)', () => {
  it('asks for no more than the newest million of a leap that no venue makes', () => {
    const merge = emptyTradeMerge()
    const backfill = noBackfill()
    onTrades(merge, 'ws1', 'update', [trade(10)])
    onTrades(merge, 'ws1', 'update', [trade(9_000_000_000_000)])
    noticeMissing(backfill, merge, 10, 0)
    expect(backfill.jobs).toMatchObject([{ from: 8_999_999_000_000, to: 8_999_999_999_999 }])
    expect(nextPage(backfill, merge, 500_000)).toMatchObject({ from: 8_999_999_999_000, to: 8_999_999_999_999 })
  })
})
