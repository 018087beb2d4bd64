import { type FeatureName, featureNames, type Us } from '@of/core'
import { parseRuleSet } from '../rules/parse-rule-set.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { analyze } from '../score/analyze.ts'
import type { SignalInput } from '../score/inputs.ts'
import { EVIDENCE_SCHEMA, type EvidenceBundle, type InputEvidence, type SealedBundle } from './bundle.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { sha256Hex } from '../text/sha256.ts'

/** What was known at a moment of decision, and where it came from. */
export interface BundleFacts extends SignalInput {
  readonly product: string
  readonly timeUs: Us
  readonly decideEveryUs: Us
  readonly simulated: boolean
  readonly inputs: InputEvidence
  readonly ruleSet: RuleSet
  /** The version of the program. */
  readonly codeVersion: string
}

/**
 * The evidence of a decision.
 *
 * @throws {RuleSetError} for a rule set that is not valid
 */
export function bundleOf(facts: BundleFacts): EvidenceBundle {
  const { codeVersion, decideEveryUs, features, inputs, product, simulated, sources, timeUs } = facts
  const rules = parseRuleSet(facts.ruleSet)
  const { factors, ruleSet, ...decision } = analyze({ features, sources }, rules)
  return {
    schema: EVIDENCE_SCHEMA,
    product,
    timeUs,
    decideEveryUs,
    simulated,
    inputs,
    sources,
    features: usedOf(rules, features),
    decision,
    factors,
    ruleSet: { hash: ruleSet.hash, rules },
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

function usedOf({ factors }: RuleSet, features: SignalInput['features']): EvidenceBundle['features'] {
  const used = new Set<FeatureName>(
    factors.flatMap(({ conditions = [], feature }) => [feature, ...conditions.map((other) => other.feature)]),
  )
  const names = featureNames.filter((name) => used.has(name))
  return Object.fromEntries(names.map((name) => [name, features[name] ?? { value: null, reason: 'not measured' }]))
}
