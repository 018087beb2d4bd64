import type { DuckDBConnection } from '@duckdb/node-api'
import { DAY_US, type Us } from '@of/core'
import { type TableName, tableNames, tables } from './schema/tables.ts'

/** Lets go of rows that are older than their table keeps them, and of the room they took. Tells how many those were. */
export async function forget(connection: DuckDBConnection, days: Partial<Readonly<Record<TableName, number>>>, nowUs: Us): Promise<number> {
  let gone = 0
  for (const name of tableNames) {
    const kept = days[name]
    if (kept === undefined) continue
    const result = await connection.run(`DELETE FROM main.${name} WHERE ${tables[name].time} < ${Math.floor(nowUs - kept * DAY_US)}`)
    gone += result.rowsChanged
  }
  if (gone > 0) await connection.run('CHECKPOINT')
  return gone
}
