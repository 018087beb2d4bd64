import type { DuckDBConnection } from '@duckdb/node-api'
import type { HistoryQuery } from '../history-store.ts'
import { StoreError } from '../store-error.ts'

type Row = readonly unknown[]

/** Every row of an answer. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  return (await connection.runAndReadAll(sql)).getRows()
}

/** What a span asks of a column; one without an end has none. A page goes on where the one before ended. */
export function spanOf(column: string, { fromUs, toUs }: Pick<HistoryQuery, 'fromUs' | 'toUs'>, afterUs: string | undefined): string {
  const parts = [
    ...(fromUs === undefined || !Number.isFinite(fromUs) ? [] : [`${column} >= ${Math.ceil(fromUs)}`]),
    ...(toUs === undefined || !Number.isFinite(toUs) ? [] : [`${column} < ${Math.ceil(toUs)}`]),
    ...(afterUs === undefined ? [] : [`${column} >= ${afterUs}`]),
  ]
  return parts.length === 0 ? 'true' : parts.join(' AND ')
}

/** A cursor taken apart. Throws a `StoreError` for one that no page ended with. */
export function cursorOf(cursor: string | undefined, form: RegExp): RegExpExecArray | undefined {
  if (cursor === undefined) return undefined
  const read = form.exec(cursor)
  if (read === null) throw new StoreError('cursor', `cursor: expected the \`next\` of a page, received ${cursor}`)
  return read
}

/** A number, or that there is none. */
export function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}
