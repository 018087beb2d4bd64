import { canonicalJson } from '../text/canonical-json.ts'
import { type Difference, differences } from '../text/differences.ts'
import { sha256Hex } from '../text/sha256.ts'
import { bundleText, sealed } from './bundle-of.ts'
import type { EvidenceBundle, SealedBundle } from './bundle.ts'

/** What comparing a bundle with what a recording gives has shown. */
export interface BundleVerdict {
  readonly verified: boolean
  /** Every field that differs: `expected` is what the recording gives, `received` what the bundle says. */
  readonly differences: readonly Difference[]
  /** The version that the bundle says it was made by, where that is another than the one that derived it here. */
  readonly otherVersion?: string
}

/** Whether a bundle is as it was sealed: its hash is that of everything else in it. */
export function isIntact({ hash, ...bundle }: SealedBundle): boolean {
  return hash === sha256Hex(canonicalJson(bundle))
}

/**
 * Holds the text of a bundle, with its line break or without, against what was derived again: every byte must be the same. `derived` is `undefined` where
 * the recording holds no such decision.
 *
 * Two things are as the bundle has them: the version of the code, for another that gives the same bytes has derived the same, and whether the recording
 * is named, for what was received live is known by its content alone.
 */
export function verifyBundle(text: string, derived: EvidenceBundle | undefined): BundleVerdict {
  const line = text.endsWith('\n') ? text : `${text}\n`
  if (derived === undefined) return failed({ path: 'decision', expected: undefined, received: 'a decision' })
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return failed(byteDifference(bundleText(derived), line))
  }
  const expected = namedAs(derived, data)
  const version = versionIn(data) ?? expected.code.version
  const claimed = { ...expected, code: { version } }
  const told = version === expected.code.version ? {} : { otherVersion: version }
  if (line === bundleText(claimed)) return { verified: true, differences: [], ...told }
  // A version that was changed tells more by itself than by what it does to the hash.
  const [own, other] = [expected, claimed].map((bundle) => differences(JSON.parse(canonicalJson(sealed(bundle))), data))
  if (own!.length <= other!.length)
    return own!.length > 0 ? { verified: false, differences: own! } : failed(byteDifference(bundleText(expected), line))
  return { verified: false, differences: other!, ...told }
}

function namedAs(derived: EvidenceBundle, data: unknown): EvidenceBundle {
  const recording = within(within(data, 'inputs'), 'recording')
  const isNamed = !Array.isArray(recording) || recording.length > 0
  return isNamed ? derived : { ...derived, inputs: { ...derived.inputs, recording: [] } }
}

function versionIn(data: unknown): string | undefined {
  const version = within(within(data, 'code'), 'version')
  return typeof version === 'string' ? version : undefined
}

function within(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key)
    ? Object.getOwnPropertyDescriptor(data, key)?.value
    : undefined
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
