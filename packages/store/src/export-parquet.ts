import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { literal } from './database.ts'
import { tableNames, tables } from './schema/tables.ts'

/** How many rows of each table were written. */
export type ExportedFiles = Readonly<Record<string, number>>

/**
 * Writes every table as Parquet: `DIR/trades/product=BTC-USD/date=2026-11-22/….parquet`, dates in UTC, rows by time. Times are there
 * twice, as whole µs and as timestamps; both are exact. A table that is there already is replaced once the new one is complete.
 */
export async function exportParquet(connection: DuckDBConnection, dir: string): Promise<ExportedFiles> {
  const written: Record<string, number> = {}
  for (const name of tableNames) {
    const { time } = tables[name]
    const to = join(dir, name)
    const part = join(dir, `.${name}.part`)
    await rm(part, { recursive: true, force: true })
    await mkdir(part, { recursive: true })
    const stamp = `make_timestamp(${time})`
    // What belongs to no product is in a folder of its own.
    const product = name === 'quality_events' ? "REPLACE (coalesce(product, 'none') AS product)" : ''
    const rows = `SELECT * ${product}, ${stamp} AS time, strftime(${stamp}, '%Y-%m-%d') AS date FROM main.${name} ORDER BY product, ${time}`
    const result = await connection.run(
      `COPY (${rows}) TO ${literal(part)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (product, date), OVERWRITE_OR_IGNORE)`,
    )
    await rm(to, { recursive: true, force: true })
    await rename(part, to)
    written[name] = result.rowsChanged
  }
  return written
}
