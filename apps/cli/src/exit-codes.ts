/** What the process ends with, after BSD's sysexits. */
export const exitCodes = {
  ok: 0,
  unhealthy: 1,
  usage: 64,
  data: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  cannotCreate: 73,
  io: 74,
  interrupted: 130,
  terminated: 143,
} as const

/** Every code that the process can end with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What each code says, in the words of `of --help`. */
export const exitCodeMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.ok, 'done; also when the reader of a pipe has left'],
  [
    exitCodes.unhealthy,
    'a check failed, of of doctor, of verify, of explain or of factors check; a factor was refused; or of gate --exit-code did not say GO',
  ],
  [exitCodes.usage, 'wrong command line: an unknown command, option or value'],
  [exitCodes.data, 'a recording is damaged, cut off, of an unknown format, or lacks what was asked for; the rest was printed'],
  [exitCodes.noInput, 'a recording is missing, is a directory, or may not be read'],
  [exitCodes.unavailable, 'the venue could not be reached, or sent nothing'],
  [exitCodes.internal, 'a fault of this program'],
  [exitCodes.cannotCreate, 'a recording cannot be written where it was to be'],
  [exitCodes.io, 'reading or writing failed'],
  [exitCodes.interrupted, 'Ctrl-C: the result is not complete'],
  [exitCodes.terminated, 'SIGTERM: the result is not complete'],
]
