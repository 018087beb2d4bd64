import type { StoreFault } from '@of/store'
import type { FaultOf } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

type Explained = Omit<Explanation, 'summary'>

/** Settings of the service that cannot be. */
export function explainSettings(command: string): Explained {
  return {
    meaning: ['Settings come from the file, then the environment, then the command line: each wins over those before it.'],
    remedies: [
      ['of config list', 'shows every setting there is, and what it can be'],
      [`${command} --help`, 'shows the options of the command'],
    ],
    code: 'E_SETTINGS',
    exitCode: exitCodes.usage,
  }
}

const STORE_EXITS: Readonly<Record<StoreFault, ExitCode>> = {
  locked: exitCodes.unavailable,
  newer: exitCodes.data,
  'other-origin': exitCodes.data,
  unreadable: exitCodes.noInput,
  full: exitCodes.cannotCreate,
  failed: exitCodes.io,
  cursor: exitCodes.usage,
  'query-refused': exitCodes.usage,
  'query-wrong': exitCodes.usage,
  'query-limit': exitCodes.unavailable,
}

/** A store that does not do what it was asked for. */
export function explainStore({ fault, remedy }: FaultOf<'store'>): Explained {
  const isLocked = fault === 'locked'
  return {
    meaning: [
      ...(isLocked ? ['One process at a time has a store open: the service that writes to it answers queries and exports itself.'] : []),
      ...(remedy === undefined || isLocked ? [] : [remedy]),
    ],
    remedies: isLocked
      ? [
          ['of query SQL --url http://127.0.0.1:8787', 'asks the service that has it open'],
          ['of export --url http://127.0.0.1:8787', 'lets it write its tables as Parquet'],
        ]
      : [],
    code: `E_STORE_${fault.toUpperCase().replaceAll('-', '_')}`,
    exitCode: STORE_EXITS[fault],
  }
}

/** A service that does not answer, or refuses. */
export function explainService({ isReachable, remedy }: FaultOf<'service'>): Explained {
  return {
    meaning: remedy === undefined ? [] : [remedy],
    remedies: isReachable ? [] : [['of serve', 'starts a service']],
    code: isReachable ? 'E_SERVICE_REFUSED' : 'E_SERVICE_UNREACHABLE',
    exitCode: isReachable ? exitCodes.usage : exitCodes.unavailable,
  }
}
