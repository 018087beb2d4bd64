import type { Us } from '@of/core'

/** What is wrong with a factor. */
export type FactorFault =
  | {
      /** It cannot be used: what was expected of which of its properties, and what was there. */
      readonly kind: 'invalid'
      readonly factor: string
      readonly path: string
      readonly expected: string
      readonly received: string
    }
  | {
      /** It threw, or gave something that is no number. */
      readonly kind: 'failed'
      readonly factor: string
      readonly timeUs: Us
      readonly detail: string
    }

/** A factor of somebody's own that cannot be used. `fault` is for programs, `message` for people. */
export class FactorError extends Error {
  override readonly name = 'FactorError'
  readonly fault: FactorFault

  constructor(fault: FactorFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

function describe(fault: FactorFault): string {
  switch (fault.kind) {
    case 'invalid':
      return `factor ${fault.factor}: ${fault.path}: expected ${fault.expected}, received ${fault.received}`
    case 'failed':
      return `factor ${fault.factor} failed: ${fault.detail}`
  }
}
