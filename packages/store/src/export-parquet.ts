import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { literal } from './database.ts'
import { labelOf } from './label.ts'
import { type TableName, tableNames, tables } from './schema/tables.ts'

/** Says of a folder of exported tables whose data they are. */
export const DATASET_FILE = 'dataset.json'

/** Tables with rows that belong to no product. */
const OF_NO_PRODUCT: ReadonlySet<TableName> = new Set(['quality_events', 'alerts'])

/** How many rows of each table were written. */
export type ExportedFiles = Readonly<Record<string, number>>

/**
 * Writes every table as Parquet: `DIR/trades/product=BTC-USD/date=2026-11-22/….parquet`, dates in UTC, rows by time. Times are there
 * twice, as whole µs and as timestamps; both are exact. A table that is there already is replaced once the new one is complete. `dataset.json`
 * says whose data they are.
 */
export async function exportParquet(
  connection: DuckDBConnection,
  dir: string,
  onTable: (name: string, at: number, of: number) => void = () => undefined,
): Promise<ExportedFiles> {
  const written: Record<string, number> = {}
  for (const [at, name] of tableNames.entries()) {
    onTable(name, at, tableNames.length)
    const { time } = tables[name]
    const to = join(dir, name)
    const part = join(dir, `.${name}.part`)
    await rm(part, { recursive: true, force: true })
    await mkdir(part, { recursive: true })
    const stamp = `make_timestamp(${time})`
    // What belongs to no product is in a folder of its own.
    const product = OF_NO_PRODUCT.has(name) ? "REPLACE (coalesce(product, 'none') AS product)" : ''
    const rows = `SELECT * ${product}, ${stamp} AS time, strftime(${stamp}, '%Y-%m-%d') AS date FROM main.${name} ORDER BY product, ${time}`
    const copy = `COPY (${rows}) TO ${literal(part)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (product, date), OVERWRITE_OR_IGNORE)`
    const result = await connection.run(copy).catch(async (error: unknown) => {
      // What is not complete only takes room.
      await rm(part, { recursive: true, force: true })
      throw error
    })
    await rm(to, { recursive: true, force: true })
    await rename(part, to)
    written[name] = result.rowsChanged
  }
  await writeFile(join(dir, DATASET_FILE), `${JSON.stringify({ format: 'of-parquet', version: 1, ...(await labelOf(connection)) })}\n`)
  return written
}
