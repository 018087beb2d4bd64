import type { TapeFault } from '@of/tape'
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
        meaning: ['Recordings are files; several are read in the order they are given.'],
        remedies: [[`of analyze ${fault.name.replace(/\/+$/, '')}/*`, 'reads all files of the directory']],
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
  }
}

function knownFormats(meaning: string): Omit<Rest, 'code'> {
  return {
    meaning: [meaning, 'Read are of-frames 1 and cryptofeed 2, plain, gzip or zstd, told by content.'],
    remedies: [['of demo', 'analyses a recording that comes with the program']],
    exitCode: exitCodes.data,
  }
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end === -1 ? '.' : path.slice(0, end + 1)
}
