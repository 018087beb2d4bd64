import type { CliFault } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { explainCredentials } from './credentials-fault.ts'
import { explainEvidence } from './evidence-fault.ts'
import type { Explanation } from './explanation.ts'
import { explainFactors } from './factor-fault.ts'
import { explainNet } from './net-fault.ts'
import { explainPaper } from './paper-fault.ts'
import { explainResults } from './results-fault.ts'
import { explainTrades } from './trades-fault.ts'
import { explainService, explainSettings, explainStore } from './service-fault.ts'

/** What a fault of a command means, and what can be done. */
export function explainCli(fault: CliFault): Omit<Explanation, 'summary'> {
  switch (fault.kind) {
    case 'usage':
      return {
        meaning: fault.hint === undefined ? [] : [fault.hint],
        remedies: [[`${fault.command} --help`, 'every option, with examples']],
        code: 'E_USAGE',
        exitCode: exitCodes.usage,
      }
    case 'no-directory':
      return {
        meaning: ['OF_CWD names the directory that relative paths start at.'],
        remedies: [],
        code: 'E_NO_DIRECTORY',
        exitCode: exitCodes.noInput,
      }
    case 'no-segments':
      return {
        meaning: ['An index says what is known before each segment; a recording in one file has none, and is read from its beginning.'],
        remedies: [],
        code: 'E_NO_SEGMENTS',
        exitCode: exitCodes.noInput,
      }
    case 'foreign-venue':
      return {
        meaning: ['The frames of a recording are read as the venue wrote them, and this program speaks Coinbase.'],
        remedies: [],
        code: 'E_FOREIGN_VENUE',
        exitCode: exitCodes.data,
      }
    case 'foreign-format':
      return {
        meaning: [`${fault.command} takes in the messages of Coinbase alone, and checks them as it does those of a live feed.`],
        remedies: [
          [`of analyze ${fault.path}`, 'reads it; so do of features, study, backtest, ab and tune'],
          ['of demo', 'analyses a recording that comes with the program'],
        ],
        code: 'E_FOREIGN_FORMAT',
        exitCode: exitCodes.data,
      }
    case 'no-products':
      return {
        meaning: ['No frame of it carries a book, a trade, a ticker or a candle that can be read, so there is nothing to analyse.'],
        remedies: [],
        code: 'E_NO_PRODUCTS',
        exitCode: exitCodes.data,
      }
    case 'nothing-in-range':
      return {
        meaning: ['Both are UTC and mean the time of receipt: --from is included, --to is not.'],
        remedies: [['of analyze RECORDING', 'without a range, prints the span of the recording']],
        code: 'E_NOTHING_IN_RANGE',
        exitCode: exitCodes.data,
      }
    case 'unknown-product':
      return {
        meaning: [`It holds ${fault.available.join(', ')}.`],
        remedies: fault.available.slice(0, 1).map((product) => [`--product ${product}`, 'asks for one that is there'] as const),
        code: 'E_UNKNOWN_PRODUCT',
        exitCode: exitCodes.data,
      }
    case 'nothing-received':
      return {
        meaning: ['No frame and no answer came for as long as the command ran.'],
        remedies: [],
        code: 'E_NOTHING_RECEIVED',
        exitCode: exitCodes.unavailable,
      }
    case 'unreachable':
      return explainNet(fault.fault, fault.url)
    case 'credentials':
      return explainCredentials(fault.fault)
    case 'evidence':
    case 'factors':
    case 'trades':
    case 'results':
    case 'paper':
      return explainFile(fault)
    case 'settings':
      return explainSettings(fault.command)
    case 'store':
      return explainStore(fault)
    case 'service':
      return explainService(fault)
    case 'cannot-serve':
      return {
        meaning: ['Another program has the port, or this user may not have it.'],
        remedies: [[fault.command ?? 'of replay RECORDING --serve', 'takes any free port and prints it']],
        code: 'E_CANNOT_SERVE',
        exitCode: exitCodes.unavailable,
      }
    case 'different-digest':
      return {
        meaning: [
          'The recording comes to other features or decisions than it did: it was changed, or another version of this program reads it.',
        ],
        remedies: [['of replay RECORDING', 'prints the decisions that it comes to here']],
        code: 'E_DIFFERENT_DIGEST',
        exitCode: exitCodes.data,
      }
    default:
      return explainEnding(fault)
  }
}

/** What is wrong with a file of somebody's own. */
function explainFile(
  fault: Extract<CliFault, { readonly kind: 'evidence' | 'factors' | 'trades' | 'results' | 'paper' }>,
): Omit<Explanation, 'summary'> {
  switch (fault.kind) {
    case 'evidence':
      return explainEvidence(fault.fault)
    case 'factors':
      return explainFactors(fault.fault)
    case 'trades':
      return explainTrades(fault.fault)
    case 'results':
      return explainResults(fault.fault)
    case 'paper':
      return explainPaper(fault.fault)
  }
}

type EndingFault = Extract<CliFault, { readonly kind: 'thread-died' | 'unwritable' | 'closed-pipe' | 'interrupted' | 'told' }>

/** Of what ends a command from outside, or needs no words. */
function explainEnding(fault: EndingFault): Omit<Explanation, 'summary'> {
  switch (fault.kind) {
    case 'thread-died':
      return {
        meaning: [
          'The system took it away, its memory ran out, or the program is at fault. What was printed, if anything, is not the whole result.',
        ],
        remedies: [['--threads 1', 'does the same work in one thread']],
        code: 'E_THREAD_DIED',
        exitCode: exitCodes.internal,
      }
    case 'unwritable':
      return { meaning: ['The result is not complete.'], remedies: [], code: 'E_UNWRITABLE', exitCode: exitCodes.io }
    case 'closed-pipe':
      return { meaning: [], remedies: [], code: 'E_CLOSED_PIPE', exitCode: exitCodes.ok, isTold: true }
    case 'interrupted':
      return {
        meaning: ['The recording was not read to its end: what was printed, if anything, is not the whole result.'],
        remedies: [],
        code: 'E_INTERRUPTED',
        exitCode: fault.by === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated,
      }
    case 'told':
      return { meaning: [], remedies: [], code: 'E_TOLD', exitCode: fault.exitCode, isTold: true }
  }
}
