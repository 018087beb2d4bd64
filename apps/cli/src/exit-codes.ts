/** What the process ends with, after BSD's sysexits. */
export const exitCodes = {
  ok: 0,
  usage: 64,
  data: 65,
  noInput: 66,
  internal: 70,
  io: 74,
  interrupted: 130,
  terminated: 143,
} as const

/** Every code that the process can end with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What each code says, in the words of `of --help`. */
export const exitCodeMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.ok, 'done; also when the reader of a pipe has left'],
  [exitCodes.usage, 'wrong command line: an unknown command, option or value'],
  [exitCodes.data, 'a recording is damaged, cut off, of an unknown format, or lacks what was asked for; the rest was printed'],
  [exitCodes.noInput, 'a recording is missing, is a directory, or may not be read'],
  [exitCodes.internal, 'a fault of this program'],
  [exitCodes.io, 'reading or writing failed'],
  [exitCodes.interrupted, 'Ctrl-C: the result is not complete'],
  [exitCodes.terminated, 'SIGTERM: the result is not complete'],
]
