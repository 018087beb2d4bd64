import { type Difference, differences } from '../text/differences.ts'
import { sealed, bundleText } from './bundle-of.ts'
import type { EvidenceBundle, SealedBundle } from './bundle.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256Hex } from '../text/sha256.ts'

/** What comparing a bundle with what a recording gives has shown. */
export interface BundleVerdict {
  readonly verified: boolean
  /** Every field that differs: `expected` is what the recording gives, `received` what the bundle says. */
  readonly differences: readonly Difference[]
}

/** Whether a bundle is as it was sealed: its hash is that of everything else in it. */
export function isIntact({ hash, ...bundle }: SealedBundle): boolean {
  return hash === sha256Hex(canonicalJson(bundle))
}

/**
 * Holds the text of a bundle, with its line break or without, against what was derived again: every byte must be the same. `derived` is `undefined` where
 * the recording holds no such decision.
 */
export function verifyBundle(text: string, derived: EvidenceBundle | undefined): BundleVerdict {
  const line = text.endsWith('\n') ? text : `${text}\n`
  if (derived === undefined) return failed({ path: 'decision', expected: undefined, received: 'a decision' })
  const expected = bundleText(derived)
  if (line === expected) return { verified: true, differences: [] }
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return failed(byteDifference(expected, line))
  }
  // As JSON knows it: what is undefined is not there.
  const found = differences(JSON.parse(canonicalJson(sealed(derived))), data)
  return found.length > 0 ? { verified: false, differences: found } : failed(byteDifference(expected, line))
}

/** The same values, written in another way. */
function byteDifference(expected: string, received: string): Difference {
  let at = 0
  while (expected[at] === received[at]) at += 1
  return { path: `character ${at}`, expected: expected.slice(at, at + 20), received: received.slice(at, at + 20) }
}

function failed(difference: Difference): BundleVerdict {
  return { verified: false, differences: [difference] }
}
