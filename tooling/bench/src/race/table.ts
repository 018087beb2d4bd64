import type { Input } from '../input/input.ts'
import type { Standing } from './standings.ts'

/** The race over one input. */
export interface InputStandings {
  readonly input: Input
  readonly standings: readonly Standing[]
}

/** A race as text for a terminal. */
export function raceText({ input, standings }: InputStandings, node: string): string {
  const lines = [`${input.name} · ${(input.bytes / 1e6).toFixed(1)} MB in ${input.frames.length} frames · Node ${node}`]
  const width = Math.max(...standings.map(({ name }) => name.length))
  for (const { name, rate, vsJsonParse, notes } of standings) {
    const [from, to] = vsJsonParse.interval
    const speed = `${rate.median.toFixed(1).padStart(8)} MB/s ±${(100 * rate.spread).toFixed(0).padStart(2)} %`
    lines.push(
      `  ${name.padEnd(width)} ${speed}  ${vsJsonParse.median.toFixed(2).padStart(6)} × JSON.parse (${from.toFixed(2)} to ${to.toFixed(2)})`,
    )
    for (const note of notes) lines.push(`    ${note}`)
  }
  return `${lines.join('\n')}\n`
}

/** Races over several inputs as one Markdown table: a column an input, a row a contestant, in multiples of the yardstick. */
export function raceMarkdown(races: readonly InputStandings[], node: string): string {
  const names = [...new Set(races.flatMap(({ standings }) => standings.map(({ name }) => name)))]
  const rows = names.map((name) => [
    name,
    ...races.map(({ standings }) => {
      const found = standings.find((standing) => standing.name === name)
      return found === undefined ? '' : `${found.vsJsonParse.median.toFixed(2)} ×${found.isRight === false ? ' \\*' : ''}`
    }),
  ])
  const head = [`Node ${node}`, ...races.map(({ input }) => `${input.name}, ${(input.bytes / 1e6).toFixed(1)} MB`)]
  const isWrong = races.some(({ standings }) => standings.some(({ isRight }) => isRight === false))
  return markdown(head, rows) + (isWrong ? '\n\\* ends with another book than the true one\n' : '')
}

/** A Markdown table, numbers to the right. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return line(head) + line(head.map((_, column) => (column === 0 ? '---' : '--:'))) + rows.map(line).join('')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}
