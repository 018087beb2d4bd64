import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api'
import { HOUR_US } from '@of/core'
import { quoted, type Table, type TableName, tableNames, tables } from '../schema/tables.ts'
import type { Batch, Cell } from './rows.ts'

type DuckDb = typeof import('@duckdb/node-api')
type Rows = readonly (readonly Cell[])[]

/** Rows that a chunk takes. */
const CHUNK_ROWS = 2_048

/** How far apart in exchange time two rows of one key can be: a trade that is asked for again has the time that it had. */
const REACH_US = BigInt(HOUR_US)

/** What is run for a table. Everything is prepared once: each step of what is not waits for its turn of the event loop. */
interface Steps {
  readonly clear: DuckDBPreparedStatement
  readonly replace: DuckDBPreparedStatement | undefined
  readonly insert: DuckDBPreparedStatement
}

/** Writes batches through tables in memory, so that what is stored already can be told from what is new. */
export class BatchWriter {
  readonly #duckdb: DuckDb
  readonly #connection: DuckDBConnection
  readonly #steps: ReadonlyMap<TableName, Steps>
  readonly #begin: DuckDBPreparedStatement
  readonly #commit: DuckDBPreparedStatement

  private constructor(
    duckdb: DuckDb,
    connection: DuckDBConnection,
    steps: ReadonlyMap<TableName, Steps>,
    around: readonly DuckDBPreparedStatement[],
  ) {
    const [begin, commit] = around
    if (begin === undefined || commit === undefined) throw new TypeError('expected statements around a transaction, received none')
    this.#duckdb = duckdb
    this.#connection = connection
    this.#steps = steps
    this.#begin = begin
    this.#commit = commit
  }

  /** Makes the tables that batches pass through: they are of this connection alone. */
  static async on(duckdb: DuckDb, connection: DuckDBConnection): Promise<BatchWriter> {
    const steps = new Map<TableName, Steps>()
    for (const name of tableNames) steps.set(name, await stepsOf(connection, tables[name]))
    const around = [await connection.prepare('BEGIN TRANSACTION'), await connection.prepare('COMMIT')]
    return new BatchWriter(duckdb, connection, steps, around)
  }

  /** Writes a batch in one transaction: when this resolves, it is on disk. A row whose key is stored changes nothing, or replaces it. */
  async write(batch: Batch): Promise<void> {
    await this.#begin.run()
    try {
      for (const [name, rows] of batch) if (rows.length > 0) await this.#writeRows(tables[name], rows)
      await this.#commit.run()
    } catch (error) {
      // A transaction that failed while it was committed is over already.
      await this.#connection.run('ROLLBACK').catch(() => undefined)
      throw error
    }
  }

  async #writeRows(table: Table, rows: Rows): Promise<void> {
    const steps = this.#steps.get(table.name)
    if (steps === undefined) throw new TypeError(`expected a table of the store, received ${table.name}`)
    await steps.clear.run()
    await this.#stage(table, rows)
    const at = table.columns.indexOf(table.time)
    const times = rows.map((row) => BigInt(String(row[at] ?? 0)))
    const leastUs = times.reduce((a, b) => (b < a ? b : a)) - REACH_US
    const mostUs = times.reduce((a, b) => (b > a ? b : a)) + REACH_US
    const near = steps.replace ?? steps.insert
    near.bindBigInt(1, leastUs)
    near.bindBigInt(2, mostUs)
    await steps.replace?.run()
    await steps.insert.run()
  }

  async #stage({ columns, name }: Table, rows: Rows): Promise<void> {
    const appender = await this.#connection.createAppender(stagingOf(name), 'main', 'temp')
    const types = columns.map((_, at) => appender.columnType(at))
    for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
      const part = rows.slice(at, at + CHUNK_ROWS)
      const chunk = this.#duckdb.DuckDBDataChunk.create(types, part.length)
      chunk.setColumns(columns.map((_, column) => part.map((row) => this.#valueOf(row[column] ?? null))))
      appender.appendDataChunk(chunk)
    }
    appender.closeSync()
  }

  #valueOf(cell: Cell): DuckDBValue {
    return typeof cell === 'object' && cell !== null ? this.#duckdb.listValue(cell) : cell
  }
}

async function stepsOf(connection: DuckDBConnection, { columns, keeps, key, name, time }: Table): Promise<Steps> {
  const staging = `temp.${stagingOf(name)}`
  const names = columns.map(quoted).join(', ')
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${stagingOf(name)} AS SELECT ${names} FROM main.${name} LIMIT 0`)
  const same = key.map((column) => `stored.${column} = staged.${column}`).join(' AND ')
  const near = `${same} AND stored.${time} BETWEEN ? AND ?`
  const insert = `INSERT INTO main.${name} (${names}) SELECT ${names} FROM ${staging} staged`
  const clear = await connection.prepare(`DELETE FROM ${staging}`)
  if (keeps === 'first')
    return {
      clear,
      replace: undefined,
      insert: await connection.prepare(`${insert} WHERE NOT EXISTS (SELECT 1 FROM main.${name} stored WHERE ${near})`),
    }
  const replace = await connection.prepare(`DELETE FROM main.${name} stored USING ${staging} staged WHERE ${near}`)
  return { clear, replace, insert: await connection.prepare(insert) }
}

function stagingOf(name: TableName): string {
  return `staging_${name}`
}
