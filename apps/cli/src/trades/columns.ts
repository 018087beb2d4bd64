import { CliError } from '../errors.ts'

/** What a column can say of a trade. */
export type ColumnName =
  | 'opened'
  | 'closed'
  | 'time'
  | 'return'
  | 'netBps'
  | 'pnl'
  | 'notional'
  | 'product'
  | 'quantity'
  | 'entryPrice'
  | 'costBps'
  | 'fees'
  | 'simulated'

/** Names under which a column is known, written small and without marks. */
const spellings: readonly (readonly [ColumnName, readonly string[]])[] = [
  ['opened', ['opened', 'openedus', 'openedat', 'opentime', 'entrytime', 'entered']],
  ['closed', ['closed', 'closedus', 'closedat', 'closetime', 'exittime', 'exited']],
  ['time', ['time', 'timeus', 'timestamp', 'datetime', 'date']],
  ['return', ['return', 'ret', 'netreturn']],
  ['netBps', ['netbps', 'returnbps']],
  ['pnl', ['pnl', 'netpnl', 'profit']],
  ['notional', ['notional', 'notionalusd']],
  ['product', ['product', 'symbol', 'market', 'instrument']],
  ['quantity', ['quantity', 'qty', 'size', 'amount']],
  ['entryPrice', ['entryprice', 'openprice', 'entry']],
  ['costBps', ['costbps', 'feebps', 'feesbps']],
  ['fees', ['fees', 'fee', 'commission']],
  ['simulated', ['simulated']],
]

/** Where the columns stand that a header names, with the header's own names. */
export type Columns = Partial<Readonly<Record<ColumnName, { readonly at: number; readonly title: string }>>>

const kinds = new Map(spellings.flatMap(([name, known]) => known.map((spelling) => [spelling, name] as const)))

/** Finds the columns that are known; others are let be. */
export function columnsOf(header: readonly string[], file: string): Columns {
  const columns: { -readonly [Name in ColumnName]?: { at: number; title: string } } = {}
  for (const [at, title] of header.entries()) {
    const kind = kinds.get(title.toLowerCase().replaceAll(/[\s_.-]/g, ''))
    if (kind === undefined) continue
    const before = columns[kind]
    if (before !== undefined)
      throw new CliError({ kind: 'trades', fault: { kind: 'column-twice', name: file, columns: [before.title, title] } })
    columns[kind] = { at, title }
  }
  const lacks = lackOf(columns)
  if (lacks !== undefined)
    throw new CliError({ kind: 'trades', fault: { kind: 'no-column', name: file, expected: lacks, received: header } })
  return columns
}

function lackOf({ closed, netBps, notional, pnl, return: fraction, time }: Columns): string | undefined {
  if (closed === undefined && time === undefined) return 'time or closed'
  if (netBps !== undefined || fraction !== undefined) return undefined
  if (pnl === undefined) return 'return, netBps or pnl'
  return notional === undefined ? 'notional beside pnl' : undefined
}
