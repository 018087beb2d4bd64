import type { FeatureName } from '@of/core'
import type { Bound, Condition, FactorRule, FactorScore, RuleSet } from '@of/signals'
import type { MomentColumn, Moments } from './moments.ts'
import { type OwnRecipe, ownColumn, scoreOf } from './own-recipe.ts'

/** What a rule set says at each moment: 1 for LONG, −1 for SHORT, 0 for HOLD or where it abstains. */
export type Directions = Int8Array

/** Every feature that a rule set looks at. */
export function featuresOf(ruleSet: RuleSet): FeatureName[] {
  const names = ruleSet.factors.flatMap(({ feature, conditions = [] }) => [feature, ...conditions.map((condition) => condition.feature)])
  return [...new Set(names)]
}

/**
 * Scores all moments by a rule set and factors of one's own, column by column: the directions that `analyze` gives, and `scoreSource` with factors, without
 * their sentences. Throws a RangeError when a feature of the rules, or a factor, was not collected.
 */
export function directionsOf(moments: Moments, { factors, decisionThreshold }: RuleSet, own?: OwnRecipe): Directions {
  const nets = new Int32Array(moments.length)
  for (const rule of factors) addFactor(nets, rule, column(moments, rule.feature), testsOf(moments, rule))
  for (const recipe of own?.factors ?? []) addFactor(nets, scoreOf(recipe), column(moments, ownColumn(recipe.name)), [])
  const directions = new Int8Array(moments.length)
  for (let row = 0; row < moments.length; row++) {
    if (moments.abstained[row] === 1) continue
    const net = nets[row]!
    directions[row] = Number(net > decisionThreshold) - Number(net < -decisionThreshold)
  }
  return directions
}

interface Test {
  readonly condition: Condition
  readonly values: Float64Array
}

function testsOf(moments: Moments, { conditions = [] }: FactorRule): Test[] {
  return conditions.map((condition) => ({ condition, values: column(moments, condition.feature) }))
}

function addFactor(nets: Int32Array, { bullish, bearish, weight }: FactorScore, values: Float64Array, tests: readonly Test[]): void {
  for (let row = 0; row < nets.length; row++) {
    const value = values[row]!
    const sign = Number(isBeyond(bullish, value)) - Number(isBeyond(bearish, value))
    if (sign !== 0 && tests.every(({ condition, values: others }) => holds(condition, others[row]!))) nets[row]! += sign * weight
  }
}

function column({ values }: Moments, name: MomentColumn): Float64Array {
  const found = values.get(name)
  if (found === undefined) throw new RangeError(`directionsOf: expected ${name} among what was collected`)
  return found
}

/** What is not known, NaN, is beyond nothing. */
function isBeyond(bound: Bound, value: number): boolean {
  return 'above' in bound ? value > bound.above : value < bound.below
}

function holds(condition: Condition, value: number): boolean {
  if ('atLeast' in condition) return value >= condition.atLeast
  if ('absAtLeast' in condition) return Math.abs(value) >= condition.absAtLeast
  const [low, high] = condition.outside
  return value < low || value > high
}
