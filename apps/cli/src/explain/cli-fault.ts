import type { CliFault, FaultOf } from '../errors.ts'
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

type Explained = Omit<Explanation, 'summary'>

/** What a fault of a command means, and what can be done. */
export function explainCli<Kind extends CliFault['kind']>(fault: FaultOf<Kind>): Explained {
  return explanations[fault.kind](fault)
}

const explanations: { readonly [Kind in CliFault['kind']]: (fault: FaultOf<Kind>) => Explained } = {
  usage: ({ command, hint }) => ({
    meaning: hint === undefined ? [] : [hint],
    remedies: [[`${command} --help`, 'every option, with examples']],
    code: 'E_USAGE',
    exitCode: exitCodes.usage,
  }),
  'no-directory': () => ({
    meaning: ['OF_CWD names the directory that relative paths start at.'],
    remedies: [],
    code: 'E_NO_DIRECTORY',
    exitCode: exitCodes.noInput,
  }),
  'no-segments': () => ({
    meaning: ['An index says what is known before each segment; a recording in one file has none, and is read from its beginning.'],
    remedies: [],
    code: 'E_NO_SEGMENTS',
    exitCode: exitCodes.noInput,
  }),
  'foreign-venue': () => ({
    meaning: ['The frames of a recording are read as the venue wrote them, and this program speaks Coinbase.'],
    remedies: [],
    code: 'E_FOREIGN_VENUE',
    exitCode: exitCodes.data,
  }),
  'foreign-format': ({ command, path }) => ({
    meaning: [`${command} takes in the messages of Coinbase alone, and checks them as it does those of a live feed.`],
    remedies: [
      [`of analyze ${path}`, 'reads it; so do of features, study, backtest, ab and tune'],
      ['of demo', 'analyses a recording that comes with the program'],
    ],
    code: 'E_FOREIGN_FORMAT',
    exitCode: exitCodes.data,
  }),
  'no-products': () => ({
    meaning: ['No frame of it carries a book, a trade, a ticker or a candle that can be read, so there is nothing to analyse.'],
    remedies: [],
    code: 'E_NO_PRODUCTS',
    exitCode: exitCodes.data,
  }),
  'nothing-in-range': () => ({
    meaning: ['Both are UTC and mean the time of receipt: --from is included, --to is not.'],
    remedies: [['of analyze RECORDING', 'without a range, prints the span of the recording']],
    code: 'E_NOTHING_IN_RANGE',
    exitCode: exitCodes.data,
  }),
  'unknown-product': ({ available }) => ({
    meaning: [`It holds ${available.join(', ')}.`],
    remedies: available.slice(0, 1).map((product) => [`--product ${product}`, 'asks for one that is there'] as const),
    code: 'E_UNKNOWN_PRODUCT',
    exitCode: exitCodes.data,
  }),
  'nothing-received': () => ({
    meaning: ['No frame and no answer came for as long as the command ran.'],
    remedies: [],
    code: 'E_NOTHING_RECEIVED',
    exitCode: exitCodes.unavailable,
  }),
  unreachable: ({ fault, url }) => explainNet(fault, url),
  credentials: ({ fault }) => explainCredentials(fault),
  evidence: ({ fault }) => explainEvidence(fault),
  factors: ({ fault }) => explainFactors(fault),
  trades: ({ fault }) => explainTrades(fault),
  results: ({ fault }) => explainResults(fault),
  settings: ({ command }) => explainSettings(command),
  store: (fault) => explainStore(fault),
  service: (fault) => explainService(fault),
  'cannot-serve': ({ command }) => ({
    meaning: ['Another program has the port, or this user may not have it.'],
    remedies: [[command ?? 'of replay RECORDING --serve', 'takes any free port and prints it']],
    code: 'E_CANNOT_SERVE',
    exitCode: exitCodes.unavailable,
  }),
  'different-digest': () => ({
    meaning: [
      'The recording comes to other features or decisions than it did: it was changed, or another version of this program reads it.',
    ],
    remedies: [['of replay RECORDING', 'prints the decisions that it comes to here']],
    code: 'E_DIFFERENT_DIGEST',
    exitCode: exitCodes.data,
  }),
  paper: ({ fault }) => explainPaper(fault),
  'thread-died': () => ({
    meaning: [
      'The system took it away, its memory ran out, or the program is at fault. What was printed, if anything, is not the whole result.',
    ],
    remedies: [['--threads 1', 'does the same work in one thread']],
    code: 'E_THREAD_DIED',
    exitCode: exitCodes.internal,
  }),
  unwritable: () => ({ meaning: ['The result is not complete.'], remedies: [], code: 'E_UNWRITABLE', exitCode: exitCodes.io }),
  'closed-pipe': () => ({ meaning: [], remedies: [], code: 'E_CLOSED_PIPE', exitCode: exitCodes.ok, isTold: true }),
  interrupted: ({ by }) => ({
    meaning: ['The recording was not read to its end: what was printed, if anything, is not the whole result.'],
    remedies: [],
    code: 'E_INTERRUPTED',
    exitCode: by === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated,
  }),
  told: ({ exitCode }) => ({ meaning: [], remedies: [], code: 'E_TOLD', exitCode, isTold: true }),
}
