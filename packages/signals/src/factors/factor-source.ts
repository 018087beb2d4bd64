import { type FeatureName, featureNames, featureTable, type Sources } from '@of/core'
import { sourceFault } from '../score/inputs.ts'
import type { CodeFile } from '../synthesizer/recipe.ts'
import { abstain, scoreFactors } from '../synthesizer/score-factors.ts'
import type { SignalSource } from '../synthesizer/source.ts'
import type { Factor } from './factor.ts'
import { factorLine, factorRecipe, factorRule } from './factor-line.ts'
import { type FactorRunState, startFactor, stepFactor } from './factor-run.ts'

/** Factors of one's own as a source. */
export interface FactorSourceOptions {
  /** `factors` unless given. */
  readonly name?: string
  /** Each with a score. */
  readonly factors: readonly Factor[]
  /** Hundredths that the net must be strictly beyond; 40 unless given. */
  readonly decisionThreshold?: number
  /** Where their code stands, for those who would derive a decision again. */
  readonly files?: readonly CodeFile[]
}

/**
 * Factors of one's own, scored as a rule set scores features. One without a value adds nothing; where what they look at cannot be believed, the whole
 * abstains.
 *
 * @throws {FactorError} for a factor without a score
 */
export function factorSource({
  decisionThreshold = 40,
  factors,
  files = [],
  name = 'factors',
}: FactorSourceOptions): SignalSource<FactorRunState[]> {
  const looked = new Set(factors.flatMap(({ inputs }) => inputs.features ?? []))
  const bars = factors.some(({ inputs }) => inputs.bars === true)
  for (const factor of factors) factorRule(factor)
  return {
    name,
    inputs: { features: featureNames.filter((feature) => looked.has(feature)), bars },
    lookBackUs: Math.max(0, ...factors.map(({ lookBackUs }) => lookBackUs)),
    recipe: { kind: 'factors', name, decisionThreshold, factors: factors.map(factorRecipe), files },
    init: () => factors.map(startFactor),
    decide(state, input) {
      const evidence = factors.map((factor, at) => factorLine(factor, stepFactor(factor, state[at]!, input)))
      const fault = faultOf(looked, bars, input.sources)
      return fault === undefined ? scoreFactors(evidence, decisionThreshold) : { ...abstain(fault, decisionThreshold), factors: evidence }
    },
  }
}

/** Why what is looked at cannot be believed; `undefined` when it can. */
function faultOf(looked: ReadonlySet<FeatureName>, bars: boolean, sources: Sources): string | undefined {
  const used = new Set([...looked].map((feature) => featureTable[feature].source))
  const asked = (['book', 'trades'] as const).filter((source) => used.has(source) || (source === 'trades' && bars))
  const faults = asked.flatMap((source) => {
    const health = sources[source]
    return health.state === 'unhealthy' ? [sourceFault(source, health.reason)] : []
  })
  return faults.length > 0 ? faults.join('; ') : undefined
}
