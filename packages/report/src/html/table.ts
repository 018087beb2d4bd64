import type { Cell, Table } from '../document/table.ts'
import { evidenceLine } from './evidence.ts'
import { type Markup, markup } from './markup.ts'

/** From so many rows on, a table may be broken between two sheets of paper. */
const LONG = 14

/** A table; what is missing in it is a dash with a letter, and each letter's reason stands below. */
export function tableHtml({ columns, evidence, rows, says, title }: Table): Markup {
  const reasons = [...new Set(rows.flat().flatMap((cell) => (typeof cell === 'string' ? [] : [cell.missing])))]
  const heads = columns.map(({ align, name }) => markup`<th scope="col" class="${align}">${name}</th>`)
  const body = rows.map((row) => markup`<tr>${columns.map(({ align }, index) => cellHtml(row[index] ?? '', align, reasons))}</tr>\n`)
  return markup`<div class="table${rows.length < LONG ? '' : ' long'}"><h3>${title}</h3>${says === undefined ? undefined : markup`<p class="says">${says}</p>`}
<div class="scroll"><table><thead><tr>${heads}</tr></thead>
<tbody>${body}</tbody></table></div>
${reasons.length === 0 ? undefined : reasonsHtml(reasons)}${evidenceLine(evidence)}</div>\n`
}

function cellHtml(cell: Cell, align: string, reasons: readonly string[]): Markup {
  if (typeof cell === 'string') return markup`<td class="${align}">${cell}</td>`
  return markup`<td class="${align} na" title="n/a: ${cell.missing}">–<sup>${letter(reasons.indexOf(cell.missing))}</sup></td>`
}

function reasonsHtml(reasons: readonly string[]): Markup {
  return markup`<p class="reasons">${reasons.map((reason, index) => markup`<span><sup>${letter(index)}</sup>n/a: ${reason}</span> `)}</p>\n`
}

/** `a` to `z`, then `aa`. */
function letter(index: number): string {
  const last = String.fromCodePoint(97 + (index % 26))
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last
}
