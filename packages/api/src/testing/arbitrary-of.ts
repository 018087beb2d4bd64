import fc from 'fast-check'
import { z } from 'zod'

/** What of a JSON Schema is read. */
interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly prefixItems?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | false
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
}

/** Any JSON value that a schema admits. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { reused: 'inline' }) as JsonSchema
  return fromJson(json, json.$defs ?? {})
}

function fromJson(schema: JsonSchema, defs: Readonly<Record<string, JsonSchema>>): fc.Arbitrary<unknown> {
  const of = (inner: JsonSchema): fc.Arbitrary<unknown> => fromJson(inner, defs)
  if (schema.$ref !== undefined) return of(defs[schema.$ref.replace('#/$defs/', '')]!)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map(of))
  const { type } = schema
  if (Array.isArray(type)) return fc.oneof(...(type as readonly string[]).map((one) => of({ ...schema, type: one })))
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: lowest(schema), max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 31) })
    case 'number':
      return fc.double({ min: lowest(schema), max: schema.maximum ?? 1e12, noNaN: true }).map((value) => (value === 0 ? 0 : value))
    case 'string':
      return schema.pattern === undefined
        ? fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 10, 10) })
        : fc.stringMatching(new RegExp(schema.pattern))
    case 'array':
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(of))
      return fc.array(of(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'object': {
      if (schema.properties === undefined && schema.additionalProperties)
        return fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), of(schema.additionalProperties), { maxKeys: 3 })
      const entries = Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, of(inner)] as const)
      return fc.record(Object.fromEntries(entries), { requiredKeys: [...(schema.required ?? [])] })
    }
    default:
      return fc.constantFrom(null, 1, 'text')
  }
}

function lowest({ exclusiveMinimum, minimum }: JsonSchema): number {
  if (exclusiveMinimum !== undefined) return exclusiveMinimum + 1
  return Math.max(minimum ?? -1e12, -(2 ** 31))
}
