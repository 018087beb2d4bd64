import { TapeError } from '@of/tape'
import { CliError } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { explainCli } from './cli-fault.ts'
import type { Explanation } from './explanation.ts'
import { explainTape } from './tape-fault.ts'

/** Explains whatever was thrown. */
export function explain(error: unknown): Explanation {
  if (error instanceof TapeError) return { summary: error.message, ...explainTape(error.fault) }
  if (error instanceof CliError) return { summary: error.message, ...explainCli(error.fault) }
  return {
    summary: `unexpected: ${error instanceof Error ? error.message : String(error)}`,
    meaning: ['This is a fault of the program, not of what it was given.'],
    remedies: [['of … --verbose', 'prints the trace that a report of the fault needs']],
    code: 'E_INTERNAL',
    exitCode: exitCodes.internal,
  }
}
