import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from './open-store.ts'
import { migrate, readMeta } from './schema/migrate.ts'
import { migrations } from './schema/migrations.ts'
import { testFolder } from './testing/folder.ts'
import { eventAt, secondOf, START_US, tradesOf } from './testing/records.ts'

const whole = { product: 'BTC-USD', fromUs: undefined, toUs: undefined, limit: 100, cursor: undefined }
const writing = fileURLToPath(new URL('testing/writing.ts', import.meta.url))

/** Does something to a database file by SQL alone. */
const bySql = async (path: string, ...statements: readonly string[]): Promise<void> => {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  for (const sql of statements) await connection.run(sql)
  connection.closeSync()
  instance.closeSync()
}

describe('openStore', () => {
  it('does not open a file that this process has open', async () => {
    const path = join(testFolder(), 's.duckdb')
    const store = await openStore({ path, origin: 'live' })
    await expect(openStore({ path, origin: 'live' })).rejects.toMatchObject({ fault: 'locked' })
    await store.close()
    await (await openStore({ path, origin: 'live' })).close()
  })

  it('says so where there can be no folder for it', async () => {
    const file = join(testFolder(), 'file')
    writeFileSync(file, '')
    const error = { name: 'StoreError', fault: 'failed', message: expect.stringContaining(file) as string }
    await expect(openStore({ path: join(file, 's.duckdb'), origin: 'live' })).rejects.toMatchObject(error)
  })

  it('says which process holds it', async () => {
    const path = join(testFolder(), 's.duckdb')
    const child = spawn(process.execPath, ['--conditions=@of/source', writing, path], { stdio: ['pipe', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    await expect(openStore({ path, origin: 'live' })).rejects.toThrow(
      `expected to open ${path}, received: process ${child.pid} has it open`,
    )
  })

  it('refuses a store that is newer than it knows, with what to do, and leaves it as it is', async () => {
    const path = join(testFolder(), 's.duckdb')
    await (await openStore({ path, origin: 'live' })).close()
    await bySql(path, "UPDATE meta SET value = '99' WHERE key = 'version'")
    const refusal = openStore({ path, origin: 'live' })
    await expect(refusal).rejects.toMatchObject({ fault: 'newer', remedy: expect.stringContaining('newer') as string })
    await expect(refusal).rejects.toThrow(`expected a store of version ${migrations.length} or older, received version 99`)
  })

  it('refuses data of another origin', async () => {
    const path = join(testFolder(), 's.duckdb')
    await (await openStore({ path, origin: 'sim-42' })).close()
    await expect(openStore({ path, origin: 'live' })).rejects.toThrow('expected a store of live data, received one of sim-42 data')
  })

  it.each([
    ['a file that is no database', 'hello, world '.repeat(2_000)],
    ['a file that is too short', 'x'],
  ])('refuses %s and does not touch it', async (_what, text) => {
    const path = join(testFolder(), 's.duckdb')
    writeFileSync(path, text)
    await expect(openStore({ path, origin: 'live' })).rejects.toMatchObject({ fault: 'unreadable' })
  })

  it('refuses a database of something else, and a folder', async () => {
    const path = join(testFolder(), 's.duckdb')
    await bySql(path, 'CREATE TABLE letters (a INT)')
    await expect(openStore({ path, origin: 'live' })).rejects.toThrow('received a database with other tables in it')
    await expect(openStore({ path: testFolder(), origin: 'live' })).rejects.toMatchObject({ fault: 'unreadable' })
  })

  it('gives a store of before a feature was known its column, unknown for that time', async () => {
    const path = join(testFolder(), 's.duckdb')
    const before = await openStore({ path, origin: 'live' })
    before.append([secondOf(1)])
    await before.close()
    await bySql(path, 'ALTER TABLE features DROP COLUMN "spreadBps"', 'ALTER TABLE features DROP COLUMN "mid"')
    const after = await openStore({ path, origin: 'live' })
    onTestFinished(() => after.close())
    after.append([secondOf(2), eventAt(3, 'gap'), tradesOf([1])])
    await after.flush()
    const { columns, timesUs } = await after.features({ ...whole, names: ['mid'], everyUs: 1e6 })
    expect(timesUs).toEqual([START_US + 1e6, START_US + 2e6])
    expect(columns['mid']![0]).toBeNull()
    expect(columns['mid']![1]).not.toBeNull()
  })

  it('takes an old store through every step since, all of them or none', async () => {
    const path = join(testFolder(), 's.duckdb')
    const instance = await DuckDBInstance.create(path)
    const connection = await instance.connect()
    await migrate(connection, { origin: 'live' })
    const next = [...migrations, 'CREATE TABLE notes (text VARCHAR)']
    await expect(migrate(connection, { origin: 'live', migrations: [...next, 'CREATE NONSENSE'] })).rejects.toThrow('NONSENSE')
    expect((await readMeta(connection))?.get('version')).toBe(String(migrations.length))
    await migrate(connection, { origin: 'live', migrations: next })
    expect((await readMeta(connection))?.get('version')).toBe(String(next.length))
    await connection.run("INSERT INTO notes VALUES ('x')")
    connection.closeSync()
    instance.closeSync()
  })
})
