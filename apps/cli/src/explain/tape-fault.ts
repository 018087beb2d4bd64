import type { DirectoryFault, TapeFault } from '@of/tape'
import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

type Rest = Omit<Explanation, 'summary'>

const BEFORE_THE_DAMAGE = 'What stands before it was read, and its result, if there is one, printed.'

/** What a fault of a recording means, and what can be done. */
export function explainTape(fault: TapeFault): Rest {
  switch (fault.kind) {
    case 'not-found':
      return {
        meaning: ['There is no such file.'],
        remedies: [[`ls ${folderOf(fault.name)}`, 'shows what is there']],
        code: 'E_NOT_FOUND',
        exitCode: exitCodes.noInput,
      }
    case 'is-directory':
      return {
        meaning: ['A recording is a file, or a directory with the manifest that of record writes.'],
        remedies: [[`of analyze ${withoutSlash(fault.name)}/*`, 'reads all files of the directory, in the order of their names']],
        code: 'E_IS_DIRECTORY',
        exitCode: exitCodes.noInput,
      }
    case 'no-permission':
      return {
        meaning: ['The file exists, but this user may not read it.'],
        remedies: [[`ls -l ${fault.name}`, 'shows who may']],
        code: 'E_NO_PERMISSION',
        exitCode: exitCodes.noInput,
      }
    case 'empty':
      return {
        meaning: ['There is not even a header: a recording that was never written to, or a command before the pipe that failed.'],
        remedies: [],
        code: 'E_EMPTY',
        exitCode: exitCodes.data,
      }
    case 'unknown-format':
      return { ...knownFormats('This is no recording of a known format, whatever its name says.'), code: 'E_UNKNOWN_FORMAT' }
    case 'unsupported-version':
      return { ...knownFormats('The format is known, this version of it is not.'), code: 'E_UNSUPPORTED_VERSION' }
    case 'unsupported-compression':
      return { ...knownFormats('It is compressed in a way that cannot be undone here.'), code: 'E_UNSUPPORTED_COMPRESSION' }
    case 'unreadable':
      return { meaning: ['Reading failed half way.', BEFORE_THE_DAMAGE], remedies: [], code: 'E_UNREADABLE', exitCode: exitCodes.io }
    case 'truncated':
      return {
        meaning: ['The recording ends too early, as one does whose writer was killed or whose copy was cut off.', BEFORE_THE_DAMAGE],
        remedies: [],
        code: 'E_TRUNCATED',
        exitCode: exitCodes.data,
      }
    case 'damaged':
      return {
        meaning: ['Nothing after a damage can be trusted to be in its place.', BEFORE_THE_DAMAGE],
        remedies: [],
        code: 'E_DAMAGED',
        exitCode: exitCodes.data,
      }
    default:
      return explainDirectory(fault)
  }
}

function explainDirectory(fault: DirectoryFault): Rest {
  switch (fault.kind) {
    case 'unclosed':
      return {
        meaning: [
          'Whatever recorded it was killed, could not write, or is still writing; its manifest was never closed.',
          `All that reached the file was read, which was brought there every ${fault.flushEveryMs / 1_000} s.`,
        ],
        remedies: [],
        code: 'E_UNCLOSED',
        exitCode: exitCodes.data,
      }
    case 'missing-segment':
      return {
        meaning: ['The manifest names a file that is not there. What stands before it was read.'],
        remedies: [[`of analyze ${withoutSlash(fault.name)}/segment-*`, 'reads the files that are there']],
        code: 'E_MISSING_SEGMENT',
        exitCode: exitCodes.data,
      }
    case 'stray-segments':
      return {
        meaning: ['Files are there that the manifest does not name: it belongs to another recording or was put back from an older copy.'],
        remedies: [[`of analyze ${withoutSlash(fault.name)}/segment-*`, 'reads all files that are there']],
        code: 'E_STRAY_SEGMENTS',
        exitCode: exitCodes.data,
      }
    case 'exists':
      return {
        meaning: ['A recording is never written over, nor gone on with.'],
        remedies: [[`--out ${withoutSlash(fault.name)}-2`, 'or any directory that is not there yet']],
        code: 'E_EXISTS',
        exitCode: exitCodes.cannotCreate,
      }
    case 'cannot-write':
      return {
        meaning: ['What was written before, if anything, can be read.'],
        remedies: [[`ls -ld ${fault.name}`, 'shows whether it is there and who may write']],
        code: 'E_CANNOT_WRITE',
        exitCode: exitCodes.cannotCreate,
      }
    case 'disk-full':
      return {
        meaning: ['The recording ends here. What was written before can be read.'],
        remedies: [[`df -h ${fault.name}`, 'shows how much room there is']],
        code: 'E_DISK_FULL',
        exitCode: exitCodes.io,
      }
  }
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '')
}

function knownFormats(meaning: string): Omit<Rest, 'code'> {
  return {
    meaning: [
      meaning,
      'Read are of-frames 1 and cryptofeed 2, plain, gzip or zstd, told by content.',
      'of analyze, features, study, backtest, ab and tune also read LOBSTER (its message file), CSV of tardis.dev, raw Binance, and CSV of trades or candles.',
    ],
    remedies: [['of demo', 'analyses a recording that comes with the program']],
    exitCode: exitCodes.data,
  }
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end === -1 ? '.' : path.slice(0, end + 1)
}
