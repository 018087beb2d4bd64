import type { ReportInputFault } from '@of/report'
import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What can be wrong with files of results, and with the page that is made of them. */
export type ResultsFault =
  | {
      /** It is not there, is a directory, or may not be read. */
      readonly kind: 'unreadable'
      readonly name: string
      readonly detail: string
    }
  | ({
      /** A line of a file is no result that a page can be made of. */
      readonly kind: 'no-result'
    } & ReportInputFault)
  | { readonly kind: 'unwritable'; readonly path: string; readonly detail: string }

/** The fault in a sentence. */
export function describeResults(fault: ResultsFault): string {
  switch (fault.kind) {
    case 'unreadable':
      return `${fault.name}: cannot be read: ${fault.detail}`
    case 'no-result': {
      const field = fault.field === '' ? '' : `, ${fault.field}`
      return `${fault.file}: line ${fault.line}${field}: expected ${fault.expected}, received ${fault.received}`
    }
    case 'unwritable':
      return `${fault.path}: cannot be written: ${fault.detail}`
  }
}

/** What the fault means, and what can be done. */
export function explainResults(fault: ResultsFault): Omit<Explanation, 'summary'> {
  switch (fault.kind) {
    case 'unreadable':
      return {
        meaning: ['It is not there, is a directory, or this user may not read it.'],
        remedies: [],
        code: 'E_NO_RESULTS',
        exitCode: exitCodes.noInput,
      }
    case 'no-result':
      return {
        meaning: [
          'A page is made of what this program prints with --json: one object, or one a line. Results of another version may lack fields.',
        ],
        remedies: [['of study RECORDING --json > study.json', 'makes one; so do of backtest, of ab and of gate']],
        code: 'E_NO_RESULT',
        exitCode: exitCodes.data,
      }
    case 'unwritable':
      return { meaning: ['No page was made.'], remedies: [], code: 'E_NO_PAGE', exitCode: exitCodes.cannotCreate }
  }
}
