import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AnswerOf } from '@of/api'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { literal } from '../database.ts'
import { errorOfOpening } from '../duckdb-errors.ts'
import { DATASET_FILE } from '../export-parquet.ts'
import { labelOf, type StoreLabel } from '../label.ts'
import { quoted } from '../schema/tables.ts'
import { StoreError } from '../store-error.ts'
import { type QueryLimits, runQuery } from './run-query.ts'

/** Tables that are asked and never changed. */
export interface Queries {
  readonly label: StoreLabel
  query(sql: string, limit: number): Promise<AnswerOf<'query'>>
  close(): void
}

/** What is asked, and what that may take. */
export interface QueriesOptions {
  /** The file of a store, or a folder that `exportParquet` wrote. */
  readonly path: string
  readonly memoryMb: number
  readonly limits: QueryLimits
}

const USUAL = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' }

/** Opens a store, or Parquet that was written of one, for queries alone. Rejects with a `StoreError`: a store that a service writes to is `locked`. */
export async function openQueries({ limits, memoryMb, path: given }: QueriesOptions): Promise<Queries> {
  const path = resolve(given)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new StoreError('unreadable', `expected a store at ${path}, received nothing`)
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api')
  let instance: DuckDBInstance | undefined
  try {
    const memory = { ...USUAL, memory_limit: `${memoryMb}MB` }
    const opened = await (found.isDirectory()
      ? Instance.create(':memory:', memory)
      : Instance.create(path, { ...memory, access_mode: 'READ_ONLY' }))
    instance = opened
    const connection = await opened.connect()
    const label = found.isDirectory() ? await showParquet(connection, path) : await labelOf(connection)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    return {
      label,
      query: async (sql, limit) => await runQuery(connection, { sql, limit }, limits),
      close: () => {
        connection.closeSync()
        opened.closeSync()
      },
    }
  } catch (error) {
    instance?.closeSync()
    throw errorOfOpening(error, path)
  }
}

/** Shows the folders of Parquet in a folder as tables of their names. */
async function showParquet(connection: DuckDBConnection, dir: string): Promise<StoreLabel> {
  const entries = await readdir(dir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory() && /^[a-z]\w*$/i.test(entry.name)).map(({ name }) => name)
  let shown = 0
  for (const name of names) {
    if (!(await readdir(join(dir, name), { recursive: true })).some((file) => file.endsWith('.parquet'))) continue
    const files = literal(join(dir, name, '**', '*.parquet'))
    await connection.run(
      `CREATE VIEW ${quoted(name)} AS SELECT * FROM read_parquet(${files}, hive_partitioning = true, union_by_name = true)`,
    )
    shown += 1
  }
  if (shown === 0) throw new StoreError('unreadable', `expected folders of Parquet in ${dir}, received none`)
  await connection.run(`SET allowed_directories = [${literal(`${dir}/`)}]`)
  return await labelOfDataset(join(dir, DATASET_FILE))
}

async function labelOfDataset(path: string): Promise<StoreLabel> {
  const unknown: StoreLabel = { origin: 'unknown', simulated: null }
  try {
    const said: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof said !== 'object' || said === null) return unknown
    const { origin, simulated } = { origin: undefined, simulated: undefined, ...said }
    return { origin: typeof origin === 'string' ? origin : 'unknown', simulated: typeof simulated === 'boolean' ? simulated : null }
  } catch {
    return unknown
  }
}
