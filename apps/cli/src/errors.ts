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
    case 'no-segments':
      return `${fault.path}: not a directory that of record wrote`
    case 'foreign-venue':
      return `the recording is of ${fault.venue}, expected coinbase`
    case 'foreign-format':
      return `${fault.path}: expected frames of Coinbase, received ${fault.format}`
    case 'no-products':
      return 'the recording holds no product'
    case 'nothing-in-range':
      return 'nothing was received between --from and --to'
    case 'unknown-product':
      return `${fault.unknown.join(', ')}: not in the recording`
    case 'nothing-received':
      return `${fault.url}: nothing was received${fault.detail === undefined ? '' : `: ${fault.detail}`}`
    case 'unreachable':
      return unreachableText(fault.url, fault.fault)
    case 'credentials':
    case 'factors':
    case 'settings':
    case 'store':
    case 'service':
      return fault.message
    case 'evidence':
      return describeEvidence(fault.fault)
    case 'trades':
      return describeTrades(fault.fault)
    case 'results':
      return describeResults(fault.fault)
    case 'cannot-serve':
      return `port ${fault.port} cannot be served: ${fault.detail}`
    case 'different-digest':
      return `digest: expected ${fault.expected}, received ${fault.received}`
    case 'paper':
      return describePaper(fault.fault)
    default:
      return describeEnding(fault)
  }
}

type EndingFault = Extract<CliFault, { readonly kind: 'thread-died' | 'unwritable' | 'closed-pipe' | 'interrupted' | 'told' }>

function describeEnding(fault: EndingFault): string {
  switch (fault.kind) {
    case 'thread-died':
      return `a thread of the analysis ended early: ${fault.detail}`
    case 'unwritable':
      return `standard output cannot be written: ${fault.detail}`
    case 'closed-pipe':
      return 'standard output was closed'
    case 'interrupted':
      return `interrupted by ${fault.by}`
    case 'told':
      return `told by the result, exit ${fault.exitCode}`
  }
}
