import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bar, Interval } from '@of/api'
import { MINUTE_US, type Trade } from '@of/core'
import { presets } from '@of/signals'
import { openStore, type Store } from '@of/store'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barsOf, WIDTHS_US } from '../market/bars.ts'
import { Market } from '../market/market.ts'
import type { Moment } from '../present/moment.ts'
import { featuresWith } from '../testing/features.ts'
import { START_US, tradesOver } from '../testing/trades.ts'
import { barsOver } from './bars.ts'
import { footprintsOver } from './footprints.ts'
import { heatmapOver } from './heat.ts'
import { pageOverSeam } from './pages.ts'

const MINUTES = 12
const END_US = START_US + MINUTES * MINUTE_US

const dir = mkdtempSync(join(tmpdir(), 'of-history-'))
let store: Store
beforeAll(async () => {
  store = await openStore({ path: join(dir, 's.duckdb'), origin: 'live', flushMs: 60_000 })
})
afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true })
})

let products = 0

/** A market that remembers minutes from one on, and whose trades and bars before that are in the store. */
const halfStored = async (trades: readonly Trade[], seamUs: number): Promise<{ moment: Moment; whole: Market }> => {
  const product = `P${(products += 1)}-USD`
  const whole = new Market(product, presets.default)
  const market = new Market(product, presets.default)
  whole.minutes.onTrades(trades)
  market.minutes.onTrades(trades.filter(({ timeUs }) => timeUs >= seamUs))
  for (let timeUs = START_US + 1e6; timeUs <= END_US; timeUs += 1e6) {
    const features = featuresWith({ mid: 100, lastPrice: 100, cvd: timeUs % 1e9, ofi: (timeUs % 7e6) - 3e6 })
    whole.minutes.onSample(timeUs, features)
    if (timeUs > seamUs) market.minutes.onSample(timeUs, features)
  }
  // What is remembered may have changed since it was kept.
  const kept = barsOf(whole.minutes.between(START_US, END_US), MINUTE_US, END_US)
  const bars = kept.map((bar) => (bar.startUs < seamUs ? bar : { ...bar, volume: bar.volume + 1, cvd: null }))
  store.append([{ kind: 'trades', product, origin: 'live', trades }, ...bars.map((bar) => ({ kind: 'bar' as const, product, bar }))])
  await store.flush()
  const origin = { kind: 'live', words: 'Coinbase', simulated: false } as const
  return { whole, moment: { product, origin, market, view: undefined, book: undefined, feed: undefined, clockUs: END_US } }
}

/** Sums of the same terms in another order. */
const rounded = (bars: readonly Bar[]): unknown =>
  bars.map((bar) =>
    Object.fromEntries(
      Object.entries(bar).map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(10)) : value]),
    ),
  )

const seam = fc.integer({ min: 0, max: MINUTES }).map((minute) => START_US + minute * MINUTE_US)

describe('history over the seam of store and memory', () => {
  it('has every bar once, as if all were remembered, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        tradesOver(MINUTES),
        seam,
        fc.constantFrom<Interval>('1m', '5m'),
        fc.integer({ min: 1, max: 9 }),
        async (trades, seamUs, interval, limit) => {
          const { moment, whole } = await halfStored(trades, seamUs)
          const paged: Bar[] = []
          let fromUs: number | undefined = START_US
          for (let pages = 0; fromUs !== undefined && pages < 30; pages += 1) {
            const { items, next } = await barsOver(moment, interval, { fromUs, toUs: undefined, limit }, store)
            expect(items.length).toBeLessThanOrEqual(limit)
            paged.push(...items)
            fromUs = next === null ? undefined : Number(next)
          }
          expect(rounded(paged)).toEqual(rounded(barsOf(whole.minutes.between(0, Infinity), WIDTHS_US[interval], END_US)))
        },
      ),
      { numRuns: 12 },
    )
  })

  it('has the same footprints wherever the seam is', async () => {
    await fc.assert(
      fc.asyncProperty(tradesOver(MINUTES), seam, async (trades, seamUs) => {
        const { moment, whole } = await halfStored(trades, seamUs)
        const span = { fromUs: START_US, toUs: undefined, limit: 50 }
        const told = await footprintsOver(moment, '5m', span, store)
        const all = await footprintsOver({ ...moment, market: whole }, '5m', span, undefined)
        expect(told.rowSize).toBe(all.rowSize)
        expect(
          told.items.map(({ delta, ...item }) => ({
            ...item,
            rows: item.rows.length,
            volume: item.volume.toFixed(8),
            delta: delta.toFixed(8),
          })),
        ).toEqual(
          all.items.map(({ delta, ...item }) => ({
            ...item,
            rows: item.rows.length,
            volume: item.volume.toFixed(8),
            delta: delta.toFixed(8),
          })),
        )
      }),
      { numRuns: 8 },
    )
  })

  it('has columns of the heatmap of before, on one grid though rows were of another height then', async () => {
    const { moment } = await halfStored([], START_US)
    const column = { bestBid: 99, bestAsk: 101 }
    const { product } = moment
    store.append([
      { kind: 'heat', product, column: { ...column, startUs: START_US, rowSize: 1, firstRow: 98, sizes: [1, 2, 3, 4] } },
      { kind: 'heat', product, column: { ...column, startUs: START_US + MINUTE_US, rowSize: 2, firstRow: 49, sizes: [5, 6] } },
      {
        kind: 'heat',
        product,
        column: { bestBid: null, bestAsk: null, startUs: START_US + 2 * MINUTE_US, rowSize: 2, firstRow: 0, sizes: null },
      },
    ])
    await store.flush()
    const heat = await heatmapOver(moment, { fromUs: START_US, toUs: undefined, limit: 10 }, store)
    expect(heat).toMatchObject({ stepUs: MINUTE_US, rowSize: 2, low: 98, rows: 2 })
    expect(heat.columns.map(({ sizes }) => sizes)).toEqual([[3, 7], [5, 6], null])
  })

  it('asks the store for nothing that is remembered', async () => {
    const asked: number[][] = []
    const times = Array.from({ length: 10 }, (_, i) => i)
    const page = async (fromUs: number, limit: number) =>
      await pageOverSeam({
        fromUs,
        toUs: Infinity,
        limit,
        memoryFromUs: 6,
        timeOf: (time: number) => time,
        stored: async (from, to, most) => {
          asked.push([from, to, most])
          return await Promise.resolve(times.filter((time) => time >= from && time < to).slice(0, most))
        },
        remembered: (from) => times.filter((time) => time >= from),
      })
    expect(await page(7, 2)).toEqual({ items: [7, 8], nextUs: 9 })
    expect(asked).toEqual([])
    expect(await page(4, 4)).toEqual({ items: [4, 5, 6, 7], nextUs: 8 })
    expect(await page(0, 6)).toEqual({ items: [0, 1, 2, 3, 4, 5], nextUs: 6 })
    expect(asked).toEqual([
      [4, 6, 5],
      [0, 6, 7],
    ])
  })
})
