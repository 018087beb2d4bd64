import { featureTable } from '@of/core'
import type { FactorRule } from '../rules/rule-set.ts'
import { limit, place } from './bounds.ts'
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
  const { fires, sign, text, threshold } = place(rule, featureTable[rule.feature].unit, own.value)
  const missing = others.find((other) => other.state !== 'known')
  if (missing !== undefined) return without(missing, threshold)
  if (!fires) return { threshold, contribution: 0, state: 'quiet', sentence: text }

  const unmet = conditions.filter(({ holds }) => !holds)
  if (unmet.length > 0) return { threshold, contribution: 0, state: 'held-back', sentence: `${text}, but ${list(unmet)}` }
  const meaning = sign > 0 ? rule.words?.bullish : rule.words?.bearish
  const sentence = [meaning, text, list(conditions)].filter((part) => part !== undefined && part !== '').join(', ')
  return { threshold, contribution: sign * rule.weight, state: 'fired', sentence }
}

function without({ state, reason }: Unknown, threshold: number): Verdict {
  return { threshold, contribution: 0, state, sentence: `n/a: ${reason}`, reason }
}

function list(conditions: readonly ConditionReading[]): string {
  return conditions.map(({ sentence }) => sentence).join(', ')
}
