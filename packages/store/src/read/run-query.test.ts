import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { secondOf, START_US, tradesOf } from '../testing/records.ts'

const dir = mkdtempSync(join(tmpdir(), 'of-query-'))
const secret = join(dir, 'secret.csv')
let store: Store

beforeAll(async () => {
  writeFileSync(secret, 'a,b\nswordfish,2\n')
  const queryLimits = { timeMs: 400, growthMb: 300, answerChars: 200_000 }
  store = await openStore({
    path: join(dir, 's.duckdb'),
    origin: 'live',
    memoryMb: 128,
    queryLimits,
    maxQueries: 1,
    exportDir: join(dir, 'out'),
  })
  store.append([tradesOf([1, 2, 3, 4, 5]), secondOf(1)])
  await store.flush()
})

afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('query', () => {
  it.each([
    ['a table', 'FROM trades ORDER BY id LIMIT 1', [['BTC-USD', 1, START_US + 1_001, 100.01, 0.00000001, 'buy', 'live']]],
    ['a common table', 'WITH a AS (SELECT max(id) AS m FROM trades) SELECT m + 1 FROM a', [[6]]],
    ['a window', 'SELECT id, sum(id) OVER (ORDER BY id) FROM trades QUALIFY id = 3', [[3, 6]]],
    ['a generated span', 'SELECT count(*) FROM range(10) LEFT JOIN trades ON id = range', [[10]]],
    ['values', 'VALUES (1, NULL)', [[1, null]]],
    ['more than a double holds', 'SELECT 9007199254740993', [['9007199254740993']]],
  ])('answers %s', async (_what, sql, rows) => {
    expect((await store.query(sql, 10)).rows).toEqual(rows)
  })

  it('names columns and their types, and says where there is more', async () => {
    const answer = await store.query('SELECT id, price FROM trades ORDER BY id', 2)
    expect(answer).toMatchObject({
      columns: [
        { name: 'id', type: 'BIGINT' },
        { name: 'price', type: 'DOUBLE' },
      ],
      truncated: true,
    })
    expect(answer.rows).toEqual([
      [1, 100.01],
      [2, 100.02],
    ])
    expect((await store.query('FROM trades', 5)).truncated).toBe(false)
  })

  it.each([
    ['an insertion', "INSERT INTO meta VALUES ('a', 'b')"],
    ['a deletion', 'DELETE FROM trades'],
    ['a new table', 'CREATE TABLE x AS SELECT 1'],
    ['a dropped table', 'DROP TABLE trades'],
    ['a setting', "SET memory_limit = '9GB'"],
    ['an attached file', `ATTACH '${dir}/s.duckdb' AS other`],
    ['a copy', `COPY trades TO '${dir}/out/x.csv'`],
    ['an export', `EXPORT DATABASE '${dir}/out'`],
    ['an extension', 'INSTALL httpfs'],
    ['a call', 'CALL force_checkpoint()'],
    ['a pragma', 'PRAGMA database_size'],
    ['two statements', 'SELECT 1; SELECT 2'],
    ['a statement behind a comment', 'SELECT 1 -- \n; DELETE FROM trades'],
    ['nothing', '  '],
    ['a file read as a table', `SELECT * FROM '${secret}'`],
    ['a file read as CSV', `SELECT * FROM read_csv('${secret}')`],
    ['a file read as text', `SELECT * FROM read_text('${secret}')`],
    ['the file of the store', `SELECT * FROM read_blob('${dir}/s.duckdb')`],
    ['a list of files', "SELECT * FROM glob('/*')"],
    ['an address', "SELECT * FROM read_json('https://example.com/x.json')"],
    ['a file in a subquery', `SELECT (SELECT max(content) FROM read_text('${secret}'))`],
    ['a file in a common table', `WITH a AS (FROM read_text('${secret}')) SELECT * FROM a`],
    ['a file in a join', `SELECT * FROM trades, LATERAL (SELECT * FROM read_text('${secret}'))`],
    ['a query in a query', "SELECT * FROM query('SELECT 1')"],
    ['a table by its name', "SELECT * FROM query_table('meta')"],
    ['a checkpoint', 'SELECT * FROM checkpoint()'],
    ['logging', 'SELECT * FROM enable_logging()'],
    ['settings', 'SELECT * FROM duckdb_settings()'],
    ['settings as a view', 'SELECT * FROM duckdb_databases'],
    ['secrets', 'SELECT * FROM duckdb_secrets()'],
    ['a setting as a value', "SELECT current_setting('temp_directory')"],
    ['a log entry', "SELECT write_log('x')"],
    ['the environment', "SELECT getenv('HOME')"],
    ['a long text', "SELECT repeat('x', 1000000000)"],
    ['a long list', 'SELECT range(1000000000)'],
  ])('does not run %s', async (_what, sql) => {
    const refusal = await store.query(sql, 10).then(
      () => undefined,
      (error: unknown) => error as { fault: string; message: string },
    )
    expect(refusal?.fault).toMatch(/^query-(refused|wrong)$/)
    expect(refusal?.message).not.toContain('swordfish')
    expect((await store.query('SELECT count(*) FROM trades', 1)).rows).toEqual([[5]])
  })

  it.each([
    ['for ever', 'SELECT count(*) FROM range(100000000000) a WHERE sin(range) = 2'],
    ['in a recursion without end', 'WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT max(n) FROM a'],
    ['in memory', 'SELECT list(a.range || b.range) FROM range(100000) a, range(100000) b'],
    [
      'in text that doubles',
      "WITH RECURSIVE a(n, s) AS (SELECT 1, 'xxxxxxxx' UNION ALL SELECT n + 1, s || s FROM a WHERE n < 40) SELECT max(length(s)) FROM a",
    ],
  ])('ends what goes on %s, and keeps taking in', async (_what, sql) => {
    const ended = store.query(sql, 10).catch((error: unknown) => error)
    store.append([tradesOf([1, 2])])
    await store.flush()
    expect(await ended).toMatchObject({ fault: 'query-limit' })
    expect(store.health().state).toBe('ok')
  })

  it('tells no more than an answer may be long', async () => {
    const { rows, truncated } = await store.query('SELECT range, range, range FROM range(1000000)', 100_000)
    expect([truncated, rows.length > 1_000 && rows.length < 20_000]).toEqual([true, true])
  })

  it('refuses more queries at once than it is to run', async () => {
    const first = store.query('SELECT count(*) FROM range(100000000000) a WHERE sin(range) = 2', 1).catch((error: unknown) => error)
    await expect(store.query('SELECT 1', 1)).rejects.toMatchObject({ fault: 'query-limit' })
    expect(await first).toMatchObject({ fault: 'query-limit' })
    expect((await store.query('SELECT 1', 1)).rows).toEqual([[1]])
  })
})
