/** What can go wrong on the command line besides the recordings themselves, as data. */
export type CliFault =
  | { readonly kind: 'usage'; readonly complaint: string; readonly command: string; readonly hint?: string }
  | { readonly kind: 'no-directory'; readonly path: string }
  | { readonly kind: 'foreign-venue'; readonly venue: string }
  | { readonly kind: 'no-products' | 'nothing-in-range' }
  | { readonly kind: 'unknown-product'; readonly unknown: readonly string[]; readonly available: readonly string[] }
  | { readonly kind: 'unwritable'; readonly detail: string }
  | { readonly kind: 'closed-pipe' }
  | { readonly kind: 'interrupted'; readonly by: 'SIGINT' | 'SIGTERM' }

/** A command that could not do what it was asked. `fault` is for programs, `message` for people. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly fault: CliFault

  constructor(fault: CliFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

function describe(fault: CliFault): string {
  switch (fault.kind) {
    case 'usage':
      return fault.complaint
    case 'no-directory':
      return `${fault.path}: not a directory that can be entered`
    case 'foreign-venue':
      return `the recording is of ${fault.venue}, expected coinbase`
    case 'no-products':
      return 'the recording holds no product'
    case 'nothing-in-range':
      return 'nothing was received between --from and --to'
    case 'unknown-product':
      return `${fault.unknown.join(', ')}: not in the recording`
    case 'unwritable':
      return `standard output cannot be written: ${fault.detail}`
    case 'closed-pipe':
      return 'standard output was closed'
    case 'interrupted':
      return `interrupted by ${fault.by}`
  }
}
