import type { AnswerOf } from '@of/api'
import type { Paint } from './colour.ts'

/** Rows that a query has answered. */
export type Rows = AnswerOf<'query'>

const WIDEST = 60

/** Rows as a table for people: numbers to the right, what is not there as n/a. */
export function tableOf({ columns, rows, tookMs }: Rows, paint: Paint): string {
  const cells = rows.map((row) => row.map(shortText))
  const widths = columns.map(({ name }, at) => Math.max(name.length, ...cells.map((row) => row[at]?.length ?? 0)))
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => (isNumber(columns[at]?.type) ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  const head = paint('dim', line(columns.map(({ name }) => name)))
  const body = cells.map((row) => `${line(row)}\n`).join('')
  return `${head}\n${body}${paint('dim', `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} · ${Math.round(tookMs)} ms`)}\n`
}

/** Rows as CSV, the first column of which says whether a simulator made them: what is not there is empty. */
export function csvOf({ columns, rows }: Rows, { simulated }: { readonly simulated: boolean | null }): string {
  const label = simulated === null ? 'unknown' : String(simulated)
  const lines = [['simulated', ...columns.map(({ name }) => name)], ...rows.map((row) => [label, ...row.map(fullText)])]
  return lines.map((line) => `${line.map(quotedCell).join(',')}\n`).join('')
}

function fullText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function shortText(value: unknown): string {
  const text = value === null || value === undefined ? 'n/a' : fullText(value)
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text
}

function isNumber(type: string | undefined): boolean {
  return /INT|DOUBLE|FLOAT|DECIMAL/.test(type ?? '') && type?.endsWith('[]') !== true
}

function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
