import type { Problem } from '../resources/common.ts'

/** Why a request of the service brought no answer. */
export type ApiFault =
  | { readonly kind: 'unreachable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** What came is not what the route promises. */
  | { readonly kind: 'unreadable'; readonly status: number; readonly issues: readonly string[] }

/** A request of the service that brought no answer. `fault` is for programs, `message` for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly fault: ApiFault

  constructor(fault: ApiFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

function describe(fault: ApiFault): string {
  switch (fault.kind) {
    case 'unreachable':
      return `service unreachable at ${fault.url}: ${fault.detail}`
    case 'problem':
      return `${fault.problem.title}: ${fault.problem.detail}`
    case 'unreadable':
      return `unreadable answer of status ${fault.status}: ${fault.issues.join('; ')}`
  }
}
