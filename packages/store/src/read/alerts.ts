import { alert, type AnswerOf } from '@of/api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { literal } from '../database.ts'
import type { HistoryQuery, StoredAlert } from '../history-store.ts'
import { cursorOf, numberOf, rowsOf, spanOf } from './rows.ts'

const COLUMNS = 'id, rule, product, time_us, simulated, text, value, delivery, webhooks'
const delivery = alert.shape.delivery

/** Alerts of a span, oldest first. */
export async function readAlerts(connection: DuckDBConnection, query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'alerts'>> {
  const { limit } = query
  const after = cursorOf(query.cursor, /^(\d{1,16})-(.{1,100})$/)
  const beyond = after && `(time_us > ${after[1]} OR (time_us = ${after[1]} AND id > ${literal(after[2] ?? '')}))`
  const where = `${spanOf('time_us', query, after?.[1])} AND ${beyond ?? 'true'}`
  const rows = await rowsOf(connection, `SELECT ${COLUMNS} FROM alerts WHERE ${where} ORDER BY time_us, id LIMIT ${limit + 1}`)
  const items = rows.slice(0, limit).map((row) => {
    const { delivery: delivered, id, product, rule, simulated, text, timeUs, value } = alertOf(row)
    return { id, rule, product, timeUs, simulated, text, value, delivery: delivered }
  })
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? `${last.timeUs}-${last.id}` : null }
}

/** Alerts that somebody is yet to be told of, oldest first. */
export async function readUndelivered(connection: DuckDBConnection): Promise<readonly StoredAlert[]> {
  const rows = await rowsOf(connection, `SELECT ${COLUMNS} FROM alerts WHERE delivery = 'pending' ORDER BY time_us, id`)
  return rows.map(alertOf)
}

function alertOf([id, rule, product, timeUs, simulated, text, value, delivered, webhooks]: readonly unknown[]): StoredAlert {
  const names: unknown = JSON.parse(String(webhooks))
  return {
    id: String(id),
    rule: String(rule),
    product: typeof product === 'string' ? product : null,
    timeUs: Number(timeUs),
    simulated: simulated === true,
    text: String(text),
    value: numberOf(value),
    delivery: delivery.parse(delivered),
    webhooks: Array.isArray(names) ? names.map(String) : [],
  }
}
