import type { CliFault } from './errors.ts'

/** Whether an error comes from writing to a file or a pipe. */
export function isWriteError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && error.syscall === 'write'
}

/** What an error of standard output means: a pipe whose reader has left is no failure. */
export function writeFault(error: Error): CliFault {
  return 'code' in error && error.code === 'EPIPE' ? { kind: 'closed-pipe' } : { kind: 'unwritable', detail: error.message }
}
