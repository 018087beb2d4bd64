import { featureNames, featureTable, type Unit } from '@of/core'
import * as z from 'zod'
import { parseRuleSet } from '../rules/parse-rule-set.ts'
import type { Bound, RuleSet } from '../rules/rule-set.ts'
import { RuleSetError } from '../rules/rule-set-error.ts'
import type { LatchOptions } from '../synthesizer/latch.ts'
import type { CodeFile, FactorRecipe, SourceRecipe } from '../synthesizer/recipe.ts'

const text = z.string()
const hundredths = z.int().nonnegative()
const weight = z.int().positive()
const span = z.number().nonnegative()

/** SHA-256 in hex. */
export const hash: z.ZodType<string> = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')

/** The unit of a number. */
export const unit: z.ZodType<Unit> = z.enum(Object.values(featureTable).map((spec) => spec.unit))

const rules: z.ZodType<RuleSet> = z.unknown().transform((data, context): RuleSet => {
  try {
    return parseRuleSet(data)
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error
    context.addIssue({ code: 'custom', message: error.message })
    return z.NEVER
  }
})

const candles = z.strictObject({
  emaFast: z.number(),
  emaSlow: z.number(),
  rsi: z.number(),
  macdFast: z.number(),
  macdSlow: z.number(),
  macdSignal: z.number(),
  bollinger: z.number(),
  bandSigmas: z.number(),
  lookBackMinutes: z.number(),
  decisionThreshold: z.number(),
})

const bound: z.ZodType<Bound> = z.union([z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })])

const factor: z.ZodType<FactorRecipe> = z.strictObject({
  name: text,
  inputs: z.strictObject({ features: z.array(z.enum(featureNames)).exactOptional(), bars: z.boolean().exactOptional() }),
  lookBackUs: span.nullable(),
  unit: unit.exactOptional(),
  score: z
    .strictObject({
      weight,
      bullish: bound,
      bearish: bound,
      words: z.strictObject({ label: text.exactOptional(), bullish: text.exactOptional(), bearish: text.exactOptional() }).exactOptional(),
    })
    .exactOptional(),
})

const file: z.ZodType<CodeFile> = z.strictObject({ name: text, sha256: hash })

const latch: z.ZodType<LatchOptions> = z.strictObject({
  keepAbove: hundredths.exactOptional(),
  minimumHoldUs: span.exactOptional(),
  cooldownUs: span.exactOptional(),
})

/** What a source is made of. */
export const sourceRecipe: z.ZodType<SourceRecipe> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rules'), hash, rules }),
  z.strictObject({ kind: z.literal('candles'), options: candles }),
  z.strictObject({ kind: z.literal('factors'), name: text, decisionThreshold: hundredths, factors: z.array(factor), files: z.array(file) }),
  z.strictObject({ kind: z.literal('score'), rules, factors: z.array(factor), files: z.array(file) }),
  z.strictObject({
    kind: z.literal('synthesis'),
    name: text,
    agreement: z.enum(['weighted', 'majority', 'all', 'unopposed']),
    decisionThreshold: hundredths,
    whenOneAbstains: z.enum(['abstain', 'leave-out', 'hold']),
    latch,
    sources: z.array(
      z.strictObject({
        weight,
        get recipe() {
          return sourceRecipe
        },
      }),
    ),
  }),
])
