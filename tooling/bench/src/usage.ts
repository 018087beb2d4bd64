import { parseArgs, type ParseArgsConfig } from 'node:util'

/** A command line that means nothing. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The options of a command line; throws a UsageError for others than those named. */
export function options<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  known: Options,
): ReturnType<typeof parseArgs<{ args: string[]; options: Options; strict: true }>>['values'] {
  try {
    return parseArgs({ args: [...args], options: known, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A positive integer given for an option, or what holds unless it is given; throws a UsageError for anything else. */
export function count(option: string, text: string | undefined, unlessGiven: number): number {
  const value = text === undefined ? unlessGiven : Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`--${option}: expected a positive integer, received ${text ?? ''}`)
  return value
}
