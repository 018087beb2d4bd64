import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { RuleSet } from './rule-set.ts'

/** The identity of a rule set: SHA-256, in hex, of its JSON with sorted keys and without spaces. Words and name are part of it. */
export function ruleSetHash(ruleSet: RuleSet): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(ruleSet))))
}

/** A hash as it is shown: its first seven digits. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7)
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
