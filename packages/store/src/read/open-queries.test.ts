import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../open-store.ts'
import { storeDefaults } from '../store.ts'
import { testFolder } from '../testing/folder.ts'
import { eventAt, tradesOf } from '../testing/records.ts'
import { openQueries, type Queries } from './open-queries.ts'

const asked = async (path: string): Promise<Queries> => {
  const queries = await openQueries({ path, memoryMb: 256, limits: storeDefaults.queryLimits })
  onTestFinished(() => queries.close())
  return queries
}

describe('openQueries(options)', () => {
  it('asks a store and its Parquet the same, and gets the same, with whose data they are', async () => {
    const dir = testFolder()
    const path = join(dir, 's.duckdb')
    const store = await openStore({ path, origin: 'sim-7', flushMs: 60_000, exportDir: join(dir, 'out') })
    store.append([tradesOf([1, 2, 3]), tradesOf([9], 'ETH-USD'), eventAt(1, 'gap', null)])
    await store.flush()
    await store.exportParquet()
    await store.close()
    const sql = 'SELECT product, count(*), max(id) FROM trades GROUP BY product ORDER BY product'
    const answers = [await asked(path), await asked(join(dir, 'out'))]
    for (const queries of answers) {
      expect(queries.label).toEqual({ origin: 'sim-7', simulated: true })
      expect((await queries.query(sql, 10)).rows).toEqual([
        ['BTC-USD', 3, 3],
        ['ETH-USD', 1, 9],
      ])
      await expect(queries.query("SELECT * FROM read_parquet('/etc/*')", 10)).rejects.toMatchObject({ fault: 'query-refused' })
      await expect(queries.query('DROP TABLE trades', 10)).rejects.toMatchObject({ fault: 'query-refused' })
    }
  })

  it('says what is no store', async () => {
    const dir = testFolder()
    await expect(asked(dir)).rejects.toThrow('expected folders of Parquet')
    await expect(asked(join(dir, 'none.duckdb'))).rejects.toThrow('received nothing')
  })
})
