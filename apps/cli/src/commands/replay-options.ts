import { CliError } from '../errors.ts'
import type { SignalOptions } from '../factors/own-signal.ts'
import type { SelectionOptions } from './options.ts'
import type { ThreadOptions } from './thread-options.ts'

/** The options of `of replay`, as they are typed. */
export interface ReplayOptions extends SelectionOptions, SignalOptions, ThreadOptions {
  readonly speed?: string | undefined
  readonly json?: true | undefined
  /** `true` when nothing but the digest is wanted, a text to compare it with. */
  readonly digest?: string | true | undefined
  /** `true` for any free port. */
  readonly serve?: string | true | undefined
}

/** How many times faster than it was received; `undefined` as fast as it can be read. */
export function speedOf(text: string, command: string): number | undefined {
  if (text === 'max') return undefined
  const speed = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0
  if (speed > 0) return speed
  throw new CliError({ kind: 'usage', complaint: `--speed: expected a number such as 1 or 10, or max, received ${text}`, command })
}
