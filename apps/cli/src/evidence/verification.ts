import type { Us } from '@of/core'
import {
  BundleError,
  type BundleVerdict,
  bundleOf,
  canonicalJson,
  type FactorCode,
  FactorError,
  parseBundle,
  recipeHash,
  RuleSetError,
  type SealedBundle,
  type SignalSource,
  sourceOf,
  verifyBundle,
} from '@of/signals'
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

/** What bundles are derived again from. */
export interface VerificationInputs {
  readonly recordings: readonly string[]
  /** The code of the factors that they name. */
  readonly code: readonly FactorCode[]
}

/** A bundle that can be read, and what decides in its place. */
interface Claim {
  readonly line: BundleLine
  readonly bundle: SealedBundle
  readonly source: SignalSource
}

/** Derives each bundle again from recordings and compares bytes. The recordings are read once for every span between decisions that bundles name. */
export async function verifyAll(
  lines: readonly BundleLine[],
  { code, recordings }: VerificationInputs,
  host: Host,
): Promise<Verification[]> {
  const verdicts = new Map<number, Verification>()
  const claims: Claim[] = []
  const sources = new Map<string, SignalSource>()
  for (const line of lines) {
    const bundle = readable(line)
    if ('verified' in bundle) {
      verdicts.set(line.line, bundle)
      continue
    }
    // Equal recipes decide alike: one source goes through the recording for all of them.
    const key = `${bundle.decideEveryUs} ${recipeKey(bundle)}`
    const source = sources.get(key) ?? (await remade(bundle, code))
    if ('path' in source) verdicts.set(line.line, { line: line.line, bundle, verified: false, differences: [source] })
    else {
      sources.set(key, source)
      claims.push({ line, bundle, source })
    }
  }
  for (const decideEveryUs of new Set(claims.map(({ bundle }) => bundle.decideEveryUs))) {
    const alike = claims.filter(({ bundle }) => bundle.decideEveryUs === decideEveryUs)
    for (const verdict of await verifyAlike(alike, decideEveryUs, recordings, host)) verdicts.set(verdict.line, verdict)
  }
  return lines.flatMap(({ line }) => verdicts.get(line) ?? [])
}

async function verifyAlike(claims: readonly Claim[], decideEveryUs: Us, paths: readonly string[], host: Host): Promise<Verification[]> {
  const open = new Set(claims)
  const verdicts: Verification[] = []
  const settle = (claim: Claim, verdict: BundleVerdict): void => {
    open.delete(claim)
    verdicts.push({ line: claim.line.line, bundle: claim.bundle, ...verdict })
  }
  const byMoment = new Map<string, Claim[]>()
  for (const claim of claims) {
    const key = momentKey(claim.bundle.product, claim.bundle.timeUs)
    byMoment.set(key, [...(byMoment.get(key) ?? []), claim])
  }
  const reading = await knownOf(
    {
      paths,
      products: [],
      decideEveryUs,
      sources: [...new Set(claims.map(({ source }) => source))],
      isWanted: (product, timeUs) => byMoment.has(momentKey(product, timeUs)),
      untilUs: Math.max(...claims.map(({ bundle }) => bundle.timeUs)) + 1,
      onFailure: (source, failure) => {
        for (const claim of open)
          if (claim.source === source) settle(claim, failed('source.recipe', 'a source that decides', failure.message))
      },
    },
    host,
    (known) => {
      const derived = bundleOf({ ...known, codeVersion: version() })
      for (const claim of byMoment.get(momentKey(known.product, known.timeUs)) ?? [])
        if (claim.source === known.source) settle(claim, verifyBundle(claim.line.text, derived))
    },
  )
  const { damage } = reading
  for (const claim of open) {
    const path = damage === undefined ? 'decision' : 'recording'
    const expected = damage === undefined ? 'no decision of this product at this time' : damage.message
    settle(claim, failed(path, expected, claim.bundle.decision.direction))
  }
  return verdicts
}

/** A source like the one that decided, or why there is none. */
async function remade({ source }: SealedBundle, code: readonly FactorCode[]): Promise<SignalSource | BundleVerdict['differences'][number]> {
  try {
    return await sourceOf(source.recipe, code)
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof FactorError || error instanceof RuleSetError)) throw error
    return { path: 'source.recipe', expected: error.message, received: source.name }
  }
}

function failed(path: string, expected: unknown, received: unknown): BundleVerdict {
  return { verified: false, differences: [{ path, expected, received }] }
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

/** What two bundles share that were decided alike, whatever they say that the hash of it is. */
function recipeKey({ source: { recipe } }: SealedBundle): string {
  return recipe.kind === 'rules' ? canonicalJson(recipe.rules) : recipeHash(recipe)
}

function momentKey(product: string, timeUs: Us): string {
  return `${product} ${timeUs}`
}
