import type { AnswerOf, Bar } from '@of/api'
import type { DuckDBConnection, DuckDBListValue } from '@duckdb/node-api'
import type { Trade, Us } from '@of/core'
import { literal } from '../database.ts'
import type { HeatColumn, HistoryQuery, MinuteVolume } from '../history-store.ts'
import { tables } from '../schema/tables.ts'
import { cursorOf, numberOf, rowsOf, spanOf } from './rows.ts'

/** Bars of a span, a minute wide, oldest first. */
export async function readBars(connection: DuckDBConnection, query: HistoryQuery): Promise<Pick<AnswerOf<'bars'>, 'items' | 'next'>> {
  const { limit, product } = query
  const after = cursorOf(query.cursor, /^after-(\d{1,16})$/)?.[1]
  const where = `product = ${literal(product)} AND ${spanOf('start_us', query, after)} AND ${after === undefined ? 'true' : `start_us > ${after}`}`
  const columns = tables.bars.columns.slice(1).join(', ')
  const rows = await rowsOf(connection, `SELECT ${columns} FROM bars WHERE ${where} ORDER BY start_us LIMIT ${limit + 1}`)
  const items = rows.slice(0, limit).map(barOf)
  return { items, next: rows.length > limit ? `after-${items.at(-1)?.startUs}` : null }
}

/** What was bought and sold by minute and price. */
export async function readVolumes(connection: DuckDBConnection, query: Omit<HistoryQuery, 'cursor'>): Promise<readonly MinuteVolume[]> {
  const { limit, product } = query
  const sql = `SELECT time_us // 60000000 * 60000000 AS minute, price,
      coalesce(sum(size) FILTER (aggressor = 'buy'), 0), coalesce(sum(size) FILTER (aggressor = 'sell'), 0)
    FROM trades WHERE product = ${literal(product)} AND ${spanOf('time_us', query, undefined)}
    GROUP BY minute, price ORDER BY minute, price LIMIT ${limit}`
  const rows = await rowsOf(connection, sql)
  return rows.map(([startUs, price, buy, sell]) => ({
    startUs: Number(startUs),
    price: Number(price),
    buy: Number(buy),
    sell: Number(sell),
  }))
}

/** The latest columns of the heatmap of a span, oldest first. */
export async function readHeat(connection: DuckDBConnection, query: Omit<HistoryQuery, 'cursor'>): Promise<readonly HeatColumn[]> {
  const { limit, product } = query
  const where = `product = ${literal(product)} AND ${spanOf('start_us', query, undefined)}`
  const sql = `SELECT start_us, row_size, first_row, best_bid, best_ask, sizes FROM heat WHERE ${where} ORDER BY start_us DESC LIMIT ${limit}`
  const rows = await rowsOf(connection, sql)
  return rows.toReversed().map(([startUs, rowSize, firstRow, bestBid, bestAsk, sizes]) => ({
    startUs: Number(startUs),
    rowSize: Number(rowSize),
    firstRow: Number(firstRow),
    bestBid: numberOf(bestBid),
    bestAsk: numberOf(bestAsk),
    sizes: isList(sizes) ? sizes.items.map(Number) : null,
  }))
}

/** Trades of a range of ids, by ascending id. */
export async function readTradesBetween(
  connection: DuckDBConnection,
  product: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Trade[]> {
  const sql = `SELECT id, time_us, price, size, aggressor FROM trades
    WHERE product = ${literal(product)} AND id BETWEEN ${Math.floor(from)} AND ${Math.floor(to)} ORDER BY id`
  const rows = await rowsOf(connection, sql)
  return rows.map(([id, timeUs, price, size, aggressor]) => ({
    id: Number(id),
    timeUs: Number(timeUs),
    price: Number(price),
    size: Number(size),
    aggressor: aggressor === 'buy' ? 'buy' : 'sell',
  }))
}

/** The greatest exchange time of anything that comes second by second. */
export async function readNewestUs(connection: DuckDBConnection): Promise<Us | undefined> {
  const [row] = await rowsOf(connection, 'SELECT greatest((SELECT max(time_us) FROM features), (SELECT max(time_us) FROM trades))')
  return numberOf(row?.[0]) ?? undefined
}

/** A row of `bars` without its product. Every stored bar is over. */
function barOf(row: readonly unknown[]): Bar {
  const [startUs, open, high, low, close, volume, from, buyVolume, sellVolume, trades, ...readings] = row
  const [vwap, vwapSd, cvd, ofi, momentum, momentumZ, bookCoverage, tradeCoverage] = readings.map(numberOf)
  return {
    startUs: Number(startUs),
    open: numberOf(open),
    high: numberOf(high),
    low: numberOf(low),
    close: numberOf(close),
    volume: Number(volume),
    from: from === 'candles' ? 'candles' : 'trades',
    buyVolume: numberOf(buyVolume),
    sellVolume: numberOf(sellVolume),
    trades: numberOf(trades),
    vwap: vwap ?? null,
    vwapSd: vwapSd ?? null,
    cvd: cvd ?? null,
    ofi: ofi ?? null,
    momentum: momentum ?? null,
    momentumZ: momentumZ ?? null,
    bookCoverage: bookCoverage ?? 0,
    tradeCoverage: tradeCoverage ?? 0,
    closed: true,
  }
}

/** The native module is loaded by whoever opens a store, and not by its types. */
function isList(value: unknown): value is DuckDBListValue {
  return typeof value === 'object' && value !== null && 'items' in value
}
