import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What can go wrong with the files of trading on paper: what is to be written, and journals that are to be gone on with. */
export interface PaperFault {
  readonly kind: 'unwritable-file' | 'unreadable-journal' | 'other-journal'
  readonly path: string
  readonly detail: string
}

/** A fault in one line. */
export function describePaper({ detail, path }: PaperFault): string {
  return `${path}: ${detail}`
}

/** What a fault means, and what can be done. */
export function explainPaper({ kind }: PaperFault): Omit<Explanation, 'summary'> {
  switch (kind) {
    case 'unwritable-file':
      return { meaning: [], remedies: [], code: 'E_UNWRITABLE_FILE', exitCode: exitCodes.cannotCreate }
    case 'unreadable-journal':
      return {
        meaning: [
          'A journal is gone on with as it was left, or not at all: what it holds would otherwise be lost. Nothing of it was changed.',
        ],
        remedies: [['--journal OTHER', 'begins another one']],
        code: 'E_JOURNAL',
        exitCode: exitCodes.data,
      }
    case 'other-journal':
      return {
        meaning: [
          'A journal is one account under one set of rules; with others its figures would mean nothing. Nothing of it was changed.',
        ],
        remedies: [
          ['--journal OTHER', 'begins another one'],
          ['the options of the beginning', 'go on with this one'],
        ],
        code: 'E_OTHER_JOURNAL',
        exitCode: exitCodes.usage,
      }
  }
}
