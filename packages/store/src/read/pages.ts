import type { AnswerOf, Decision, Evidence, FeatureSeries } from '@of/api'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Us } from '@of/core'
import { literal } from '../database.ts'
import type { HistoryQuery } from '../history-store.ts'
import { quoted } from '../schema/tables.ts'
import { cursorOf, numberOf, rowsOf, spanOf } from './rows.ts'

/** Trades of a span, oldest first, those of one time by their ids. */
export async function readTrades(connection: DuckDBConnection, query: HistoryQuery): Promise<AnswerOf<'trades'>> {
  const after = cursorOf(query.cursor, /^(\d{1,16})-(\d{1,16})$/)
  const beyond = after && `(time_us > ${after[1]} OR (time_us = ${after[1]} AND id > ${after[2]}))`
  const where = `product = ${literal(query.product)} AND ${spanOf('time_us', query, after?.[1])} AND ${beyond ?? 'true'}`
  const sql = `SELECT id, time_us, price, size, aggressor, origin FROM trades WHERE ${where} ORDER BY time_us, id LIMIT ${query.limit + 1}`
  const rows = await rowsOf(connection, sql)
  const items = rows.slice(0, query.limit).map(([id, timeUs, price, size, aggressor, origin]) => ({
    id: Number(id),
    timeUs: Number(timeUs),
    price: Number(price),
    size: Number(size),
    aggressor: aggressor === 'buy' ? ('buy' as const) : ('sell' as const),
    origin: origin === 'live' ? ('live' as const) : ('backfill' as const),
  }))
  const last = items.at(-1)
  return { items, next: rows.length > query.limit && last !== undefined ? `${last.timeUs}-${last.id}` : null }
}

/** Features of a span: of each step the last that was read, at the time at which it was. */
export async function readFeatures(
  connection: DuckDBConnection,
  query: HistoryQuery & { readonly names: readonly string[]; readonly everyUs: Us },
): Promise<Pick<FeatureSeries, 'timesUs' | 'columns' | 'next'>> {
  const { everyUs, limit, names, product } = query
  const after = cursorOf(query.cursor, /^after-(\d{1,16})$/)?.[1]
  const where = `product = ${literal(product)} AND ${spanOf('time_us', query, after)} AND ${after === undefined ? 'true' : `time_us > ${after}`}`
  // A step ends at its time, as the features of that time speak of what was before it.
  const sql = `SELECT ${['time_us', ...names.map(quoted)].join(', ')} FROM features WHERE ${where}
    QUALIFY row_number() OVER (PARTITION BY (time_us + ${everyUs - 1}) // ${everyUs} ORDER BY time_us DESC) = 1
    ORDER BY time_us LIMIT ${limit + 1}`
  const rows = await rowsOf(connection, sql)
  const page = rows.slice(0, limit)
  const timesUs = page.map(([timeUs]) => Number(timeUs))
  const columns = names.map((name, at) => [name, page.map((row) => numberOf(row[at + 1]))] as const)
  return { timesUs, columns: Object.fromEntries(columns), next: rows.length > limit ? `after-${timesUs.at(-1)}` : null }
}

/** Decisions of a span, oldest first, with all their evidence. */
export async function readDecisions(connection: DuckDBConnection, query: HistoryQuery): Promise<AnswerOf<'decisions'>> {
  const { limit, product } = query
  const after = cursorOf(query.cursor, /^after-(\d{1,16})$/)?.[1]
  const where = `product = ${literal(product)} AND ${spanOf('time_us', query, after)} AND ${after === undefined ? 'true' : `time_us > ${after}`}`
  const rows = await rowsOf(connection, `SELECT evidence FROM decisions WHERE ${where} ORDER BY time_us LIMIT ${limit + 1}`)
  const items = rows.slice(0, limit).map(([evidence]) => decisionOf(evidence))
  return { items, next: rows.length > limit ? `after-${items.at(-1)?.timeUs}` : null }
}

/** The decision of an id. */
export async function readDecision(connection: DuckDBConnection, id: string): Promise<Decision | undefined> {
  const [row] = await rowsOf(connection, `SELECT evidence FROM decisions WHERE id = ${literal(id)}`)
  return row && decisionOf(row[0])
}

/** What the decision of an id rests on. */
export async function readEvidence(connection: DuckDBConnection, id: string): Promise<Evidence | undefined> {
  const [row] = await rowsOf(connection, `SELECT id, product, time_us, simulated, bundle, recording FROM bundles WHERE id = ${literal(id)}`)
  if (row === undefined) return undefined
  const [found, product, timeUs, simulated, bundle, recording] = row
  return {
    id: String(found),
    product: String(product),
    timeUs: Number(timeUs),
    simulated: simulated === true,
    bundle: String(bundle),
    recording: typeof recording === 'string' ? recording : null,
  }
}

/** Quality events of a span, oldest first; a lost book is healed when it next stands. */
export async function readQuality(connection: DuckDBConnection, query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'qualityEvents'>> {
  const { limit } = query
  const after = cursorOf(query.cursor, /^(\d{1,16})-([0-9a-f]{24})$/)
  const beyond = after && `(time_us > ${after[1]} OR (time_us = ${after[1]} AND id > ${literal(after[2] ?? '')}))`
  const sql = `WITH page AS (
      SELECT id, time_us, product, kind, detail FROM quality_events
      WHERE ${spanOf('time_us', query, after?.[1])} AND ${beyond ?? 'true'} ORDER BY time_us, id LIMIT ${limit + 1})
    SELECT time_us, product, kind, detail, id, (
      SELECT min(healed.time_us) FROM quality_events healed WHERE page.kind LIKE 'book-%' AND page.kind <> 'book-synced'
      AND healed.kind = 'book-synced' AND healed.product = page.product AND healed.time_us >= page.time_us)
    FROM page ORDER BY time_us, id`
  const rows = await rowsOf(connection, sql)
  const page = rows.slice(0, limit)
  const items = page.map(([timeUs, product, kind, detail, , healedUs]) => ({
    timeUs: Number(timeUs),
    product: typeof product === 'string' ? product : null,
    kind: String(kind),
    detail: String(detail),
    healedUs: numberOf(healedUs),
  }))
  const last = page.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? `${Number(last[0])}-${String(last[4])}` : null }
}

function decisionOf(evidence: unknown): Decision {
  // Written from a decision, by this store alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(String(evidence)) as Decision
}
