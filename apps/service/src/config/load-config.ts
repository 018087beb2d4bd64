import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { z } from 'zod'
import { type Config, type ConfigInput, configSchema } from './config.ts'
import { ConfigError, type ConfigIssue } from './config-error.ts'
import { rangeOf, settingOf, settings, valueOfText } from './keys.ts'
import { isSecret, REDACTED, redacted } from './secrets.ts'

/** Where settings come from; what stands later in this list wins. */
export interface ConfigSources {
  /** Path of a YAML or JSON file. */
  readonly file?: string | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
  /** By dotted key, as text. */
  readonly flags?: Readonly<Record<string, string | undefined>>
  /** By dotted key. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** Reads the settings of a service. Rejects with a `ConfigError` that names each key that cannot be, its value and its range. */
export async function loadConfig({ env = {}, file, flags = {}, values = {} }: ConfigSources = {}): Promise<Config> {
  const given = new Map<string, string>()
  const merged: Record<string, unknown> = file === undefined ? {} : await readConfigFile(file)
  for (const { key } of settings) if (file !== undefined && valueAt(merged, key) !== undefined) given.set(key, file)
  const set = (key: string, value: unknown, from: string): void => {
    if (!put(merged, key.split('.'), value)) throw new ConfigError([{ key, from, received: 'a value within a value', expected: 'a group' }])
    given.set(key, from)
  }
  for (const [key, value, from] of [...environmentOf(env), ...flagsOf(flags)]) set(key, value, from)
  for (const [key, value] of Object.entries(values)) if (value !== undefined) set(key, value, 'options')
  return checkConfig(merged, (key) => given.get(key) ?? file ?? 'options')
}

type Given = readonly [key: string, value: unknown, from: string]

function environmentOf(env: NonNullable<ConfigSources['env']>): Given[] {
  return settings.flatMap((setting): Given[] => {
    const text = env[setting.variable]
    return text === undefined ? [] : [[setting.key, valueOfText(setting, text), setting.variable]]
  })
}

function flagsOf(flags: NonNullable<ConfigSources['flags']>): Given[] {
  return Object.entries(flags).flatMap(([key, text]): Given[] => {
    if (text === undefined) return []
    const setting = settingOf(key)
    return [[key, setting === undefined ? text : valueOfText(setting, text), `--${key}`]]
  })
}

/** Holds settings against the schema. Throws a `ConfigError`. */
export function checkConfig(input: ConfigInput, from: (key: string) => string = () => 'options'): Config {
  const read = configSchema.safeParse(input)
  if (read.success) return read.data
  throw new ConfigError(read.error.issues.flatMap((issue) => issuesOf(issue, input, from)))
}

/** Settings as a file would have them, without their secrets. */
export function printConfig(config: Config): string {
  return `${JSON.stringify(redacted(config), null, 2)}\n`
}

function issuesOf(issue: z.core.$ZodIssue, input: unknown, from: (key: string) => string): ConfigIssue[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => {
      const key = [...path, name].join('.')
      return { key, from: from(key), received: shown(key, valueAt(input, key)), expected: 'no such setting' }
    })
  }
  const key = path.join('.')
  const setting = settingOf(path.filter((part) => !/^\d+$/.test(part)).join('.'))
  const range = issue.code === 'invalid_format' && issue.format === 'regex' ? issue.message : setting && rangeOf(setting.schema)
  return [{ key, from: from(setting?.key ?? key), received: shown(key, valueAt(input, key)), expected: range ?? issue.message }]
}

function shown(key: string, value: unknown): string {
  return isSecret(key) ? REDACTED : (JSON.stringify(redacted(value, key)) ?? 'nothing')
}

async function readConfigFile(file: string): Promise<Record<string, unknown>> {
  const issue = (received: string): ConfigError =>
    new ConfigError([{ key: '(file)', from: file, received, expected: 'a YAML or JSON file of settings' }])
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw issue(error instanceof Error ? error.message : String(error))
  })
  let content: unknown
  try {
    content = parse(text, { maxAliasCount: 0 })
  } catch (error) {
    throw issue(error instanceof Error ? (error.message.split('\n')[0] ?? 'no YAML') : String(error))
  }
  if (content === null || content === undefined) return {}
  if (!isRecord(content)) throw issue(Array.isArray(content) ? 'a list' : typeof content)
  return content
}

function valueAt(value: unknown, key: string): unknown {
  return key === ''
    ? value
    : key
        .split('.')
        .reduce<unknown>(
          (inner, part) =>
            isRecord(inner) && Object.hasOwn(inner, part) ? inner[part] : Array.isArray(inner) ? inner[Number(part)] : undefined,
          value,
        )
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): boolean {
  if (name === '__proto__') return false
  if (rest.length === 0) {
    into[name] = value
    return true
  }
  const inner = Object.hasOwn(into, name) ? into[name] : (into[name] = {})
  return isRecord(inner) && put(inner, rest, value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
