import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What can be wrong with files that hold evidence or factors, and with what is asked of a recording for them. */
export type EvidenceFault =
  | {
      /** No decision was taken of a product, or none up to a time. */
      readonly kind: 'no-decision'
      readonly product: string
      readonly at: string | undefined
    }
  | { readonly kind: 'unreadable-file'; readonly path: string; readonly detail: string }
  | {
      /** A line of a file is no bundle; counted from one. */
      readonly kind: 'no-bundle'
      readonly name: string
      readonly line: number
      readonly detail: string
    }
  | {
      /** A file holds no factor that can be used. */
      readonly kind: 'no-factor'
      readonly path: string
      readonly detail: string
    }

/** The fault in a sentence. */
export function describeEvidence(fault: EvidenceFault): string {
  switch (fault.kind) {
    case 'no-decision':
      return `the recording holds no decision of ${fault.product}${fault.at === undefined ? '' : ` up to ${fault.at}`}`
    case 'unreadable-file':
      return `${fault.path}: cannot be read: ${fault.detail}`
    case 'no-bundle':
      return `${fault.name}: line ${fault.line}: ${fault.detail}`
    case 'no-factor':
      return `${fault.path}: ${fault.detail}`
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
    case 'no-factor':
      return {
        meaning: [
          'A factor is an exported object such as { name, inputs: { features: [...] }, lookBackUs, compute(window) { ... } }; it imports nothing.',
        ],
        remedies: [['of list-features', 'prints every feature that it can look at']],
        code: 'E_NO_FACTOR',
        exitCode: exitCodes.data,
      }
  }
}
