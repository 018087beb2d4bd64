import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What can be wrong with files that hold evidence, and with what is asked of a recording for them. */
export type EvidenceFault =
  | {
      /** No decision was taken of a product, or none up to a time. */
      readonly kind: 'no-decision'
      readonly product: string
      readonly at: string | undefined
    }
  | {
      /** Nobody has kept a bundle of a product, or none of a time. */
      readonly kind: 'no-bundle-kept'
      readonly product: string
      readonly at: string | undefined
      readonly where: string
    }
  | { readonly kind: 'unreadable-file'; readonly path: string; readonly detail: string }
  | {
      /** A line of a file is no bundle; counted from one. */
      readonly kind: 'no-bundle'
      readonly name: string
      readonly line: number
      readonly detail: string
    }

/** The fault in a sentence. */
export function describeEvidence(fault: EvidenceFault): string {
  switch (fault.kind) {
    case 'no-decision':
      return `the recording holds no decision of ${fault.product}${fault.at === undefined ? '' : ` up to ${fault.at}`}`
    case 'no-bundle-kept':
      return `${fault.where}: holds no evidence of ${fault.product}${fault.at === undefined ? '' : ` up to ${fault.at}`}`
    case 'unreadable-file':
      return `${fault.path}: cannot be read: ${fault.detail}`
    case 'no-bundle':
      return `${fault.name}: line ${fault.line}: ${fault.detail}`
  }
}

/** What the fault means, and what can be done. */
export function explainEvidence(fault: EvidenceFault): Omit<Explanation, 'summary'> {
  switch (fault.kind) {
    case 'no-decision':
      return {
        meaning: ['A decision is taken when a UTC minute closes while the recording goes on.'],
        remedies: [['--every 1s', 'decides more often, for a recording of seconds']],
        code: 'E_NO_DECISION',
        exitCode: exitCodes.data,
      }
    case 'no-bundle-kept':
      return {
        meaning: [
          'A service keeps the evidence of a decision when it takes it, once a UTC minute, and keeps it in its store if it has one.',
        ],
        remedies: [['of evidence RECORDING', 'derives it from recorded frames']],
        code: 'E_NO_EVIDENCE',
        exitCode: exitCodes.data,
      }
    case 'unreadable-file':
      return {
        meaning: ['It is not there, or this user may not read it.'],
        remedies: [],
        code: 'E_UNREADABLE_FILE',
        exitCode: exitCodes.noInput,
      }
    case 'no-bundle':
      return {
        meaning: ['A bundle is one line of JSON, as of evidence writes it.'],
        remedies: [['of evidence RECORDING', 'makes one of the last decision']],
        code: 'E_NO_BUNDLE',
        exitCode: exitCodes.data,
      }
  }
}
