import * as z from 'zod'
import { configSchema } from './config.ts'

/** A setting that can be given as text. */
export interface Setting {
  /** Dotted, such as `http.port`. */
  readonly key: string
  /** `OF_HTTP_PORT` for `http.port`. */
  readonly variable: string
  /** What JSON Schema says of it. */
  readonly schema: JsonSchema
}

/** What of a JSON Schema is read. */
export interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly default?: unknown
  readonly description?: string
  /** What a value can be, where type and bounds do not say it. */
  readonly words?: string
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

// The schema is of groups and of values that JSON knows.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const whole = z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema

/** Every setting there is. */
export const settings: readonly Setting[] = leavesOf(whole, [])

/** The names of groups of settings, such as `http`. */
export const groups: readonly string[] = Object.entries(whole.properties ?? {}).flatMap(([name, { properties }]) =>
  properties === undefined ? [] : [name],
)

/** The setting of a key. */
export function settingOf(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key)
}

/** What JSON Schema says of the value at a path, within lists too; `undefined` where it says nothing. */
export function schemaAt(path: readonly string[]): JsonSchema | undefined {
  let schema: JsonSchema | undefined = whole
  for (const part of path) schema = schema?.properties?.[part] ?? (/^\d+$/.test(part) ? schema?.items : undefined)
  return schema
}

/**
 * Text as the type of a setting: what is no such value is handed on as it is, for the schema to refuse. Lists of names are separated by commas, lists of
 * anything else are JSON.
 */
export function valueOfText({ schema }: Setting, text: string): unknown {
  if (schema.type === 'array' && schema.items?.type !== 'string') return jsonOr(text)
  if (schema.type === 'array') return text === '' ? [] : text.split(',').map((part) => part.trim())
  if (schema.type === 'boolean') return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text
  if (schema.type !== 'integer' && schema.type !== 'number') return text
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? text : number
}

/** What a value can be, in words; `undefined` where its schema does not say. */
export function rangeOf(schema: JsonSchema): string | undefined {
  const { enum: values, type, words } = schema
  if (words !== undefined) return words
  if (values !== undefined) return values.map(String).join(', ')
  switch (type) {
    case 'array':
      return listRange(schema)
    case 'integer':
    case 'number':
      return `${type === 'integer' ? 'a whole number' : 'a number'} from ${schema.minimum ?? '-∞'} to ${schema.maximum ?? '∞'}`
    case 'boolean':
      return 'true or false'
    case 'string':
      return schema.maxLength === undefined ? 'text' : `text of ${schema.minLength ?? 0} to ${schema.maxLength} characters`
    case 'object':
      return 'a group of settings'
    default:
      return undefined
  }
}

function listRange({ items = {}, maxItems, minItems }: JsonSchema): string {
  const count = maxItems === undefined ? 'a list' : minItems === undefined ? `at most ${maxItems}` : `${minItems} to ${maxItems}`
  return `${count} of: ${rangeOf(items) ?? 'groups of values'}`
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function leavesOf(schema: JsonSchema, path: readonly string[]): Setting[] {
  if (schema.properties !== undefined) return Object.entries(schema.properties).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
  const variable = `OF_${path.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('_')}`
  return [{ key: path.join('.'), variable, schema }]
}
