import type { Trade } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyTradeMerge, forgetConnection, type MergedTrades, onBackfill, onTrades, type TradeMerge } from './trade-merge.ts'

interface Batch {
  readonly connection: string
  readonly type: 'snapshot' | 'update'
  readonly ids: readonly number[]
}

function trades(ids: readonly number[]): Trade[] {
  return ids.map((id) => ({ id, timeUs: id, price: 1, size: 1, aggressor: 'buy' }))
}

function feed(merge: TradeMerge, { connection, type, ids }: Batch): MergedTrades<Trade> {
  return onTrades(merge, connection, type, trades(ids))
}

function seeded(ids: readonly number[]): TradeMerge {
  const merge = emptyTradeMerge()
  feed(merge, { connection: 'a', type: 'snapshot', ids })
  return merge
}

function freshIds(merged: MergedTrades<Trade>): number[] {
  return merged.fresh.map(({ id }) => id)
}

const quiet = { late: 0, duplicates: 0, missing: 0, historic: 0 }

describe('onTrades(merge, connection, type, trades)', () => {
  it('takes the first snapshot of a connection for history', () => {
    const merge = emptyTradeMerge()
    expect(feed(merge, { connection: 'a', type: 'snapshot', ids: [12, 11, 10] })).toEqual({ fresh: [], ...quiet })
    expect(freshIds(feed(merge, { connection: 'a', type: 'update', ids: [13] }))).toEqual([13])
  })

  it('drops what is older than the first it met', () => {
    const merge = seeded([12, 11])
    expect(feed(merge, { connection: 'a', type: 'update', ids: [12, 11, 5] })).toEqual({ fresh: [], ...quiet, duplicates: 3 })
  })

  it('delivers by ascending id what comes newest first', () => {
    expect(freshIds(feed(seeded([4]), { connection: 'a', type: 'update', ids: [7, 6, 5] }))).toEqual([5, 6, 7])
  })

  it('counts an id once, however often it comes', () => {
    expect(feed(seeded([4]), { connection: 'a', type: 'update', ids: [5, 5, 6, 5] })).toMatchObject({
      ...quiet,
      duplicates: 2,
      fresh: [{ id: 5 }, { id: 6 }],
    })
  })

  it('starts at its own first id when no snapshot came before it', () => {
    const merge = emptyTradeMerge()
    const merged = feed(merge, { connection: 'a', type: 'update', ids: [9, 7] })
    expect(freshIds(merged)).toEqual([7, 9])
    expect(merged).toMatchObject({ ...quiet, missing: 1 })
  })

  it('misses ids that are skipped, and delivers them late when they come', () => {
    const merge = seeded([4])
    expect(feed(merge, { connection: 'a', type: 'update', ids: [8] })).toMatchObject({ ...quiet, missing: 3 })
    const filled = feed(merge, { connection: 'a', type: 'update', ids: [9, 6, 4] })
    expect(freshIds(filled)).toEqual([6, 9])
    expect(filled).toMatchObject({ ...quiet, missing: -1, late: 1, duplicates: 1 })
    expect(merge.missing.ranges).toEqual([
      { from: 5, to: 5 },
      { from: 7, to: 7 },
    ])
    expect(feed(merge, { connection: 'a', type: 'update', ids: [6] })).toMatchObject({ ...quiet, duplicates: 1 })
  })

  it('merges a later snapshot of the connection like an update', () => {
    const merge = seeded([4])
    feed(merge, { connection: 'a', type: 'update', ids: [7] })
    const merged = feed(merge, { connection: 'a', type: 'snapshot', ids: [8, 7, 6, 5, 4, 3] })
    expect(freshIds(merged)).toEqual([5, 6, 8])
    expect(merged).toMatchObject({ ...quiet, missing: -2, late: 2, duplicates: 3 })
  })

  it('tells apart what was lost while there was no connection', () => {
    const merge = seeded([4])
    feed(merge, { connection: 'a', type: 'update', ids: [5, 7] })
    expect(feed(merge, { connection: 'b', type: 'snapshot', ids: [20, 19, 6] })).toEqual({ fresh: [], ...quiet, missing: 11, historic: 2 })
    expect(feed(merge, { connection: 'b', type: 'update', ids: [21, 20, 10, 6] })).toMatchObject({
      ...quiet,
      fresh: [{ id: 6 }, { id: 10 }, { id: 20 }, { id: 21 }],
      missing: -2,
      historic: -1,
      late: 3,
    })
  })

  it('still counts what another connection brings after a snapshot has shown it', () => {
    const merge = seeded([2])
    feed(merge, { connection: 'b', type: 'snapshot', ids: [5, 4, 3] })
    expect(feed(merge, { connection: 'a', type: 'update', ids: [3, 4, 5] })).toMatchObject({
      ...quiet,
      fresh: [{ id: 3 }, { id: 4 }, { id: 5 }],
      late: 3,
      historic: -3,
    })
  })

  it('keeps its place when another connection begins behind it', () => {
    const merge = seeded([9])
    expect(feed(merge, { connection: 'b', type: 'snapshot', ids: [8, 7] })).toEqual({ fresh: [], ...quiet })
    expect(feed(merge, { connection: 'b', type: 'update', ids: [9, 10] })).toMatchObject({ ...quiet, fresh: [{ id: 10 }], duplicates: 1 })
  })

  it('takes an empty snapshot for a first one', () => {
    const merge = seeded([])
    expect(freshIds(feed(merge, { connection: 'a', type: 'update', ids: [3] }))).toEqual([3])
    expect(freshIds(feed(merge, { connection: 'a', type: 'snapshot', ids: [4, 3] }))).toEqual([4])
  })

  it('leaves the trades it is handed as they were', () => {
    const batch = Object.freeze(trades([3, 1, 2].toReversed()).map((trade) => Object.freeze(trade)))
    expect(onTrades(emptyTradeMerge(), 'a', 'update', batch).fresh).toHaveLength(3)
  })
})

describe('onBackfill(merge, trades)', () => {
  it('delivers what was missing and what only a snapshot has shown, by ascending id', () => {
    const merge = seeded([4])
    feed(merge, { connection: 'a', type: 'update', ids: [7] })
    feed(merge, { connection: 'b', type: 'snapshot', ids: [9, 8] })
    const merged = onBackfill(merge, trades([9, 8, 7, 6, 5]))
    expect(freshIds(merged)).toEqual([5, 6, 8, 9])
    expect(merged).toMatchObject({ late: 4, duplicates: 1, missing: -2, historic: -2 })
    expect(feed(merge, { connection: 'a', type: 'update', ids: [9, 10] })).toMatchObject({ ...quiet, fresh: [{ id: 10 }], duplicates: 1 })
  })

  it('leaves what is newer than the newest to the connections', () => {
    const merge = seeded([4])
    feed(merge, { connection: 'a', type: 'update', ids: [6] })
    expect(onBackfill(merge, trades([8, 7, 5]))).toMatchObject({ fresh: [{ id: 5 }], late: 1, duplicates: 2, missing: -1 })
    expect(merge.lastId).toBe(6)
    expect(feed(merge, { connection: 'a', type: 'update', ids: [7, 8] })).toMatchObject({ ...quiet, fresh: [{ id: 7 }, { id: 8 }] })
  })

  it('delivers nothing before the first trade was met', () => {
    const merge = emptyTradeMerge()
    expect(onBackfill(merge, trades([3, 2]))).toEqual({ fresh: [], ...quiet, duplicates: 2 })
    expect(merge).toEqual(emptyTradeMerge())
  })
})

describe('forgetConnection(merge, connection)', () => {
  it('lets a connection that opens again begin with history again', () => {
    const merge = seeded([4])
    forgetConnection(merge, 'a')
    expect(merge.seeded).toEqual(new Set())
    expect(feed(merge, { connection: 'a', type: 'snapshot', ids: [9, 8] })).toEqual({ fresh: [], ...quiet, missing: 3, historic: 2 })
  })
})

const batches: fc.Arbitrary<Batch> = fc.record({
  connection: fc.constantFrom('a', 'b'),
  type: fc.constantFrom('update', 'update', 'update', 'snapshot'),
  ids: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
})

describe('a merge of any batches', () => {
  it('delivers no id twice, each batch in order, and accounts for every trade and id', () => {
    fc.assert(
      fc.property(fc.array(batches), (series) => {
        const merge = emptyTradeMerge()
        const delivered = new Set<number>()
        let waitedFor = 0
        for (const batch of series) {
          const isSeed = batch.type === 'snapshot' && !merge.seeded.has(batch.connection)
          const before = merge.lastId
          const merged = feed(merge, batch)
          const ids = freshIds(merged)
          expect(ids).toEqual(ids.toSorted((a, b) => a - b))
          expect(ids.filter((id) => delivered.has(id) || !batch.ids.includes(id))).toEqual([])
          for (const id of ids) delivered.add(id)
          waitedFor += merged.missing + merged.historic
          expect([...merge.missing.ranges, ...merge.historic.ranges].reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(waitedFor)
          expect(merged.duplicates + ids.length).toBe(isSeed ? 0 : batch.ids.length)
          const advanced = ids.length + merged.missing + merged.historic
          expect(advanced).toBe(before === undefined ? advanced : merge.lastId! - before)
        }
      }),
    )
  })

  it('delivers all trades of one connection, in whatever order its updates come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.integer({ min: 1, max: 5 }), (ids, width) => {
        const merge = seeded([0])
        const delivered: number[] = []
        for (let at = 0; at < ids.length; at += width) {
          delivered.push(...freshIds(feed(merge, { connection: 'a', type: 'update', ids: ids.slice(at, at + width) })))
        }
        expect(delivered.sort((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
      }),
    )
  })

  it('resumes from a checkpoint exactly where it stopped', () => {
    fc.assert(
      fc.property(fc.array(batches), fc.array(batches), (before, after) => {
        const merge = emptyTradeMerge()
        for (const batch of before) feed(merge, batch)
        const checkpoint = structuredClone(merge)
        expect(after.map((batch) => feed(checkpoint, batch))).toEqual(after.map((batch) => feed(merge, batch)))
        expect(checkpoint).toEqual(merge)
      }),
    )
  })
})
