import type { ExitCode } from '../exit-codes.ts'
import type { Paint, Role } from '../render/colour.ts'
import { renderSimulated } from '../render/heading.ts'
import { counted } from '../render/numbers.ts'
import type { Finding, Verdict } from './finding.ts'

/** A whole examination. */
export interface Examination {
  /** What was looked at, where and how long, as the heading says it. */
  readonly heading: readonly string[]
  readonly isSimulated: boolean
  readonly findings: readonly Finding[]
  readonly exitCode: ExitCode
}

const words: Readonly<Record<Verdict, readonly [word: string, role: Role]>> = {
  pass: ['PASS', 'ok'],
  warn: ['WARN', 'warn'],
  fail: ['FAIL', 'crit'],
}

const INDENT = 2
const GAP = 2
const MOST_COLUMNS = 120

/** An examination as a table, what is wrong each with the line that helps. */
export function renderExamination({ exitCode, findings, heading, isSimulated }: Examination, columns: number, paint: Paint): string {
  const nameWidth = Math.max(0, ...findings.map(({ name }) => name.length)) + GAP
  const subjects = [...new Set(findings.map(({ subject }) => subject))]
  const isOne = subjects.filter((subject) => subject !== null).length <= 1
  const tables = subjects.map((subject) => {
    const rows = findings.filter((finding) => finding.subject === subject).map((finding) => row(finding, { nameWidth, columns, paint }))
    const title = isOne || subject === null ? '' : `\n${' '.repeat(INDENT)}${paint('title', subject)}\n`
    return `${title}${rows.join('')}`
  })
  const banner = isSimulated ? renderSimulated(columns, paint) : ''
  return `${heading.join(' · ')}\n${banner}\n${tables.join('')}\n${tally(findings, exitCode)}\n`
}

/** How many of each there were, the worst first. */
export function tally(findings: readonly Finding[], exitCode: ExitCode): string {
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length
  return `${count('fail')} failed, ${counted(count('warn'), 'warning')}, ${count('pass')} passed · exit ${exitCode}`
}

function row(
  { detail, name, remedy, verdict }: Finding,
  { columns, nameWidth, paint }: { readonly columns: number; readonly nameWidth: number; readonly paint: Paint },
): string {
  const [word, role] = words[verdict]
  const at = INDENT + word.length + GAP
  const detailAt = at + nameWidth
  const [first = '', ...rest] = wrapped(detail, Math.min(columns, MOST_COLUMNS) - detailAt)
  const lines = [
    `${' '.repeat(INDENT)}${paint(role, word)}${' '.repeat(GAP)}${name.padEnd(nameWidth)}${first}`,
    ...rest.map((line) => `${' '.repeat(detailAt)}${line}`),
    ...(remedy === null ? [] : remedyLines(remedy, { at, width: Math.min(columns, MOST_COLUMNS) - at - GAP, paint })),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** What can be typed stays on one line, whatever the width. */
function remedyLines(
  remedy: string,
  { at, paint, width }: { readonly at: number; readonly width: number; readonly paint: Paint },
): readonly string[] {
  const lines = remedy.startsWith('of ') ? [remedy] : wrapped(remedy, width)
  return lines.map((line, index) => `${' '.repeat(at)}${paint('dim', `${index === 0 ? '↳ ' : '  '}${line}`)}`)
}

/** A text in lines, broken at spaces. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
