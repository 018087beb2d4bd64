import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Database } from './database.ts'
import { testFolder } from './testing/folder.ts'
import { tradesOf } from './testing/records.ts'
import { batchOf } from './write/rows.ts'

const databaseIn = async (dir: string): Promise<Database> => {
  const path = join(dir, 's.duckdb')
  const database = await Database.open({ path, origin: 'live', memoryMb: 128, threads: 2, exportDir: undefined })
  onTestFinished(() => database.close())
  return database
}

/** A statement that takes a while. */
const LONG = 'SELECT max(sin(range)) FROM range(3000000)'

const count = async (database: Database): Promise<number> =>
  await database.read(async (connection) => Number((await connection.runAndReadAll('SELECT count(*) FROM trades')).getRows()[0]?.[0]))

describe('Database', () => {
  it('is opened anew by the next writing after a failure that it does not survive, with all that was written', async () => {
    const database = await databaseIn(testFolder())
    await database.write(batchOf([tradesOf([1, 2])]))
    const endless = 'SELECT count(*) FROM range(100000000000) WHERE sin(range) = 2'
    let reading: Promise<unknown> = Promise.resolve()
    await new Promise<void>((resolve) => {
      reading = database.read(async (connection) => {
        resolve()
        return await connection.run(endless)
      })
    })
    const late = database.read(async (connection) => await connection.run(endless))
    const fatal = database.exclusively(async () => await Promise.reject(new Error('FATAL Error: database has been invalidated')))
    const ends = await Promise.allSettled([reading, late, fatal])
    expect(ends.map((end) => end.status === 'rejected' && String(end.reason))).toEqual([
      expect.stringContaining('Interrupted'),
      expect.stringMatching(/Interrupted|expected an open store/),
      expect.stringContaining('FATAL'),
    ])
    await database.write(batchOf([tradesOf([2, 3])]))
    expect(await count(database)).toBe(3)
  })

  it('writes nothing of a batch of which a part cannot be written', async () => {
    const database = await databaseIn(testFolder())
    const broken = new Map([...batchOf([tradesOf([1])]), ['features' as const, [['BTC-USD', 'no time' as never]]]])
    await expect(database.write(broken)).rejects.toThrow(/no time/)
    expect(await count(database)).toBe(0)
    await database.write(batchOf([tradesOf([1])]))
    expect(await count(database)).toBe(1)
  })

  it('is closed once, by however many, after what was to be written before and without what came later', async () => {
    const database = await databaseIn(testFolder())
    const writing = Array.from({ length: 3 }, (_, at) => database.write(batchOf([tradesOf([at])])))
    const closing = [database.close(), database.close()]
    const late = [database.write(batchOf([tradesOf([4])])), database.close(), database.exclusively((connection) => connection.run(LONG))]
    const ends = await Promise.allSettled([...writing, ...closing, ...late])
    expect(ends.map(({ status }) => status)).toEqual([...Array.from({ length: 5 }, () => 'fulfilled'), 'rejected', 'fulfilled', 'rejected'])
  })

  it('says that it was closed', async () => {
    const database = await databaseIn(testFolder())
    await database.close()
    await expect(database.write(batchOf([tradesOf([1])]))).rejects.toMatchObject({ fault: 'failed' })
    await expect(count(database)).rejects.toMatchObject({ fault: 'failed' })
  })
})
