import { SECOND_US, type Us } from '@of/core'
import { wholeOf } from './number-options.ts'

const MOST_THREADS = 64

/** Samples that are rarer cost less than threads do, each of which must read every frame. */
const LONGEST_STEP_US: Us = 10 * SECOND_US

/** The option that spreads an analysis over threads, as it is typed. */
export interface ThreadOptions {
  readonly threads?: string | undefined
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
 * slow, and is not waited for.
 */
export function threadsOf({ threads }: ThreadOptions, { command, paths, sampleEveryUs = Infinity }: ThreadedWork): number | 'auto' {
  if (threads !== undefined) return wholeOf(threads, { option: '--threads', least: 1, most: MOST_THREADS, command })
  return sampleEveryUs <= LONGEST_STEP_US && !paths.includes('-') ? 'auto' : 1
}
