import { StoreError } from './store-error.ts'

/** What went wrong, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Whether there was no room on the disk. */
export function isFull(error: unknown): boolean {
  return /no space left on device|disk quota exceeded|ENOSPC/i.test(messageOf(error))
}

/** Whether a database does not survive it: it must be opened anew. */
export function isFatal(error: unknown): boolean {
  return /FATAL|IO Error|database has been invalidated|Corrupt/i.test(messageOf(error))
}

/** Why a database could not be opened. */
export function errorOfOpening(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error
  const message = messageOf(error)
  if (/could not set lock on file|being used by another process/i.test(message)) {
    const holder = /PID (\d+)/i.exec(message)?.[1]
    return new StoreError(
      'locked',
      `expected to open ${path}, received: ${holder === undefined ? 'another process' : `process ${holder}`} has it open`,
      {
        cause: error,
        remedy: 'Stop that process, or start with another store.',
      },
    )
  }
  if (/version number|storage version|newer version of DuckDB/i.test(message))
    return new StoreError('newer', `expected a store that this DuckDB reads, received ${path}: ${firstLine(message)}`, {
      cause: error,
      remedy: 'Open it with the version of this program that wrote it, or a newer one.',
    })
  if (isFull(error)) return new StoreError('full', `expected room for ${path}, received a full disk`, { cause: error })
  return new StoreError('unreadable', `expected a store at ${path}, received: ${firstLine(message)}`, { cause: error })
}

/** Why tables could not be written. */
export function errorOfExport(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const reason = firstLine(messageOf(error))
  if (isFull(error)) return new StoreError('full', 'expected room for the tables, received a full disk', { cause: error })
  return new StoreError('failed', `expected to write the tables, received: ${reason}`, { cause: error })
}

/** What DuckDB says first; a hint and the query follow. */
export function firstLine(message: string): string {
  return message.split('\n')[0] ?? message
}
