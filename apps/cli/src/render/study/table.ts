import { wrapped } from '../../doctor/render.ts'
import type { Paint } from '../colour.ts'

/** A table: its columns' headings, and rows of as many cells. */
export interface Table {
  readonly title: string
  /** What the title leaves open; on lines of its own. */
  readonly note: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** How many of the first columns are written from the left. */
  readonly left?: number
}

const INDENT = 2
const GAP = 1

/** A table under its title, each column as wide as its widest cell; its note is broken to lines of `width`. */
export function renderTable({ head, left = 1, note, rows, title }: Table, width: number, paint: Paint): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]): string =>
    (
      ' '.repeat(INDENT) +
      cells.map((cell, at) => (at < left ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' '.repeat(GAP))
    ).trimEnd()
  const notes = wrapped(note, width - INDENT).map((text) => paint('dim', `${' '.repeat(INDENT)}${text}`))
  const lines = [paint('title', title), ...notes, paint('dim', line(head)), ...rows.map(line)]
  return lines.map((text) => `${text}\n`).join('')
}
