import { featureTable } from '@of/core'
import type { Bound, FactorRule } from '../rules/rule-set.ts'
import { comparisonTexts } from '../text/comparison.ts'
import { readCondition } from './condition.ts'
import { type Known, known, type SignalInput, type Unknown } from './inputs.ts'
import type { ConditionReading, FactorReading } from './signal.ts'

type Verdict = Pick<FactorReading, 'threshold' | 'contribution' | 'state' | 'sentence' | 'reason'>

/** Scores one factor. Without a value, its own or a condition's, it adds nothing. */
export function readFactor(rule: FactorRule, input: SignalInput): FactorReading {
  const { factor, feature, weight, words } = rule
  const own = known(input, feature)
  const others = (rule.conditions ?? []).map((condition) => known(input, condition.feature))
  const conditions = (rule.conditions ?? []).map((condition, at) => readCondition(condition, others[at]!))
  const { unit } = featureTable[feature]
  return {
    factor,
    label: words?.label ?? factor,
    feature,
    value: own.value,
    unit,
    weight,
    conditions,
    ...judge(rule, own, others, conditions),
  }
}

function judge(rule: FactorRule, own: Known, others: readonly Known[], conditions: readonly ConditionReading[]): Verdict {
  if (own.state !== 'known') return without(own, limit(rule.bullish))
  const side = sideOf(rule, own.value)
  const { threshold } = side
  const missing = others.find((other) => other.state !== 'known')
  if (missing !== undefined) return without(missing, threshold)

  const { unit } = featureTable[rule.feature]
  const centred = limit(rule.bullish) + limit(rule.bearish) === 0
  const [value, bound] = comparisonTexts({ unit, value: own.value, bounds: [threshold], centred })
  if (!side.fires) return { threshold, contribution: 0, state: 'quiet', sentence: `${value}, needs ${side.operator} ${bound}` }

  const comparison = `${value} ${side.operator} ${bound}`
  const unmet = conditions.filter(({ holds }) => !holds)
  if (unmet.length > 0) return { threshold, contribution: 0, state: 'held-back', sentence: `${comparison}, but ${list(unmet)}` }
  const meaning = side.sign > 0 ? rule.words?.bullish : rule.words?.bearish
  const sentence = [meaning, comparison, list(conditions)].filter((part) => part !== undefined && part !== '').join(', ')
  return { threshold, contribution: side.sign * rule.weight, state: 'fired', sentence }
}

function without({ state, reason }: Unknown, threshold: number): Verdict {
  return { threshold, contribution: 0, state, sentence: `n/a: ${reason}`, reason }
}

interface Side {
  readonly threshold: number
  readonly sign: 1 | -1
  readonly operator: '>' | '<'
  readonly fires: boolean
}

/** The bound on the value's side of the middle, and whether the value is strictly beyond it. */
function sideOf({ bullish, bearish }: FactorRule, value: number): Side {
  const middle = (limit(bullish) + limit(bearish)) / 2
  const bullishIsUpper = 'above' in bullish
  if (value >= middle) {
    const threshold = limit(bullishIsUpper ? bullish : bearish)
    return { threshold, sign: bullishIsUpper ? 1 : -1, operator: '>', fires: value > threshold }
  }
  const threshold = limit(bullishIsUpper ? bearish : bullish)
  return { threshold, sign: bullishIsUpper ? -1 : 1, operator: '<', fires: value < threshold }
}

function limit(bound: Bound): number {
  return 'above' in bound ? bound.above : bound.below
}

function list(conditions: readonly ConditionReading[]): string {
  return conditions.map(({ sentence }) => sentence).join(', ')
}
