import fc from 'fast-check'
import * as z from 'zod'

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

type Defs = Readonly<Record<string, JsonSchema>>

function fromJson(schema: JsonSchema, defs: Defs): fc.Arbitrary<unknown> {
  const of = (inner: JsonSchema): fc.Arbitrary<unknown> => fromJson(inner, defs)
  if (schema.$ref !== undefined) return of(defs[schema.$ref.replace('#/$defs/', '')]!)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map(of))
  const { type } = schema
  if (Array.isArray(type)) return fc.oneof(...(type as readonly string[]).map((one) => of({ ...schema, type: one })))
  if (type === 'array' || type === 'object') return type === 'array' ? listOf(schema, of) : objectOf(schema, of)
  return ofType(schema)
}

function listOf(
  { items = {}, minItems = 0, prefixItems }: JsonSchema,
  of: (inner: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  return prefixItems === undefined ? fc.array(of(items), { minLength: minItems, maxLength: 3 }) : fc.tuple(...prefixItems.map(of))
}

function objectOf(
  { additionalProperties, properties, required = [] }: JsonSchema,
  of: (inner: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (properties === undefined && additionalProperties)
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), of(additionalProperties), { maxKeys: 3 })
  const entries = Object.entries(properties ?? {}).map(([key, inner]) => [key, of(inner)] as const)
  return fc.record(Object.fromEntries(entries), { requiredKeys: [...required] })
}

function ofType(schema: JsonSchema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: lowest(schema), max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 31) })
    case 'number':
      return fc.double({ min: lowest(schema), max: schema.maximum ?? 1e12, noNaN: true }).map((value) => (value === 0 ? 0 : value))
    case 'string':
      return textOf(schema)
    default:
      return fc.constantFrom(null, 1, 'text')
  }
}

function textOf({ maxLength = 10, minLength = 0, pattern }: JsonSchema): fc.Arbitrary<string> {
  return pattern === undefined ? fc.string({ minLength, maxLength: Math.min(maxLength, 10) }) : fc.stringMatching(new RegExp(pattern))
}

function lowest({ exclusiveMinimum, minimum }: JsonSchema): number {
  if (exclusiveMinimum !== undefined) return exclusiveMinimum + 1
  return Math.max(minimum ?? -1e12, -(2 ** 31))
}
