import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { JudgedTrade } from '@of/backtest'
import type { ReadFile } from '@of/tape'
import { CsvError, parse } from 'csv-parse/sync'
import { CliError } from '../errors.ts'
import { recordingName } from '../input/recordings.ts'
import { type ColumnName, type Columns, columnsOf } from './columns.ts'
import { parseTradeTime } from './trade-time.ts'

/** Closed trades of somebody, as a file told them. */
export interface TradeList {
  readonly name: string
  readonly trades: readonly JudgedTrade[]
  readonly file: ReadFile
  /** Whether the file says that they are of a simulated market; `null` where it says nothing of it. */
  readonly simulated: boolean | null
  /** Remarks on what was read, none of which stops anything. */
  readonly remarks: readonly string[]
}

/** What is settled about costs beside the file. */
export interface TradesOptions {
  readonly stdin: AsyncIterable<Uint8Array>
  /** A taker's fee a fill, in basis points: taken off every trade twice. */
  readonly feeBps: number
}

/** A number, as other programs write it: no thousands marks, no unit. */
const NUMBER = /^[-+\u2212]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/

/** A line of a file and how to speak of it. */
interface Row {
  readonly name: string
  readonly line: number
  readonly cells: readonly string[]
  readonly columns: Columns
}

/** Reads closed trades from a CSV file with a header; `-` is standard input. */
export async function readTrades(path: string, { feeBps, stdin }: TradesOptions): Promise<TradeList> {
  const name = recordingName(path)
  const bytes = await bytesOf(path, name, stdin)
  const [header, ...lines] = cut(bytes, name)
  if (header === undefined) throw new CliError({ kind: 'trades', fault: { kind: 'no-header', name } })
  const columns = columnsOf(header.cells, name)
  const rows = lines.map(({ cells, line }): Row => ({ name, line, cells, columns }))
  const trades = rows.map((row) => tradeOf(row, feeBps))
  const file = { name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
  return { name, trades, file, simulated: simulatedOf(rows), remarks: remarksOn(trades, columns) }
}

async function bytesOf(path: string, name: string, stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  try {
    if (path !== '-') return await readFile(path)
    const chunks: Uint8Array[] = []
    for await (const chunk of stdin) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CliError({ kind: 'trades', fault: { kind: 'unreadable', name, detail } }, { cause: error })
  }
}

function cut(text: Uint8Array, name: string): { readonly cells: readonly string[]; readonly line: number }[] {
  const cells: { cells: readonly string[]; line: number }[] = []
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      trim: true,
      on_record: (record: readonly string[], { lines }) => {
        cells.push({ cells: record, line: lines })
        return null
      },
    })
    return cells
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : cells.length + 1
    const detail = error.message.replace(/ on line \d+.*$| at line \d+.*$/s, '').toLowerCase()
    throw new CliError({ kind: 'trades', fault: { kind: 'bad-line', name, line, detail } }, { cause: error })
  }
}

/** What separates the cells of the header: a comma, unless there are more semicolons or tabs. */
function delimiterOf(text: Uint8Array): string {
  const end = text.indexOf(10)
  const header = Buffer.from(text.subarray(0, end === -1 ? text.length : end)).toString('utf8')
  const count = (mark: string): number => header.split(mark).length
  return [';', '\t'].reduce((most, mark) => (count(mark) > count(most) ? mark : most), ',')
}

function tradeOf(row: Row, feeBps: number): JudgedTrade {
  const closedUs = timeIn(row, row.columns.closed === undefined ? 'time' : 'closed')
  const openedUs = row.columns.opened === undefined ? closedUs : timeIn(row, 'opened')
  if (openedUs > closedUs) throw badCell(row, 'opened', 'a time no later than it closed')
  const quantity = numberIn(row, 'quantity')
  const entryPrice = numberIn(row, 'entryPrice')
  const notional =
    numberIn(row, 'notional') ?? (quantity !== undefined && entryPrice !== undefined ? Math.abs(quantity * entryPrice) : undefined)
  const fees = numberIn(row, 'fees')
  const told =
    numberIn(row, 'costBps') ?? (fees !== undefined && notional !== undefined && notional > 0 ? (10_000 * fees) / notional : undefined)
  const costBps = feeBps > 0 ? (told ?? 0) + 2 * feeBps : told
  return {
    openedUs,
    closedUs,
    netBps: netIn(row) - 2 * feeBps,
    costBps,
    product: row.columns.product === undefined ? undefined : row.cells[row.columns.product.at],
    quantity: quantity === undefined ? undefined : Math.abs(quantity),
    entryPrice,
  }
}

/** The return of a trade in basis points, by the first of the columns that can tell it. */
function netIn(row: Row): number {
  const { netBps, return: fraction } = row.columns
  if (netBps !== undefined) return neededIn(row, 'netBps')
  if (fraction !== undefined) return 10_000 * neededIn(row, 'return')
  const notional = neededIn(row, 'notional')
  if (!(notional > 0)) throw badCell(row, 'notional', 'a number above 0')
  return (10_000 * neededIn(row, 'pnl')) / notional
}

function timeIn(row: Row, column: ColumnName): number {
  return parseTradeTime(textIn(row, column)) ?? fail(row, column, 'a time: ISO 8601, or seconds, ms or µs since 1970')
}

function neededIn(row: Row, column: ColumnName): number {
  return numberIn(row, column) ?? fail(row, column, 'a number')
}

/** `undefined` where the column is not there, or the cell is empty. */
function numberIn(row: Row, column: ColumnName): number | undefined {
  const text = textIn(row, column)
  if (text === '') return undefined
  const value = NUMBER.test(text) ? Number(text.replace('\u2212', '-')) : Number.NaN
  return Number.isFinite(value) ? value : fail(row, column, 'a number')
}

function textIn({ cells, columns }: Row, column: ColumnName): string {
  const found = columns[column]
  return found === undefined ? '' : (cells[found.at] ?? '')
}

function fail(row: Row, column: ColumnName, expected: string): never {
  throw badCell(row, column, expected)
}

function badCell(row: Row, column: ColumnName, expected: string): CliError {
  const { line, name } = row
  const title = row.columns[column]?.title ?? column
  return new CliError({ kind: 'trades', fault: { kind: 'bad-cell', name, line, column: title, expected, received: textIn(row, column) } })
}

function simulatedOf(rows: readonly Row[]): boolean | null {
  const told = rows.map((row) => textIn(row, 'simulated').toLowerCase()).filter((text) => text !== '')
  return told.length === 0 ? null : told.some((text) => text === 'true' || text === '1' || text === 'yes')
}

function remarksOn(trades: readonly JudgedTrade[], columns: Columns): string[] {
  const large = trades.filter(({ netBps }) => Math.abs(netBps) > 10_000).length
  const { netBps, return: fraction } = columns
  return netBps === undefined && fraction !== undefined && large > 0
    ? [`${large} of ${trades.length} returns are beyond 1, which is 100 %: return is a fraction, 0.01 for one per cent`]
    : []
}
