import { featureNames, type FeatureReading, type SourceHealth } from '@of/core'
import * as z from 'zod'
import { type BarsEvidence, type ConnectionEvidence, EVIDENCE_SCHEMA, type InputEvidence, type SealedBundle } from './bundle.ts'
import { BundleError } from './bundle-error.ts'
import { decisionEvidence, factorEvidence, sourcePart } from './parse-reading.ts'
import { hash, sourceRecipe } from './parse-recipe.ts'

const text = z.string()
const time = z.int().nonnegative()
const count = z.int().nonnegative()
const feature = z.enum(featureNames)

const reading: z.ZodType<FeatureReading> = z.strictObject({
  value: z.number().nullable(),
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
  resumedUs: time.nullable(),
  arrivals: count,
  frames: count,
  firstUs: time,
  lastUs: time,
  connections: z.array(connection),
})

const bars: z.ZodType<BarsEvidence> = z.strictObject({ count, firstUs: time.nullable(), lastUs: time.nullable(), content: hash })

const bundle: z.ZodType<SealedBundle> = z.strictObject({
  schema: z.literal(EVIDENCE_SCHEMA),
  product: text.min(1),
  timeUs: time,
  decideEveryUs: z.int().positive(),
  simulated: z.boolean(),
  inputs,
  sources: z.strictObject({ book: health, trades: health }),
  features: z.partialRecord(feature, reading),
  bars: bars.nullable(),
  decision: decisionEvidence,
  factors: z.array(factorEvidence),
  parts: z.array(sourcePart),
  source: z.strictObject({ name: text, hash, recipe: sourceRecipe }),
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
  throw new BundleError({ kind: 'not-a-bundle', path: pathText(path), detail: message.charAt(0).toLowerCase() + message.slice(1) })
}

/** As differences are named: `parts[0].reading`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${String(key)}`)).join('')
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new BundleError({ kind: 'not-json', detail: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}
