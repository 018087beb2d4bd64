import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What can be wrong with a list of trades. Lines are counted from one, the header's. */
export type TradesFault =
  | {
      /** It is not there, is a directory, or may not be read. */
      readonly kind: 'unreadable'
      readonly name: string
      readonly detail: string
    }
  | {
      /** There is no first line to name the columns. */
      readonly kind: 'no-header'
      readonly name: string
    }
  | { readonly kind: 'no-column'; readonly name: string; readonly expected: string; readonly received: readonly string[] }
  | {
      /** Two columns say the same thing. */
      readonly kind: 'column-twice'
      readonly name: string
      readonly columns: readonly [string, string]
    }
  | {
      /** A line that cannot be cut into cells, or not into as many as the header has. */
      readonly kind: 'bad-line'
      readonly name: string
      readonly line: number
      readonly detail: string
    }
  | {
      readonly kind: 'bad-cell'
      readonly name: string
      readonly line: number
      readonly column: string
      readonly expected: string
      readonly received: string
    }

/** The fault in a sentence. */
export function describeTrades(fault: TradesFault): string {
  switch (fault.kind) {
    case 'unreadable':
      return `${fault.name}: cannot be read: ${fault.detail}`
    case 'no-header':
      return `${fault.name}: expected a header line, received nothing`
    case 'no-column':
      return `${fault.name}: expected a column ${fault.expected}, received ${fault.received.join(', ')}`
    case 'column-twice':
      return `${fault.name}: expected one column of a kind, received ${fault.columns.join(' and ')}`
    case 'bad-line':
      return `${fault.name}: line ${fault.line}: ${fault.detail}`
    case 'bad-cell':
      return `${fault.name}: line ${fault.line}, column ${fault.column}: expected ${fault.expected}, received ${fault.received === '' ? 'nothing' : fault.received}`
  }
}

/** What the fault means, and what can be done. */
export function explainTrades(fault: TradesFault): Omit<Explanation, 'summary'> {
  if (fault.kind === 'unreadable') {
    return {
      meaning: ['It is not there, is a directory, or this user may not read it.'],
      remedies: [],
      code: 'E_NO_TRADES',
      exitCode: exitCodes.noInput,
    }
  }
  return {
    meaning: [
      'A list of trades is CSV with a header: time, or opened and closed, in ISO 8601 (UTC unless it says otherwise) or seconds, ms or µs',
      'since 1970; and return as a fraction, or netBps, or pnl and notional. Every line is a closed trade.',
    ],
    remedies: [],
    code: fault.kind === 'bad-cell' || fault.kind === 'bad-line' ? 'E_TRADES_LINE' : 'E_TRADES_HEADER',
    exitCode: exitCodes.data,
  }
}
