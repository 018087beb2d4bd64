import type { Summary, SummaryRow, SummarySection } from './summary.ts'

/** A summary as plain text without a final line break: a title, a rule, and sections of aligned rows. */
export function formatSummary({ title, sections }: Summary): string {
  return [title, '='.repeat(60), ...sections.flatMap((section) => ['', ...sectionLines(section)])].join('\n')
}

function sectionLines({ title, rows }: SummarySection): string[] {
  const labels = rows.map(({ label }) => label.length).filter((length) => length > 0)
  // A section whose rows stand for themselves has no column of labels.
  const column = labels.length > 0 ? Math.max(...labels) + 3 : 0
  return [`${title}:`, ...rows.map((row) => `  ${labelText(row).padEnd(column)}${valueText(row)}`)]
}

function labelText({ label }: SummaryRow): string {
  return label === '' ? '' : `${label}:`
}

function valueText({ value, note }: SummaryRow): string {
  return note === undefined ? value : `${value} (${note})`
}
