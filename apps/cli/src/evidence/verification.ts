import type { Us } from '@of/core'
import { BundleError, type BundleVerdict, bundleOf, parseBundle, type SealedBundle, verifyBundle } from '@of/signals'
import type { Host } from '../host.ts'
import { version } from '../version.ts'
import type { BundleLine } from './bundle-lines.ts'
import { knownOf } from './known.ts'

/** What came of a bundle. */
export interface Verification extends BundleVerdict {
  readonly line: number
  /** As far as it can be read. */
  readonly bundle: SealedBundle | undefined
}

/** A bundle that can be read, and what the recording gives in its place. */
interface Claim {
  readonly line: BundleLine
  readonly bundle: SealedBundle
}

/** Derives each bundle again from recordings and compares bytes. The recordings are read once for every span between decisions that bundles name. */
export async function verifyAll(lines: readonly BundleLine[], recordings: readonly string[], host: Host): Promise<Verification[]> {
  const verdicts = new Map<number, Verification>()
  const claims: Claim[] = []
  for (const line of lines) {
    const bundle = readable(line)
    if ('verified' in bundle) verdicts.set(line.line, bundle)
    else claims.push({ line, bundle })
  }
  for (const decideEveryUs of new Set(claims.map(({ bundle }) => bundle.decideEveryUs))) {
    const alike = claims.filter(({ bundle }) => bundle.decideEveryUs === decideEveryUs)
    for (const verdict of await verifyAlike(alike, decideEveryUs, recordings, host)) verdicts.set(verdict.line, verdict)
  }
  return lines.flatMap(({ line }) => verdicts.get(line) ?? [])
}

async function verifyAlike(claims: readonly Claim[], decideEveryUs: Us, paths: readonly string[], host: Host): Promise<Verification[]> {
  const byMoment = new Map<string, Claim[]>()
  for (const claim of claims) {
    const key = momentKey(claim.bundle.product, claim.bundle.timeUs)
    byMoment.set(key, [...(byMoment.get(key) ?? []), claim])
  }
  const verdicts: Verification[] = []
  const untilUs = Math.max(...claims.map(({ bundle }) => bundle.timeUs)) + 1
  const isWanted = (product: string, timeUs: Us): boolean => byMoment.has(momentKey(product, timeUs))
  const reading = await knownOf({ paths, products: [], decideEveryUs, isWanted, untilUs }, host, (known) => {
    const key = momentKey(known.product, known.timeUs)
    for (const { bundle, line } of byMoment.get(key) ?? []) {
      const derived = bundleOf({ ...known, ruleSet: bundle.ruleSet.rules, codeVersion: version() })
      verdicts.push({ line: line.line, bundle, ...verifyBundle(line.text, derived) })
    }
    byMoment.delete(key)
  })
  const missing = [...byMoment.values()].flat().map(({ bundle, line }): Verification => {
    const { damage } = reading
    const path = damage === undefined ? 'decision' : 'recording'
    const expected = damage === undefined ? 'no decision of this product at this time' : damage.message
    return { line: line.line, bundle, verified: false, differences: [{ path, expected, received: bundle.decision.direction }] }
  })
  return [...verdicts, ...missing]
}

function readable(line: BundleLine): SealedBundle | Verification {
  try {
    return parseBundle(line.text)
  } catch (error) {
    if (!(error instanceof BundleError)) throw error
    const { fault } = error
    const path = fault.kind === 'not-a-bundle' ? fault.path : fault.kind === 'unknown-schema' ? 'schema' : 'bundle'
    return { line: line.line, bundle: undefined, verified: false, differences: [{ path, expected: 'a bundle', received: error.message }] }
  }
}

function momentKey(product: string, timeUs: Us): string {
  return `${product} ${timeUs}`
}
