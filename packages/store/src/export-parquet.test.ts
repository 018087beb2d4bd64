import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from './open-store.ts'
import { testFolder } from './testing/folder.ts'
import { eventAt, featuresAt, secondOf, START_US, tradeOf, tradesOf } from './testing/records.ts'

/** What a database that knows nothing of the store reads from its files. */
const readBack = async (sql: string): Promise<unknown[][]> => {
  const connection = await (await DuckDBInstance.create()).connect()
  return (await connection.runAndReadAll(sql)).getRows()
}

describe('exportParquet', () => {
  it('writes folders by product and date, from which everything is read back exactly, however often', async () => {
    const dir = testFolder()
    const store = await openStore({ path: join(dir, 's.duckdb'), origin: 'live', flushMs: 60_000, exportDir: join(dir, "o'ut") })
    onTestFinished(() => store.close())
    const ids = Array.from({ length: 200 }, (_, i) => i * 1_000_000)
    store.append([tradesOf(ids), tradesOf(ids, 'ETH-USD'), secondOf(86_400), eventAt(1, 'gap', null)])
    await store.flush()
    await store.exportParquet()
    store.append([tradesOf([7], 'ETH-USD')])
    await store.flush()
    const { label, rows } = await store.exportParquet()
    expect(label).toEqual({ origin: 'live', simulated: false })
    expect(rows).toMatchObject({ trades: 401, features: 1, bars: 0, heat: 0, decisions: 0, quality_events: 1, alerts: 0 })
    expect(readdirSync(join(dir, "o'ut", 'trades', 'product=BTC-USD'))).toEqual(['date=2025-10-10', 'date=2025-10-11', 'date=2025-10-12'])
    const files = `${dir}/o''ut`
    const trades = await readBack(
      `SELECT id, time_us, epoch_us(time), price, size, aggressor, product, date::VARCHAR = strftime(time, '%Y-%m-%d')
       FROM read_parquet('${files}/trades/**/*.parquet', hive_partitioning = true) WHERE product = 'BTC-USD' ORDER BY id`,
    )
    expect(trades).toEqual(
      ids.map((id) => {
        const { aggressor, price, size, timeUs } = tradeOf(id)
        return [BigInt(id), BigInt(timeUs), BigInt(timeUs), price, size, aggressor, 'BTC-USD', true]
      }),
    )
    const [features] = await readBack(`SELECT mid, "bestBidSize", "bestBid" FROM read_parquet('${files}/features/**/*.parquet')`)
    const { bestBid, bestBidSize, mid } = featuresAt(START_US + 86_400e6)
    expect(features).toEqual([mid.value, bestBidSize.value, bestBid.value])
  })

  it('says that it was given no folder', async () => {
    const store = await openStore({ path: join(testFolder(), 's.duckdb'), origin: 'live' })
    onTestFinished(() => store.close())
    await expect(store.exportParquet()).rejects.toThrow('expected a folder to export to, received none')
  })
})
