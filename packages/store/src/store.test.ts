import { join } from 'node:path'
import type { Bar, Decision } from '@of/api'
import { featureNames } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from './open-store.ts'
import type { Store, StoreOptions } from './store.ts'
import { testFolder } from './testing/folder.ts'
import { allPages, cutUp, eventAt, featuresAt, secondOf, START_US, tradeOf, tradesOf } from './testing/records.ts'

const whole = { product: 'BTC-USD', fromUs: undefined, toUs: undefined, limit: 10_000, cursor: undefined }

/** A store that is written only when the test says so, unless it says otherwise. */
const storeIn = async (dir: string, options: Partial<StoreOptions> = {}): Promise<Store> => {
  const store = await openStore({ path: join(dir, 'live.duckdb'), origin: 'live', flushMs: 60_000, ...options })
  onTestFinished(() => store.close())
  return store
}

const decisionAt = (minute: number, bps: number | null): Decision => ({
  id: `BTC-USD-${START_US + minute * 60e6}`,
  product: 'BTC-USD',
  timeUs: START_US + minute * 60e6,
  simulated: false,
  mid: 100.5,
  signal: {
    direction: 'LONG',
    strength: 0.5,
    net: 12,
    decisionThreshold: 10,
    reachableNet: 100,
    abstained: false,
    ruleSet: { name: 'default', hash: 'abc' },
    factors: [],
    reasons: ["it's so"],
  },
  markouts: [{ afterUs: 60e6, bps, state: bps === null ? 'open' : 'known' }],
})

const barAt = (minute: number, volume: number): Bar => ({
  startUs: START_US + minute * 60e6,
  open: 1,
  high: 3,
  low: 1,
  close: 2,
  volume,
  from: 'trades',
  buyVolume: 1,
  sellVolume: null,
  trades: 4,
  vwap: 2,
  vwapSd: null,
  cvd: -1,
  ofi: 0,
  momentum: null,
  momentumZ: null,
  bookCoverage: 1,
  tradeCoverage: 0.5,
  closed: true,
})

describe('store', () => {
  it('gives back every trade once, in order, to the last digit, however it was cut up and repeated', async () => {
    const store = await storeIn(testFolder())
    let run = 0
    const ids = Array.from({ length: 60 }, (_, i) => i + 1)
    await fc.assert(
      fc.asyncProperty(cutUp(ids), fc.integer({ min: 1, max: 50 }), fc.array(fc.boolean()), async (pieces, limit, flushes) => {
        const product = `P${(run += 1)}-USD`
        for (const [at, piece] of pieces.entries()) {
          store.append([tradesOf(piece, product)])
          if (flushes[at] === true) await store.flush()
        }
        await store.flush()
        const read = await allPages((cursor) => store.trades({ ...whole, product, limit, cursor }))
        expect(read).toEqual(ids.map((id) => ({ ...tradeOf(id), origin: 'live' })))
      }),
      { numRuns: 12 },
    )
  })

  it('keeps any price, size and time exactly over a close', async () => {
    const dir = testFolder()
    const double = fc.double({ min: 1e-12, max: 1e12, noNaN: true })
    const time = fc.integer({ min: START_US, max: START_US + 3_600_000_000 })
    const rows = fc.sample(fc.tuple(double, double, time), { numRuns: 500, seed: 3 })
    const trades = rows.map(([price, size, timeUs], id) => ({ id, price, size, timeUs, aggressor: 'buy' as const }))
    const before = await storeIn(dir)
    before.append([{ kind: 'trades', product: 'BTC-USD', trades, origin: 'backfill' }])
    await before.close()
    const { items } = await (await storeIn(dir)).trades(whole)
    expect(items.sort((a, b) => a.id - b.id)).toEqual(trades.map((trade) => ({ ...trade, origin: 'backfill' })))
  })

  it('answers a span: its start included, its end not', async () => {
    const store = await storeIn(testFolder())
    store.append([tradesOf([1, 2, 3, 4])])
    await store.flush()
    const { items, next } = await store.trades({ ...whole, fromUs: tradeOf(2).timeUs, toUs: tradeOf(4).timeUs })
    expect([items.map(({ id }) => id), next]).toEqual([[2, 3], null])
  })

  it('keeps features as they were read: what is unknown is null with its reason, never 0', async () => {
    const store = await storeIn(testFolder())
    store.append([secondOf(1), secondOf(2), secondOf(1)])
    await store.flush()
    const { columns, timesUs } = await store.features({ ...whole, names: featureNames, everyUs: 1e6 })
    expect(timesUs).toEqual([START_US + 1e6, START_US + 2e6])
    for (const [at, timeUs] of timesUs.entries())
      for (const name of featureNames) expect(columns[name]![at]).toBe(featuresAt(timeUs)[name].value)
    const { rows } = await store.query(`SELECT DISTINCT reasons->>'${featureNames[0]}' FROM features`, 10)
    expect(rows).toEqual([[`no ${featureNames[0]}`]])
  })

  it('reads features in steps: the last of each, page by page', async () => {
    const store = await storeIn(testFolder())
    store.append([1, 2, 3, 5, 9, 10, 11, 13].map((second) => secondOf(second)))
    await store.flush()
    const read = await allPages(async (cursor) => {
      const { next, timesUs } = await store.features({ ...whole, names: ['mid'], everyUs: 5e6, limit: 2, cursor })
      return { items: timesUs.map((timeUs) => (timeUs - START_US) / 1e6), next }
    })
    expect(read).toEqual([5, 10, 13])
  })

  it('gives back the evidence of a decision as it was sealed first, every byte of it', async () => {
    const store = await storeIn(testFolder())
    const { id, product, timeUs } = decisionAt(2, null)
    const evidence = { id, product, timeUs, simulated: true, bundle: `{"−0.1":"it's … 1e-7"}`, recording: null }
    store.append([{ kind: 'evidence', evidence, hash: 'f'.repeat(64) }])
    await store.flush()
    store.append([{ kind: 'evidence', evidence: { ...evidence, bundle: '{}', recording: '/elsewhere' }, hash: '0'.repeat(64) }])
    await store.flush()
    expect(await store.evidence(id)).toEqual(evidence)
    expect(await store.evidence("'; DROP TABLE bundles; --")).toBeUndefined()
    expect((await store.query('SELECT id, hash FROM bundles', 5)).rows).toEqual([[id, 'f'.repeat(64)]])
  })

  it('replaces a decision by what became of it, and gives back all its evidence', async () => {
    const store = await storeIn(testFolder())
    store.append([1, 2, 3].map((minute) => ({ kind: 'decision', decision: decisionAt(minute, null) })))
    await store.flush()
    store.append([{ kind: 'decision', decision: decisionAt(2, 1.5) }])
    await store.flush()
    const all = await allPages((cursor) => store.decisions({ ...whole, limit: 1, cursor }))
    expect(all).toEqual([decisionAt(1, null), decisionAt(2, 1.5), decisionAt(3, null)])
    expect(await store.decision(decisionAt(2, 0).id)).toEqual(decisionAt(2, 1.5))
    expect(await store.decision("'; DROP TABLE decisions; --")).toBeUndefined()
  })

  it('keeps the newest of a bar', async () => {
    const store = await storeIn(testFolder())
    store.append([{ kind: 'bar', product: 'BTC-USD', bar: barAt(1, 2) }])
    await store.flush()
    store.append([
      { kind: 'bar', product: 'BTC-USD', bar: barAt(1, 3) },
      { kind: 'bar', product: 'ETH-USD', bar: barAt(1, 4) },
    ])
    await store.flush()
    const { rows } = await store.query('SELECT product, start_us, volume, sell_volume, trades FROM bars ORDER BY product', 10)
    expect(rows).toEqual([
      ['BTC-USD', START_US + 60e6, 3, null, 4],
      ['ETH-USD', START_US + 60e6, 4, null, 4],
    ])
  })

  it('says when a lost book stood again', async () => {
    const store = await storeIn(testFolder())
    store.append([
      eventAt(1, 'book-suspect'),
      eventAt(2, 'gap', null),
      eventAt(3, 'book-synced', 'ETH-USD'),
      eventAt(4, 'book-synced'),
      eventAt(5, 'book-stale'),
    ])
    await store.flush()
    const read = await allPages((cursor) => store.quality({ ...whole, limit: 2, cursor }))
    expect(read.map(({ healedUs, kind, product }) => [kind, product, healedUs])).toEqual([
      ['book-suspect', 'BTC-USD', START_US + 4e6],
      ['gap', null, null],
      ['book-synced', 'ETH-USD', null],
      ['book-synced', 'BTC-USD', null],
      ['book-stale', 'BTC-USD', null],
    ])
  })

  it('refuses a cursor that no page ended with', async () => {
    const store = await storeIn(testFolder())
    await expect(store.trades({ ...whole, cursor: '1 OR 1=1' })).rejects.toMatchObject({ fault: 'cursor' })
  })

  it('writes within its lag, and says how far it is behind', async () => {
    const store = await storeIn(testFolder(), { flushMs: 20 })
    expect(store.health()).toMatchObject({ state: 'ok', lagMs: 0, reason: null })
    store.append([tradesOf([1, 2])])
    expect(store.counts().waiting).toBe(1)
    await expect.poll(() => store.counts()).toMatchObject({ stored: 1, waiting: 0, lost: 0 })
    await expect.poll(() => store.health().bytes).toBeGreaterThan(0)
  })

  it('lets go of what is older than it is kept', async () => {
    const store = await storeIn(testFolder(), { retentionDays: { features: 1 } })
    store.append([tradesOf([1]), secondOf(0), secondOf(3_600), secondOf(7_200)])
    await store.flush()
    expect(await store.forget(START_US + 86_400e6 + 3_600e6)).toBe(1)
    expect((await store.features({ ...whole, names: ['mid'], everyUs: 1e6 })).timesUs).toHaveLength(2)
    expect((await store.trades(whole)).items).toHaveLength(1)
  })

  it('counts what finds no room to wait as lost, and keeps that as an event', async () => {
    const store = await storeIn(testFolder(), { maxWaiting: 3 })
    store.append([tradesOf([1, 2]), tradesOf([3, 4]), tradesOf([5])])
    expect(store.counts()).toMatchObject({ waiting: 2, lost: 1 })
    await store.flush()
    await store.flush()
    expect((await store.trades(whole)).items.map(({ id }) => id)).toEqual([1, 2, 5])
    expect((await store.quality(whole)).items).toMatchObject([{ kind: 'store-lost', timeUs: tradeOf(5).timeUs }])
    expect(store.health().reason).toBe('1 records lost for want of room')
  })
})
