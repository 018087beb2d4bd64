import { featureNames } from '@of/core'
import { presets } from '../rules/presets.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { analyze } from '../score/analyze.ts'
import { directionOf } from '../score/direction.ts'
import { reasonsOf } from '../score/reasons.ts'
import type { Signal } from '../score/signal.ts'
import { flowSource } from '../synthesizer/flow-source.ts'
import { type CodeFile, recipeHash, rulesRecipe, type SourceRecipe } from '../synthesizer/recipe.ts'
import type { FactorEvidence, SignalSource } from '../synthesizer/source.ts'
import type { Factor } from './factor.ts'
import { FactorError } from './factor-error.ts'
import { factorLine, factorRecipe, factorRule } from './factor-line.ts'
import { type FactorRunState, startFactor, stepOrTell } from './factor-run.ts'

/** Rules and factors of one's own that are scored together. */
export interface ScoreOptions {
  /** Preset `default` unless given. */
  readonly ruleSet?: RuleSet
  /** Each with a score. */
  readonly factors: readonly Factor[]
  /** Where their code stands. */
  readonly files?: readonly CodeFile[]
  /** What a factor throws is thrown on unless somebody is told of it: it then has no value, and begins anew. */
  readonly onFailure?: (error: FactorError) => void
}

/** What is scored, as it applies. */
type Scored = Required<Omit<ScoreOptions, 'onFailure'>>

/** A signal to which factors of one's own have added: their lines come after those of the rules, and all of them sum to the net. */
export interface ScoredSignal extends Omit<Signal, 'factors'> {
  readonly factors: readonly FactorEvidence[]
}

/** What rules and factors are called together, and the hash of all that they are made of. */
export type ScoreIdentity = Signal['ruleSet']

/**
 * Rules and factors of one's own as one score: a factor adds its weight to the net as a rule does, against the rules' own threshold, and the whole abstains
 * where the rules do. Without factors it is the rules alone.
 *
 * @throws {FactorError} for a factor without a score, or with the name of a rule
 * @throws {RuleSetError} for a rule set that is not valid
 */
export function scoreSource({ factors, files = [], onFailure, ruleSet = presets.default }: ScoreOptions): SignalSource {
  return factors.length === 0 ? flowSource(ruleSet) : scoredTogether({ factors, files, ruleSet }, onFailure)
}

function scoredTogether({ factors, files, ruleSet }: Scored, onFailure: ScoreOptions['onFailure']): SignalSource<FactorRunState[]> {
  for (const factor of factors) checkFor(factor, ruleSet)
  const { inputs } = flowSource(ruleSet)
  const looked = new Set([...inputs.features, ...factors.flatMap((factor) => factor.inputs.features ?? [])])
  const identity = scoreIdentity({ ruleSet, factors, files })
  return {
    name: `score:${identity.name}`,
    inputs: {
      features: featureNames.filter((feature) => looked.has(feature)),
      bars: factors.some((factor) => factor.inputs.bars === true),
    },
    lookBackUs: Math.max(0, ...factors.map(({ lookBackUs }) => lookBackUs)),
    recipe: scoreRecipe({ ruleSet, factors, files }),
    init: () => factors.map(startFactor),
    decide(state, input) {
      const lines = factors.map((factor, at) => factorLine(factor, stepOrTell(factor, state[at]!, input, onFailure)))
      const { features, sources } = input
      return withFactors(analyze({ features, sources }, ruleSet), lines, identity)
    },
  }
}

/** What rules and factors come to together: a signal of the rules with the factors' lines of the same moment. */
export function withFactors(signal: ScoredSignal, lines: readonly FactorEvidence[], ruleSet: ScoreIdentity): ScoredSignal {
  const factors = [...signal.factors, ...lines]
  const known = lines.filter(({ state }) => state !== 'unknown')
  const reachableNet = signal.reachableNet + sumOf(known.map(({ weight }) => weight))
  if (signal.net === null) return { ...signal, reachableNet, factors, ruleSet }
  const net = signal.net + sumOf(lines.map(({ contribution }) => contribution))
  const direction = directionOf(net, signal.decisionThreshold)
  const strength = direction === 'HOLD' ? 0 : Math.min(1, Math.abs(net) / 100)
  return { ...signal, direction, strength, net, reachableNet, factors, ruleSet, reasons: reasonsOf(factors, net) }
}

/** What rules and factors are called together; the rules' own name and hash where there are no factors. */
export function scoreIdentity({ factors, files = [], ruleSet = presets.default }: ScoreOptions): ScoreIdentity {
  const hash = recipeHash(scoreRecipe({ ruleSet, factors, files }))
  return { name: [ruleSet.name, ...factors.map(({ name }) => name)].join(' + '), hash }
}

function checkFor(factor: Factor, { factors }: RuleSet): void {
  const { factor: name } = factorRule(factor)
  if (!factors.some((rule) => rule.factor === name)) return
  throw new FactorError({ kind: 'invalid', factor: name, path: 'name', expected: 'one that no rule has', received: name })
}

function scoreRecipe({ factors, files, ruleSet }: Scored): SourceRecipe {
  const rules = rulesRecipe(ruleSet)
  return factors.length === 0 ? rules : { kind: 'score', rules: ruleSet, factors: factors.map(factorRecipe), files }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
