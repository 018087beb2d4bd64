import { featureNames } from '@of/core'
import { presets } from '../rules/presets.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { analyze } from '../score/analyze.ts'
import { rulesRecipe } from './recipe.ts'
import type { SignalSource } from './source.ts'

/**
 * Order flow as a source: features scored by a rule set. It remembers nothing, for the features do.
 *
 * @throws {RuleSetError} for a rule set that is not valid
 */
export function flowSource(ruleSet: RuleSet = presets.default): SignalSource<null> {
  const looked = new Set(ruleSet.factors.flatMap(({ conditions = [], feature }) => [feature, ...conditions.map((other) => other.feature)]))
  return {
    name: `flow:${ruleSet.name}`,
    inputs: { features: featureNames.filter((feature) => looked.has(feature)), bars: false },
    lookBackUs: 0,
    recipe: rulesRecipe(ruleSet),
    init: () => null,
    decide: (_state, { features, sources }) => analyze({ features, sources }, ruleSet),
  }
}
