import type { FactorFileFault } from '@of/factors'
import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What can be wrong with factors of one's own: with their file, or with one of them while it runs. */
export type FactorsFault = FactorFileFault | { readonly kind: 'failed'; readonly factor: string }

/** What the fault means, and what can be done. */
export function explainFactors(fault: FactorsFault): Omit<Explanation, 'summary'> {
  switch (fault.kind) {
    case 'unreadable':
      return {
        meaning: ['It is not there, or this user may not read it.'],
        remedies: [],
        code: 'E_UNREADABLE_FILE',
        exitCode: exitCodes.noInput,
      }
    case 'imports':
      return {
        meaning: [
          'What a signal was made by is told by the hash of its file, which does not cover what the file imports: it was not run.',
          'A bundler makes one file of several, with the packages they use in it.',
        ],
        remedies: [[`npx esbuild ${fault.path} --bundle --format=esm --outfile=FILE.mjs`, 'writes such a file']],
        code: 'E_FACTOR_IMPORTS',
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
    case 'refused':
      return {
        meaning: [
          'Every factor is run again with what comes later, and what lies before its look-back, left out or changed, and must give the same bits.',
          'One that does not would earn on paper what nobody can earn. Nothing was done with it.',
        ],
        remedies: [[`of factors check ${fault.path} --recording R`, 'says it of every factor of the file, on a recording']],
        code: 'E_FACTOR_REFUSED',
        exitCode: exitCodes.unhealthy,
      }
    case 'failed':
      return {
        meaning: ['A factor gives a number, or null where it has none; a feature that is unknown is null.'],
        remedies: [['of factors check FILE --recording R', 'runs it on the same recording, and nothing else']],
        code: 'E_FACTOR_FAILED',
        exitCode: exitCodes.unhealthy,
      }
  }
}
