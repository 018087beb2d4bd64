import type { Explanation } from '../explain/explanation.ts'
import type { Paint } from './colour.ts'

const PREFIX = 'error: '
const SUMMARY_COLUMNS = 99 - PREFIX.length

/** A failure as it is told on standard error: what failed, what that means, what to do, a code. */
export function renderFailure({ code, exitCode, meaning, remedies, summary }: Explanation, paint: Paint): string {
  const [first = '', ...rest] = summary.split('\n')
  const isLong = first.length > SUMMARY_COLUMNS
  const body = [...(isLong ? [first] : []), ...rest, ...meaning, ...remedyLines(remedies)].map((line) => `  ${line}\n`)
  const headline = isLong ? `${first.slice(0, SUMMARY_COLUMNS - 1)}…` : first
  const footer = paint('dim', `  code ${code} · exit ${exitCode} · --verbose for the trace`)
  return `${paint('crit', PREFIX.trimEnd())} ${headline}\n\n${body.join('')}${body.length > 0 ? '\n' : ''}${footer}\n`
}

function remedyLines(remedies: Explanation['remedies']): string[] {
  const column = Math.max(0, ...remedies.map(([command]) => command.length)) + 4
  return remedies.map(([command, effect], at) => `${at === 0 ? 'Try:' : '    '}  ${command.padEnd(column)}${effect}`)
}
