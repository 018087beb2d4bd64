import type { FeatureReading, Unit } from '@of/core'
import type { FactorWords } from '../rules/rule-set.ts'
import { type Bounds, limit, place } from '../score/bounds.ts'
import type { FactorEvidence } from './source.ts'

/** A factor of any number, not only of a feature: two opposite bounds and a weight. */
export interface BoundedFactor extends Bounds {
  readonly factor: string
  readonly unit: Unit
  /** Hundredths that it adds when it fires. */
  readonly weight: number
  readonly words?: FactorWords
}

/** Scores a number. Without one, it adds nothing. */
export function readBounded({ factor, unit, weight, words, ...bounds }: BoundedFactor, reading: FeatureReading): FactorEvidence {
  const common = { factor, label: words?.label ?? factor, value: reading.value, unit, weight }
  if (reading.value === null) {
    const reason = reading.reason ?? 'no value'
    return { ...common, threshold: limit(bounds.bullish), contribution: 0, state: 'unknown', sentence: `n/a: ${reason}`, reason }
  }
  const { fires, sign, text, threshold } = place(bounds, unit, reading.value)
  if (!fires) return { ...common, threshold, contribution: 0, state: 'quiet', sentence: text }
  const meaning = sign > 0 ? words?.bullish : words?.bearish
  const sentence = meaning === undefined ? text : `${meaning}, ${text}`
  return { ...common, threshold, contribution: sign * weight, state: 'fired', sentence }
}
