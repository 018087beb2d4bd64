import type { Paint, Role } from '../render/colour.ts'
import { renderSimulated } from '../render/heading.ts'

/** A figure of a page: what it is, its value, and what it rests on. */
export interface PageRow {
  readonly label: string
  readonly value: string
  readonly note?: string
  readonly role?: Role | undefined
}

/** A part of a page: rows of figures, sentences under them. */
export interface PageSection {
  readonly title: string
  readonly rows?: readonly PageRow[]
  readonly sentences?: readonly string[]
}

const LABEL_COLUMNS = 17
const LEAST_NOTE_COLUMNS = 36
const MOST_COLUMNS = 110

/** Figures under a heading, and whether they are a simulator's. */
export interface Page {
  readonly heading: string
  readonly isSimulated: boolean
  readonly sections: readonly PageSection[]
}

/** How a page is shown. */
export interface PageStyle {
  readonly columns: number
  readonly paint: Paint
}

/** A page as text. */
export function renderPage({ heading, isSimulated, sections }: Page, style: PageStyle): string {
  const { columns, paint } = style
  const banner = isSimulated ? renderSimulated(columns, paint) : ''
  const body = sections.map((section) => renderSection(section, style)).join('')
  return `${paint('title', heading)}\n${paint('dim', '='.repeat(60))}\n${banner}${body}`
}

/** A section as lines, its notes and sentences wrapped to the terminal. */
function renderSection({ rows = [], sentences = [], title }: PageSection, { columns, paint }: PageStyle): string {
  const width = Math.min(columns, MOST_COLUMNS)
  const values = Math.max(0, ...rows.map(({ value }) => value.length))
  const noteAt = 2 + LABEL_COLUMNS + values + 2
  const lines = rows.flatMap(({ label, note = '', role, value }) => {
    const [first = '', ...rest] = wrap(note, Math.max(LEAST_NOTE_COLUMNS, width - noteAt), '')
    const shown = role === undefined ? value : paint(role, value)
    const padded = first === '' ? shown : `${shown}${' '.repeat(values - value.length + 2)}${paint('dim', first)}`
    const named = paint('dim', (label === '' ? '' : `${label}:`).padEnd(LABEL_COLUMNS))
    return [`  ${named}${padded}`, ...rest.map((line) => `${' '.repeat(noteAt)}${paint('dim', line)}`)]
  })
  const wrapped = sentences.flatMap((sentence) => wrap(sentence, width - 2, '  ')).map((line) => `  ${line}`)
  return `\n${paint('title', `${title}:`)}\n${[...lines, ...wrapped].map((line) => `${line}\n`).join('')}`
}

/** Lines of whole words, those after the first set in; a word longer than a line stands alone. */
function wrap(text: string, columns: number, setIn: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ (?!%|bps)/)) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = `${setIn}${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
