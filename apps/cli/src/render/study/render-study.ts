import type { StudyReport } from '@of/study'
import { wrapped } from '../../doctor/render.ts'
import type { Paint } from '../colour.ts'
import { counted } from '../numbers.ts'
import { factorTables } from './factor-tables.ts'
import { contemporaneousTable, hourTable, predictiveTable } from './horizon-tables.ts'
import { levelTable } from './level-table.ts'
import { ownTables } from './own-table.ts'
import { renderTable } from './table.ts'

const MOST_COLUMNS = 120

/** A study as people read it: what explains, what predicts, each under its own heading; then what the figures say. */
export function renderStudy(report: StudyReport, columns: number, paint: Paint): string {
  const tables = [
    contemporaneousTable(report),
    predictiveTable(report),
    ...hourTable(report),
    ...ownTables(report),
    ...factorTables(report),
    ...levelTable(report),
  ]
  const width = Math.min(columns, MOST_COLUMNS) - 2
  const sentences = report.conclusions.map((sentence) => paragraph(sentence, width, ['  ', '  ']))
  const warnings = report.warnings.map((warning) => paint('warn', paragraph(warning, width, ['▲ ', '  '])))
  return [
    `${paint('title', report.input.product)}${paint('dim', ` · ${measured(report)}`)}\n`,
    ...tables.map((table) => `\n${renderTable(table, width, paint)}`),
    `\n${paint('title', 'What the figures say')}\n`,
    ...sentences.map((text) => `${text}\n`),
    ...(warnings.length === 0 ? [] : ['\n', ...warnings.map((text) => `${text}\n`)]),
  ].join('')
}

function measured({ input }: StudyReport): string {
  const { books, hiddenTrades, latencyMs, tick, tickInferred, trades } = input
  const ticks = tick === null ? 'tick n/a' : `tick ${tick}${tickInferred ? ' (inferred)' : ''}`
  const hidden = hiddenTrades === 0 ? '' : `, ${counted(hiddenTrades, 'of them hidden').replace(/s$/, '')}`
  return `${ticks} · ${counted(books, 'book')}, ${counted(trades, 'trade')}${hidden} · latency ${latencyMs} ms`
}

function paragraph(text: string, width: number, [first, rest]: readonly [string, string]): string {
  // A number stays with its sign of per cent.
  return wrapped(text.replaceAll(' %', '\u00A0%'), width - first.length)
    .map((line, at) => `${at === 0 ? first : rest}${line.replaceAll('\u00A0', ' ')}`)
    .join('\n')
}
