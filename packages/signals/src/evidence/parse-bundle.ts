import { featureNames, featureTable, type FeatureReading, type SourceHealth } from '@of/core'
import { z } from 'zod'
import { parseRuleSet } from '../rules/parse-rule-set.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { RuleSetError } from '../rules/rule-set-error.ts'
import type { ConditionReading, FactorReading } from '../score/signal.ts'
import { EVIDENCE_SCHEMA, type ConnectionEvidence, type DecisionEvidence, type InputEvidence, type SealedBundle } from './bundle.ts'
import { BundleError } from './bundle-error.ts'

const text = z.string()
const number = z.number().nullable()
const time = z.int().nonnegative()
const count = z.int().nonnegative()
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
const feature = z.enum(featureNames)
const unit = z.enum(Object.values(featureTable).map((spec) => spec.unit))

const reading: z.ZodType<FeatureReading> = z.strictObject({
  value: number,
  reason: text.exactOptional(),
  note: text.exactOptional(),
  coverage: z.number().exactOptional(),
})

const health: z.ZodType<SourceHealth> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('absent') }),
  z.strictObject({ state: z.literal('healthy') }),
  z.strictObject({ state: z.literal('unhealthy'), reason: text }),
])

const connection: z.ZodType<ConnectionEvidence> = z.strictObject({
  name: text,
  frames: count,
  firstSequence: count.nullable(),
  lastSequence: count.nullable(),
  firstUs: time.nullable(),
  lastUs: time.nullable(),
})

const inputs: z.ZodType<InputEvidence> = z.strictObject({
  content: hash,
  recording: z.array(z.record(z.string(), z.unknown())),
  arrivals: count,
  frames: count,
  firstUs: time,
  lastUs: time,
  connections: z.array(connection),
})

const decision: z.ZodType<DecisionEvidence> = z.strictObject({
  direction: z.enum(['LONG', 'SHORT', 'HOLD']),
  strength: z.number(),
  net: number,
  decisionThreshold: z.number(),
  reachableNet: z.number(),
  abstained: z.boolean(),
  reason: text.exactOptional(),
  reasons: z.array(text),
})

const condition: z.ZodType<ConditionReading> = z.strictObject({ feature, value: number, holds: z.boolean(), sentence: text })

const factor: z.ZodType<FactorReading> = z.strictObject({
  factor: text,
  label: text,
  feature,
  value: number,
  unit,
  threshold: z.number(),
  weight: z.number(),
  contribution: z.number(),
  state: z.enum(['fired', 'quiet', 'held-back', 'unknown', 'absent']),
  sentence: text,
  reason: text.exactOptional(),
  conditions: z.array(condition),
})

const rules: z.ZodType<RuleSet> = z.unknown().transform((data, context): RuleSet => {
  try {
    return parseRuleSet(data)
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error
    context.addIssue({ code: 'custom', message: error.message })
    return z.NEVER
  }
})

const bundle: z.ZodType<SealedBundle> = z.strictObject({
  schema: z.literal(EVIDENCE_SCHEMA),
  product: text.min(1),
  timeUs: time,
  decideEveryUs: z.int().positive(),
  simulated: z.boolean(),
  inputs,
  sources: z.strictObject({ book: health, trades: health }),
  features: z.partialRecord(feature, reading),
  decision,
  factors: z.array(factor),
  ruleSet: z.strictObject({ hash, rules }),
  code: z.strictObject({ version: text }),
  hash,
})

/**
 * Reads a bundle. Whether it is what it says it is, is another question: see `verifyBundle`.
 *
 * @throws {BundleError} for a text that is none
 */
export function parseBundle(line: string): SealedBundle {
  const data = jsonOf(line)
  const schema = z.looseObject({ schema: z.unknown() }).safeParse(data).data?.schema
  if (schema !== EVIDENCE_SCHEMA) {
    throw new BundleError({ kind: 'unknown-schema', received: schema === undefined ? 'nothing' : JSON.stringify(schema) })
  }
  const result = bundle.safeParse(data)
  if (result.success) return result.data
  const { message, path } = result.error.issues[0]!
  throw new BundleError({ kind: 'not-a-bundle', path: path.join('.'), detail: message.charAt(0).toLowerCase() + message.slice(1) })
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new BundleError({ kind: 'not-json', detail: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}
