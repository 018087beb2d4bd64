import type { ExitCode } from '../exit-codes.ts'
import type { Paint } from './colour.ts'

/** Something that was checked. */
export interface VerdictRow {
  readonly passes: boolean
  readonly name: string
  readonly detail: string
  /** What is wrong in particular, a line each. */
  readonly findings?: readonly string[]
}

/** What was checked as a table, and how many passed. */
export function renderVerdicts(heading: string, rows: readonly VerdictRow[], exitCode: ExitCode, paint: Paint): string {
  const width = Math.max(0, ...rows.map(({ name }) => name.length))
  const lines = rows.flatMap(({ detail, findings = [], name, passes }) => [
    `  ${passes ? paint('ok', 'PASS') : paint('crit', 'FAIL')}  ${name.padEnd(width)}  ${detail}`,
    ...findings.map((finding) => `        ${paint('dim', '↳')} ${finding}`),
  ])
  const passed = rows.filter(({ passes }) => passes).length
  return `${heading}\n\n${lines.join('\n')}\n\n${rows.length - passed} failed, ${passed} passed · exit ${exitCode}\n`
}
