import type { ProductReport } from '@of/pipeline'
import { formatSummary, summarise, type Summary, type SummaryRow, type Tone } from '@of/signals'
import type { Paint, Role } from './colour.ts'
import { qualitySentences } from './quality.ts'

/** The analysis of a product as people read it, with a line break at its end. */
export function renderReport(report: ProductReport, paint: Paint): string {
  const { features, product, signal } = report
  return `${renderSummary(summarise({ product, features, signal, quality: qualitySentences(report) }), paint)}\n`
}

/** The plain text of a summary, coloured: without colours the two are the same. */
export function renderSummary(summary: Summary, paint: Paint): string {
  const rows = [undefined, undefined, ...summary.sections.flatMap((section) => [undefined, undefined, ...section.rows])]
  const lines = formatSummary(summary).split('\n')
  return lines.map((line, at) => paintLine(line, rows[at], paint)).join('\n')
}

function paintLine(line: string, row: SummaryRow | undefined, paint: Paint): string {
  if (row === undefined) return paint(line.startsWith('=') ? 'dim' : 'title', line)
  const valueAt = line.indexOf(row.value, row.label === '' ? 0 : row.label.length + 3)
  const noteAt = valueAt + row.value.length
  const role = roleOf(row)
  const value = line.slice(valueAt, noteAt)
  return `${paint('dim', line.slice(0, valueAt))}${role === undefined ? value : paint(role, value)}${paint('dim', line.slice(noteAt))}`
}

const roles: Partial<Readonly<Record<Tone, Role>>> = { buy: 'buy', sell: 'sell', unknown: 'dim', warn: 'warn' }

function roleOf({ tone, value }: SummaryRow): Role | undefined {
  if (value.startsWith('◆')) return 'crit'
  if (value.startsWith('▲')) return 'warn'
  return tone === undefined ? undefined : roles[tone]
}
