import { resolve } from 'node:path'
import type { DuckDBInstance } from '@duckdb/node-api'
import { errorOfExport, errorOfOpening } from './duckdb-errors.ts'
import { type ExportedFiles, exportParquet } from './export-parquet.ts'
import { labelOf, type StoreLabel } from './label.ts'

/** What is exported, and where to. */
export interface ExportOptions {
  /** The file of a store that nobody writes to. */
  readonly path: string
  readonly out: string
  readonly memoryMb: number
  /** Ends it: tables that are not complete are not put in their places. */
  readonly signal?: AbortSignal
  /** Told of each table as it is begun. */
  readonly onTable?: (name: string, at: number, of: number) => void
}

/** What was written. */
export interface ExportedStore {
  readonly label: StoreLabel
  /** Rows by table. */
  readonly rows: ExportedFiles
}

/** Writes the tables of a store as Parquet. Rejects with a `StoreError` for a store that cannot be opened, one that a service writes to among them. */
export async function exportStore({ memoryMb, onTable, out, path: given, signal }: ExportOptions): Promise<ExportedStore> {
  const path = resolve(given)
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api')
  let instance: DuckDBInstance
  try {
    instance = await Instance.create(path, { access_mode: 'READ_ONLY', memory_limit: `${memoryMb}MB` })
  } catch (error) {
    throw errorOfOpening(error, path)
  }
  const connection = await instance.connect()
  const interrupt = (): void => connection.interrupt()
  signal?.addEventListener('abort', interrupt, { once: true })
  try {
    const label = await labelOf(connection)
    return { label, rows: await exportParquet(connection, resolve(out), onTable) }
  } catch (error) {
    signal?.throwIfAborted()
    throw errorOfExport(error)
  } finally {
    signal?.removeEventListener('abort', interrupt)
    connection.closeSync()
    instance.closeSync()
  }
}
