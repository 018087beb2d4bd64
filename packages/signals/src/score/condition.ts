import { featureTable } from '@of/core'
import type { Condition } from '../rules/rule-set.ts'
import { comparisonTexts } from '../text/comparison.ts'
import type { Known } from './inputs.ts'
import type { ConditionReading } from './signal.ts'

/** Judges a condition. One without a value does not hold. */
export function readCondition(condition: Condition, found: Known): ConditionReading {
  const { feature, words: name = feature } = condition
  if (found.state !== 'known') return { feature, value: null, holds: false, sentence: `${name} n/a: ${found.reason}` }
  const { holds, subject = name, operator, bounds, shown = found.value } = judge(condition, name, found.value)
  const [value, ...limits] = comparisonTexts({ unit: featureTable[feature].unit, value: shown, bounds })
  return { feature, value: found.value, holds, sentence: `${subject} ${value} ${operator} ${limits.join('–')}` }
}

interface Judgement {
  readonly holds: boolean
  readonly operator: string
  readonly bounds: readonly number[]
  readonly subject?: string
  readonly shown?: number
}

function judge(condition: Condition, name: string, value: number): Judgement {
  if ('atLeast' in condition) return atLeast(value, condition.atLeast)
  if ('absAtLeast' in condition) {
    const shown = Math.abs(value)
    return { ...atLeast(shown, condition.absAtLeast), subject: `|${name}|`, shown }
  }
  const [low, high] = condition.outside
  if (value < low) return { holds: true, operator: '<', bounds: [low] }
  if (value > high) return { holds: true, operator: '>', bounds: [high] }
  return { holds: false, operator: 'within', bounds: [low, high] }
}

function atLeast(value: number, bound: number): Judgement {
  const holds = value >= bound
  return { holds, operator: holds ? '>=' : '<', bounds: [bound] }
}
