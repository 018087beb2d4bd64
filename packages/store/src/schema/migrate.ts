import type { DuckDBConnection } from '@duckdb/node-api'
import { featureNames } from '@of/core'
import { StoreError } from '../store-error.ts'
import { migrations as released } from './migrations.ts'
import { quoted } from './tables.ts'

/** What a store must be to be opened. */
export interface Expected {
  /** Whose data it holds; a store is of one origin only. */
  readonly origin: string
  readonly migrations?: readonly string[]
}

/** Brings a store to the newest schema, in one transaction. Rejects with a `StoreError` where it is newer than that, no store, or of another origin. */
export async function migrate(connection: DuckDBConnection, { migrations = released, origin }: Expected): Promise<void> {
  const meta = await readMeta(connection)
  if (meta === undefined && (await tableCount(connection)) > 0)
    throw new StoreError('unreadable', 'expected a store, received a database with other tables in it')
  const version = Number(meta?.get('version') ?? 0)
  if (version > migrations.length)
    throw new StoreError('newer', `expected a store of version ${migrations.length} or older, received version ${version}`, {
      remedy: 'Open it with the version of this program that wrote it, or a newer one; or start with another store.',
    })
  const held = meta?.get('origin')
  if (held !== undefined && held !== origin)
    throw new StoreError('other-origin', `expected a store of ${origin} data, received one of ${held} data`, {
      remedy: 'Give each origin a store of its own.',
    })
  const missing = migrations.slice(version)
  await connection.run('BEGIN TRANSACTION')
  try {
    for (const step of missing) await connection.run(step)
    if (missing.length > 0) {
      await connection.run('DELETE FROM meta')
      await connection.run('INSERT INTO meta VALUES (?, ?), (?, ?)', ['version', String(migrations.length), 'origin', origin])
    }
    await addFeatures(connection)
    await connection.run('COMMIT')
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
}

/** A feature that is new to the store is a new column: it is `NULL` for the time before. */
async function addFeatures(connection: DuckDBConnection): Promise<void> {
  const known = await connection.runAndReadAll("SELECT column_name FROM duckdb_columns() WHERE table_name = 'features' AND NOT internal")
  const columns = new Set(known.getRows().map(([name]) => name))
  for (const name of featureNames) if (!columns.has(name)) await connection.run(`ALTER TABLE features ADD COLUMN ${quoted(name)} DOUBLE`)
}

/** What a store says of itself; `undefined` for a database that is none. */
export async function readMeta(connection: DuckDBConnection): Promise<ReadonlyMap<string, string> | undefined> {
  const known = await connection.runAndReadAll("SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta' AND NOT temporary")
  if (known.currentRowCount === 0) return undefined
  const rows = (await connection.runAndReadAll('SELECT key, value FROM meta')).getRows()
  return new Map(rows.map(([key, value]) => [String(key), String(value)]))
}

async function tableCount(connection: DuckDBConnection): Promise<number> {
  return (await connection.runAndReadAll('SELECT 1 FROM duckdb_tables()')).currentRowCount
}
