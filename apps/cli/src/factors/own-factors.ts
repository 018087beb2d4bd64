import { FactorFileError, FactorGuard, type Trusted, trustedFactors, type TrustOptions } from '@of/factors'
import type { MarketEvent } from '@of/core'
import { FactorError } from '@of/signals'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { isoTime } from '../input/time.ts'
import { counted } from '../render/numbers.ts'

/** Factors of files, loaded and rehearsed. Throws a `CliError` that says why one is refused. */
export async function ownFactors(paths: readonly string[], options: TrustOptions): Promise<Trusted> {
  return await explained(async () => await trustedFactors(paths, options))
}

/** Says of each file what its factors have passed, and what comes next. */
export function remarkTrust({ files }: Trusted, { remark }: Pick<Host, 'remark'>, next: string): void {
  for (const { factors, path } of files) {
    const names = factors.map(({ factor }) => factor.name).join(', ')
    remark(`${path}: ${counted(factors.length, 'factor')} (${names}) passed on made-up moments; ${next}`)
  }
}

/** What puts a factor to the test next, where a recording is at hand. */
export const onRecording = 'those of the recording are next'

/** The same where none is. */
export const onLive = 'of factors check puts it to the test on a recording'

/** Hears a market together with somebody else, and holds factors against it meanwhile. */
export interface Guarded {
  readonly on: (event: MarketEvent) => void
  /** Nothing comes any more. */
  readonly finish: () => void
}

/** Holds factors against the market that they are run on. What is found, and what a factor throws, is thrown as a `CliError`. */
export function guarded(trusted: Trusted, hear: (event: MarketEvent) => void): Guarded {
  if (trusted.factors.length === 0) return { on: hear, finish: () => undefined }
  const guard = new FactorGuard(trusted)
  return {
    on: hearing((event) => {
      guard.on(event)
      hear(event)
    }),
    finish: () => {
      try {
        guard.finish()
      } catch (error) {
        throw cliErrorOf(error)
      }
    },
  }
}

/** Hears a market with factors; what one throws is thrown as a `CliError`. */
export function hearing(hear: (event: MarketEvent) => void): (event: MarketEvent) => void {
  return (event) => {
    try {
      hear(event)
    } catch (error) {
      throw cliErrorOf(error)
    }
  }
}

/** Does something with factors; what is wrong with them is thrown as a `CliError`. */
export async function explained<Value>(task: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await task()
  } catch (error) {
    throw cliErrorOf(error)
  }
}

function cliErrorOf(error: unknown): unknown {
  if (error instanceof FactorFileError)
    return new CliError({ kind: 'factors', fault: error.fault, message: error.message }, { cause: error })
  if (!(error instanceof FactorError)) return error
  const { fault, message } = error
  const at = fault.kind === 'failed' && fault.timeUs > 0 ? ` at ${isoTime(fault.timeUs).slice(0, 19)}Z` : ''
  return new CliError({ kind: 'factors', fault: { kind: 'failed', factor: fault.factor }, message: `${message}${at}` }, { cause: error })
}
