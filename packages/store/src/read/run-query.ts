import type { AnswerOf } from '@of/api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { firstLine, messageOf } from '../duckdb-errors.ts'
import { StoreError } from '../store-error.ts'
import { checkQueryTree } from './query-rules.ts'

/** What a query may take. */
export interface QueryLimits {
  readonly timeMs: number
  /** How much the whole process may grow meanwhile, MB. */
  readonly growthMb: number
  /** How much the rows of an answer may come to, in characters of JSON. */
  readonly answerChars: number
}

const WATCH_MS = 25

/** Runs one SELECT, reading no more than is asked for. Rejects with a `StoreError`. */
export async function runQuery(
  connection: DuckDBConnection,
  { limit, sql }: { readonly sql: string; readonly limit: number },
  limits: QueryLimits,
): Promise<AnswerOf<'query'>> {
  const startedMs = performance.now()
  const [tree] = (await connection.runAndReadAll('SELECT json_serialize_sql($sql::VARCHAR)', { sql })).getRows()
  checkQueryTree(String(tree?.[0]))
  await connection.run('BEGIN TRANSACTION READ ONLY')
  const watch = watched(connection, limits)
  try {
    const result = await connection.stream(sql)
    const columns = result.columnNames().map((name, at) => ({ name, type: result.columnType(at).toString() }))
    const rows: unknown[][] = []
    let chars = 0
    let truncated = false
    for await (const chunk of result.yieldRowsJson()) {
      if (watch.exceeded !== undefined) break
      for (const row of chunk) {
        chars += JSON.stringify(row).length
        truncated ||= rows.length >= limit || chars > limits.answerChars
        if (truncated) break
        rows.push(row.map((value, at) => exact(value, columns[at]?.type)))
      }
      if (truncated) break
    }
    if (watch.exceeded !== undefined) throw watch.exceeded
    return { columns, rows, truncated, tookMs: performance.now() - startedMs }
  } catch (error) {
    if (error instanceof StoreError) throw error
    if (watch.exceeded !== undefined) throw watch.exceeded
    if (/out of memory|could not allocate/i.test(messageOf(error)))
      throw new StoreError('query-limit', `sql: expected a query within its memory, received: ${firstLine(messageOf(error))}`, {
        cause: error,
      })
    throw new StoreError('query-wrong', `sql: ${messageOf(error)}`, { cause: error })
  } finally {
    watch.stop()
    await connection.run('ROLLBACK').catch(() => undefined)
  }
}

interface Watch {
  exceeded: StoreError | undefined
  stop(): void
}

/** Interrupts what takes longer or grows further than it may. */
function watched(connection: DuckDBConnection, { growthMb, timeMs }: QueryLimits): Watch {
  const startedMs = performance.now()
  const before = process.memoryUsage.rss()
  const watch: Watch = { exceeded: undefined, stop: () => clearInterval(timer) }
  const timer = setInterval(() => {
    const grownMb = (process.memoryUsage.rss() - before) / 1_048_576
    if (performance.now() - startedMs > timeMs)
      watch.exceeded ??= new StoreError('query-limit', `sql: expected an answer within ${timeMs} ms, received none`)
    else if (grownMb > growthMb)
      watch.exceeded ??= new StoreError('query-limit', `sql: expected a query within ${growthMb} MB, received one that takes more`)
    if (watch.exceeded !== undefined) connection.interrupt()
  }, WATCH_MS)
  return watch
}

/** Whole numbers of 64 bits come as text: as numbers where those hold them exactly. */
function exact(value: unknown, type: string | undefined): unknown {
  if (typeof value !== 'string' || type === undefined || !/^U?(BIG|HUGE)INT$/.test(type)) return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
