import { featureNames, type Us } from '@of/core'
import type { SignalInput } from '../score/inputs.ts'
import { recipeHash } from '../synthesizer/recipe.ts'
import type { SignalSource, SourceReading } from '../synthesizer/source.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256Hex } from '../text/sha256.ts'
import { type BarsEvidence, EVIDENCE_SCHEMA, type EvidenceBundle, type InputEvidence, type SealedBundle } from './bundle.ts'

/** What a source decided at a moment, and what it was shown. */
export interface SourceDecision extends SignalInput {
  readonly product: string
  readonly timeUs: Us
  /** `null` where the source looks at none. */
  readonly bars: BarsEvidence | null
  readonly reading: SourceReading
  /** What decided. */
  readonly source: Pick<SignalSource, 'name' | 'inputs' | 'recipe'>
}

/** A decision, and where what it rests on came from. */
export interface BundleFacts extends SourceDecision {
  readonly decideEveryUs: Us
  readonly simulated: boolean
  readonly inputs: InputEvidence
  /** The version of the program. */
  readonly codeVersion: string
}

/** The evidence of a decision. Throws a RangeError for a source that does not say what it is made of. */
export function bundleOf(facts: BundleFacts): EvidenceBundle {
  const { bars, codeVersion, decideEveryUs, inputs, product, reading, simulated, source, sources, timeUs } = facts
  const { recipe } = source
  if (recipe === undefined) throw new RangeError(`bundleOf: expected a source that says what it is made of, received ${source.name}`)
  const { factors, parts = [], ruleSet: _told, ...decision } = reading
  return {
    schema: EVIDENCE_SCHEMA,
    product,
    timeUs,
    decideEveryUs,
    simulated,
    inputs,
    sources,
    features: lookedAt(facts),
    bars,
    decision,
    factors,
    parts,
    source: { name: source.name, hash: recipeHash(recipe), recipe },
    code: { version: codeVersion },
  }
}

/** A bundle under its own hash. */
export function sealed(bundle: EvidenceBundle): SealedBundle {
  return { ...bundle, hash: sha256Hex(canonicalJson(bundle)) }
}

/** A bundle as it is kept: canonical JSON with its hash, on one line. */
export function bundleText(bundle: EvidenceBundle): string {
  return `${canonicalJson(sealed(bundle))}\n`
}

function lookedAt({ features, source: { inputs } }: BundleFacts): EvidenceBundle['features'] {
  const looked = new Set(inputs.features)
  const names = featureNames.filter((name) => looked.has(name))
  return Object.fromEntries(names.map((name) => [name, features[name] ?? { value: null, reason: 'not measured' }]))
}
