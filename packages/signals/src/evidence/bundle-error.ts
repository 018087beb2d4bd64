import { EVIDENCE_SCHEMA } from './bundle.ts'

/** Why a text is no bundle that can be read. */
export type BundleFault =
  | { readonly kind: 'not-json'; readonly detail: string }
  | { readonly kind: 'unknown-schema'; readonly received: string }
  | { readonly kind: 'not-a-bundle'; readonly path: string; readonly detail: string }

/** A text that is no bundle. `fault` is for programs, `message` for people. */
export class BundleError extends Error {
  override readonly name = 'BundleError'
  readonly fault: BundleFault

  constructor(fault: BundleFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

function describe(fault: BundleFault): string {
  switch (fault.kind) {
    case 'not-json':
      return `not JSON: ${fault.detail}`
    case 'unknown-schema':
      return `schema: expected ${EVIDENCE_SCHEMA}, received ${fault.received}`
    case 'not-a-bundle':
      return `${fault.path}: ${fault.detail}`
  }
}
