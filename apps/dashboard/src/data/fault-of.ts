import { ApiError } from '@of/api'

/** What went wrong when the service was asked for something, in a sentence. */
export function faultOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  const { fault } = error
  if (fault.kind !== 'problem') return error.message
  const { detail, remedy, title } = fault.problem
  return `${title}: ${detail}.${remedy === undefined ? '' : ` ${remedy}`}`
}
