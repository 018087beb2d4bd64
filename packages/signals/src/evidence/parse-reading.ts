import { featureNames } from '@of/core'
import * as z from 'zod'
import type { ConditionReading, FactorReading } from '../score/signal.ts'
import type { LatchState } from '../synthesizer/latch.ts'
import type { FactorEvidence, SourcePart, SourceReading } from '../synthesizer/source.ts'
import type { DecisionEvidence } from './bundle.ts'
import { hash, unit } from './parse-recipe.ts'

const text = z.string()
const number = z.number().nullable()
const direction = z.enum(['LONG', 'SHORT', 'HOLD'])
const feature = z.enum(featureNames)

const condition: z.ZodType<ConditionReading> = z.strictObject({ feature, value: number, holds: z.boolean(), sentence: text })

/** One line of evidence; those of rules also say which feature they are about, and what else had to hold. */
export const factorEvidence: z.ZodType<FactorEvidence & Partial<Pick<FactorReading, 'feature' | 'conditions'>>> = z.strictObject({
  factor: text,
  label: text,
  feature: feature.exactOptional(),
  value: number,
  unit,
  threshold: z.number(),
  weight: z.number(),
  contribution: z.number(),
  state: z.enum(['fired', 'quiet', 'held-back', 'unknown', 'absent']),
  sentence: text,
  reason: text.exactOptional(),
  conditions: z.array(condition).exactOptional(),
})

const latch: z.ZodType<LatchState> = z.strictObject({ direction, sinceUs: number, leftUs: number })

const decision = {
  direction,
  strength: z.number().exactOptional(),
  net: number,
  decisionThreshold: z.number(),
  reachableNet: z.number(),
  abstained: z.boolean(),
  reason: text.exactOptional(),
  reasons: z.array(text),
  latch: latch.exactOptional(),
}

/** What a decision was. */
export const decisionEvidence: z.ZodType<DecisionEvidence> = z.strictObject(decision)

/** What a source of a synthesis said. */
export const sourcePart: z.ZodType<SourcePart> = z.strictObject({
  source: text,
  weight: z.number(),
  counted: z.boolean(),
  get reading(): z.ZodType<SourceReading> {
    return z.strictObject({
      ...decision,
      factors: z.array(factorEvidence),
      parts: z.array(sourcePart).exactOptional(),
      ruleSet: z.strictObject({ name: text, hash }).exactOptional(),
    })
  },
})
