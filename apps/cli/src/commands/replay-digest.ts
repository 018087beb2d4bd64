import type { Us } from '@of/core'
import { CliError } from '../errors.ts'
import { type SignalName, signalText } from '../factors/own-signal.ts'
import type { ExpectedDigest } from '../input/expected-digest.ts'
import { digestText } from '../record/summary.ts'

/** What a replay has come to, and by what. */
export interface FoundDigest {
  readonly named: SignalName
  readonly everyUs: Us
  readonly events: number
  readonly sha256: string
}

/** Whether a digest is the one it must be, and who says so; `null` where nothing is said. */
export type Comparison =
  | { readonly isEqual: null }
  | { readonly isEqual: boolean; readonly expected: string; readonly by: ExpectedDigest['by'] }

/** Compares a digest with the one it must be, if that is known. */
export function compared({ sha256 }: FoundDigest, expected: ExpectedDigest | undefined): Comparison {
  return expected === undefined ? { isEqual: null } : { isEqual: expected.sha256 === sha256, expected: expected.sha256, by: expected.by }
}

/** A digest as one JSON object, with its line break: rules of one's own are no preset. */
export function digestObject({ named, ...found }: FoundDigest, comparison: Comparison): string {
  const by = 'preset' in named ? named : { preset: null, ruleSet: { name: named.rules, hash: named.hash } }
  return `${JSON.stringify({ kind: 'digest', ...by, ...found, ...comparison })}\n`
}

/** A digest in words, with its line break. */
export function digestLine({ named, ...found }: FoundDigest, comparison: Comparison): string {
  const outcome = comparison.isEqual === null ? '' : `, ${comparison.isEqual ? 'equal to' : 'different from'} that of the ${comparison.by}`
  return `${digestText({ ...found, by: signalText(named) })}${outcome}\n`
}

/** The digest of `--digest`. */
export function checkedDigest(text: string, command: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text
  throw new CliError({ kind: 'usage', complaint: `--digest: expected 64 hexadecimal digits, received ${text}`, command })
}
