import { SECOND_US, type Us } from '@of/core'
import { CliError } from '../errors.ts'
import { wholeOf } from './number-options.ts'

const MOST_THREADS = 64

/** Samples that are rarer cost less than threads do, each of which must read every frame. */
const LONGEST_STEP_US: Us = 10 * SECOND_US

/** The options that spread an analysis over threads, or keep it in one, as they are typed. */
export interface ThreadOptions {
  readonly threads?: string | undefined
  /** Files of factors of one's own, which are code and stay in the thread that loaded them. */
  readonly factors?: readonly string[] | undefined
}

/** What an analysis in threads depends on. */
export interface ThreadedWork {
  readonly paths: readonly string[]
  /** How often every feature is sampled; never where it is undefined. */
  readonly sampleEveryUs: Us | undefined
  readonly command: string
}

/**
 * How many threads analyse: as many as are asked for, else one, or `auto` where samples are most of the work. What comes through a pipe may be
 * slow, and is not waited for. Factors of one's own are run in one. Throws a `CliError` for any other number.
 */
export function threadsOf(
  { factors = [], threads }: ThreadOptions,
  { command, paths, sampleEveryUs = Infinity }: ThreadedWork,
): number | 'auto' {
  const asked = threads === undefined ? undefined : wholeOf(threads, { option: '--threads', least: 1, most: MOST_THREADS, command })
  if (factors.length > 0 && (asked ?? 1) > 1)
    throw new CliError({ kind: 'usage', complaint: `--threads: expected 1 with --factors, received ${threads}`, command })
  if (asked !== undefined || factors.length > 0) return asked ?? 1
  return sampleEveryUs <= LONGEST_STEP_US && !paths.includes('-') ? 'auto' : 1
}
