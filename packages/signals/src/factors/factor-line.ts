import type { FeatureReading } from '@of/core'
import { type BoundedFactor, readBounded } from '../synthesizer/bounded-factor.ts'
import type { FactorRecipe } from '../synthesizer/recipe.ts'
import type { FactorEvidence } from '../synthesizer/source.ts'
import type { Factor } from './factor.ts'
import { FactorError } from './factor-error.ts'

/** How a factor is scored. @throws {FactorError} for one without a score */
export function factorRule({ name, score, unit = 'ratio' }: Factor): BoundedFactor {
  if (score === undefined) {
    throw new FactorError({ kind: 'invalid', factor: name, path: 'score', expected: '{ weight, bullish, bearish }', received: 'nothing' })
  }
  return { factor: name, unit, ...score }
}

/** What a factor says of itself, as plain data. */
export function factorRecipe({ inputs, lookBackUs, name, score, unit }: Factor): FactorRecipe {
  const told = { ...(unit === undefined ? {} : { unit }), ...(score === undefined ? {} : { score }) }
  return { name, inputs, lookBackUs: lookBackUs === Infinity ? null : lookBackUs, ...told }
}

/** A factor's line of evidence in a signal. @throws {FactorError} for one without a score */
export function factorLine(factor: Factor, reading: FeatureReading): FactorEvidence {
  return readBounded(factorRule(factor), reading)
}
