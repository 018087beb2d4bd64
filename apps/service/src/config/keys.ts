import { z } from 'zod'
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
  readonly pattern?: string
  readonly format?: string
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

/** Every setting there is. */
// The schema is of groups and of values that JSON knows.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const settings: readonly Setting[] = leavesOf(z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema, [])

/** The setting of a key. */
export function settingOf(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key)
}

/** Text as the type of a setting: what is no such value is handed on as it is, for the schema to refuse. */
export function valueOfText({ schema }: Setting, text: string): unknown {
  if (schema.type === 'array') return text === '' ? [] : text.split(',').map((part) => part.trim())
  if (schema.type === 'boolean') return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text
  if (schema.type !== 'integer' && schema.type !== 'number') return text
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? text : number
}

/** What a setting can be, in words. */
export function rangeOf(schema: JsonSchema): string {
  const { enum: values, items, maxItems, type } = schema
  if (values !== undefined) return values.map(String).join(', ')
  if (type === 'array')
    return `${maxItems === undefined ? 'a list' : `at most ${maxItems}`} of: ${items === undefined ? 'anything' : rangeOf(items)}`
  if (type === 'integer' || type === 'number') return numberRange(schema)
  if (type === 'boolean') return 'true or false'
  return type === undefined || type === 'string' ? textRange(schema) : type
}

function numberRange({ maximum, minimum, type }: JsonSchema): string {
  return `${type === 'integer' ? 'a whole number' : 'a number'} from ${minimum ?? '-∞'} to ${maximum ?? '∞'}`
}

function textRange({ format, maxLength, minLength, type }: JsonSchema): string {
  if (format === 'uri') return 'an address'
  if (maxLength !== undefined) return `text of ${minLength ?? 0} to ${maxLength} characters`
  return type === 'string' ? 'text' : 'a value'
}

function leavesOf(schema: JsonSchema, path: readonly string[]): Setting[] {
  if (schema.properties !== undefined) return Object.entries(schema.properties).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
  const variable = `OF_${path.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('_')}`
  return [{ key: path.join('.'), variable, schema }]
}
