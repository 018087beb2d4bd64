import { describeNetFault, type RequestFault } from '../net/net-fault.ts'

/** A request that brought nothing usable. `fault` is for programs, `message` for people. */
export class RestError extends Error {
  override readonly name = 'RestError'
  readonly fault: RequestFault
  /** The path and query that was asked for. */
  readonly path: string

  constructor(fault: RequestFault, path: string, options?: ErrorOptions) {
    super(`${path}: ${describeNetFault(fault)}`, options)
    this.fault = fault
    this.path = path
  }
}

const PASSING: ReadonlySet<RequestFault['kind']> = new Set([
  'dns',
  'refused',
  'unreachable',
  'timeout',
  'reset',
  'closed',
  'silent',
  'rate-limited',
])

/** Whether the same request may fare better a little later: the network's failures, too many requests, and what a server calls its own. */
export function isPassing(fault: RequestFault): boolean {
  return fault.kind === 'http' || fault.kind === 'proxy' ? fault.status === undefined || fault.status >= 500 : PASSING.has(fault.kind)
}
