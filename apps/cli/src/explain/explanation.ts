import type { ExitCode } from '../exit-codes.ts'

/** What a person is told of a failure: what it means and what can be done. */
export interface Explanation {
  /** What failed and why, in one line. */
  readonly summary: string
  readonly meaning: readonly string[]
  /** Commands that help, each with what it does. */
  readonly remedies: readonly (readonly [command: string, effect: string])[]
  /** A stable name, for searching. */
  readonly code: string
  readonly exitCode: ExitCode
  /** Whether the result on standard output has said it all: nothing is printed, and the process ends with the code. */
  readonly isTold?: true
}
