import { canonicalJson } from '../text/canonical-json.ts'
import { sha256Hex } from '../text/sha256.ts'
import type { RuleSet } from './rule-set.ts'

/** The identity of a rule set: SHA-256, in hex, of its JSON with sorted keys and without spaces. Words and name are part of it. */
export function ruleSetHash(ruleSet: RuleSet): string {
  return sha256Hex(canonicalJson(ruleSet))
}

/** A hash as it is shown: its first seven digits. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7)
}
