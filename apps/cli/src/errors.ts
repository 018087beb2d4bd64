import type { CredentialsFault, NetFault } from '@of/coinbase'
import type { StoreFault } from '@of/store'
import type { ExitCode } from './exit-codes.ts'
import type { FactorsFault } from './explain/factor-fault.ts'
import { describeEvidence, type EvidenceFault } from './explain/evidence-fault.ts'
import { unreachableText } from './explain/net-fault.ts'
import { describePaper, type PaperFault } from './explain/paper-fault.ts'
import { describeResults, type ResultsFault } from './explain/results-fault.ts'
import { describeTrades, type TradesFault } from './explain/trades-fault.ts'

/** What can go wrong on the command line besides the recordings themselves, as data. */
export type CliFault =
  | { readonly kind: 'usage'; readonly complaint: string; readonly command: string; readonly hint?: string }
  | { readonly kind: 'no-directory' | 'no-segments'; readonly path: string }
  | { readonly kind: 'foreign-venue'; readonly venue: string }
  /** A recording of events, given to a command that takes in frames alone. */
  | { readonly kind: 'foreign-format'; readonly path: string; readonly format: string; readonly command: string }
  | { readonly kind: 'no-products' | 'nothing-in-range' }
  | { readonly kind: 'unknown-product'; readonly unknown: readonly string[]; readonly available: readonly string[] }
  | {
      /** Nothing came from the venue; `detail` is what was last heard of the connection, if anything. */
      readonly kind: 'nothing-received'
      readonly url: string
      readonly detail: string | undefined
    }
  | {
      /** No connection could be made; `url` is of the WebSocket, Coinbase's where it is undefined. */
      readonly kind: 'unreachable'
      readonly url: string | undefined
      readonly fault: NetFault
    }
  | { readonly kind: 'credentials'; readonly fault: CredentialsFault; readonly message: string }
  | { readonly kind: 'evidence'; readonly fault: EvidenceFault }
  | { readonly kind: 'factors'; readonly fault: FactorsFault; readonly message: string }
  | { readonly kind: 'trades'; readonly fault: TradesFault }
  | { readonly kind: 'results'; readonly fault: ResultsFault }
  | { readonly kind: 'settings'; readonly message: string; readonly command: string }
  | { readonly kind: 'store'; readonly fault: StoreFault; readonly message: string; readonly remedy: string | undefined }
  | { readonly kind: 'service'; readonly message: string; readonly remedy: string | undefined; readonly isReachable: boolean }
  | { readonly kind: 'cannot-serve'; readonly port: number; readonly detail: string; readonly command?: string }
  | { readonly kind: 'different-digest'; readonly expected: string; readonly received: string }
  | { readonly kind: 'paper'; readonly fault: PaperFault }
  | {
      /** A thread that analysed ended before its work did. */
      readonly kind: 'thread-died'
      readonly detail: string
    }
  | { readonly kind: 'unwritable'; readonly detail: string }
  | { readonly kind: 'closed-pipe' }
  | { readonly kind: 'interrupted'; readonly by: 'SIGINT' | 'SIGTERM' }
  | {
      /** The result that was printed says what is wrong: only the exit code is left to be said. */
      readonly kind: 'told'
      readonly exitCode: ExitCode
    }

/** The fault of a kind: what a table by kind is asked with. */
export type FaultOf<Kind extends CliFault['kind']> = CliFault & { readonly kind: Kind }

/** A command that could not do what it was asked. `fault` is for programs, `message` for people. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly fault: CliFault

  constructor(fault: CliFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

const descriptions: { readonly [Kind in CliFault['kind']]: (fault: FaultOf<Kind>) => string } = {
  usage: ({ complaint }) => complaint,
  'no-directory': ({ path }) => `${path}: not a directory that can be entered`,
  'no-segments': ({ path }) => `${path}: not a directory that of record wrote`,
  'foreign-venue': ({ venue }) => `the recording is of ${venue}, expected coinbase`,
  'foreign-format': ({ format, path }) => `${path}: expected frames of Coinbase, received ${format}`,
  'no-products': () => 'the recording holds no product',
  'nothing-in-range': () => 'nothing was received between --from and --to',
  'unknown-product': ({ unknown }) => `${unknown.join(', ')}: not in the recording`,
  'nothing-received': ({ detail, url }) => `${url}: nothing was received${detail === undefined ? '' : `: ${detail}`}`,
  unreachable: ({ fault, url }) => unreachableText(url, fault),
  credentials: ({ message }) => message,
  evidence: ({ fault }) => describeEvidence(fault),
  factors: ({ message }) => message,
  trades: ({ fault }) => describeTrades(fault),
  results: ({ fault }) => describeResults(fault),
  settings: ({ message }) => message,
  store: ({ message }) => message,
  service: ({ message }) => message,
  'cannot-serve': ({ detail, port }) => `port ${port} cannot be served: ${detail}`,
  'different-digest': ({ expected, received }) => `digest: expected ${expected}, received ${received}`,
  paper: ({ fault }) => describePaper(fault),
  'thread-died': ({ detail }) => `a thread of the analysis ended early: ${detail}`,
  unwritable: ({ detail }) => `standard output cannot be written: ${detail}`,
  'closed-pipe': () => 'standard output was closed',
  interrupted: ({ by }) => `interrupted by ${by}`,
  told: ({ exitCode }) => `told by the result, exit ${exitCode}`,
}

function describe<Kind extends CliFault['kind']>(fault: FaultOf<Kind>): string {
  return descriptions[fault.kind](fault)
}
