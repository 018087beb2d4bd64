import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type * as z from 'zod'
import { type Config, type ConfigInput, configSchema } from './config.ts'
import { ConfigError, type ConfigIssue } from './config-error.ts'
import { expectedOf } from './expected.ts'
import { groups, rangeOf, schemaAt, settingOf, settings, valueOfText } from './keys.ts'
import { isSecret, REDACTED, redacted } from './secrets.ts'

/** Where settings come from; what stands later in this list wins. */
export interface ConfigSources {
  /** Path of a YAML or JSON file. */
  readonly file?: string | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
  /** By dotted key, as text; `speed` is that of whichever source has one. */
  readonly flags?: Readonly<Record<string, string | undefined>>
  /** What flags are called that are not called by their keys. */
  readonly flagNames?: Readonly<Record<string, string>>
  /** By dotted key. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** Settings, and where each was given. */
export interface LoadedConfig {
  readonly config: Config
  /** The file, variable or flag that gave a setting. */
  readonly from: (key: string) => string
}

/** Reads the settings of a service. Rejects with a `ConfigError` that names each key that cannot be, its value and its range. */
export async function loadConfig({ env = {}, file, flagNames = {}, flags = {}, values = {} }: ConfigSources = {}): Promise<LoadedConfig> {
  const given = new Map<string, string>()
  const merged: Record<string, unknown> = file === undefined ? {} : await readConfigFile(file)
  for (const { key } of settings) if (file !== undefined && valueAt(merged, key) !== undefined) given.set(key, file)
  const set = (key: string, value: unknown, from: string): void => {
    if (!put(merged, key.split('.'), value)) throw new ConfigError([{ key, from, received: 'a value within a value', expected: 'a group' }])
    given.set(key, from)
  }
  const { speed, ...plain } = flags
  const nameOf = (key: string): string => `--${flagNames[key] ?? key}`
  for (const [key, value, from] of [...environmentOf(env), ...flagsOf(plain, nameOf)]) set(key, value, from)
  for (const [key, value] of Object.entries(values)) if (value !== undefined) set(key, value, 'options')
  const from = (key: string): string => given.get(key) ?? file ?? 'options'
  if (speed === undefined) return { config: checkConfig(merged, from), from }
  const { source } = checkConfig(merged, from)
  for (const [key, value] of flagsOf({ [speedKey(source, nameOf('speed'))]: speed }, nameOf)) set(key, value, nameOf('speed'))
  return { config: checkConfig(merged, from), from }
}

/** Which setting a speed is of. */
function speedKey(source: string, from: string): string {
  if (source !== 'coinbase') return source === 'sim' ? 'sim.speed' : 'replay.speed'
  throw new ConfigError([{ key: 'source', from, received: 'coinbase, which has the speed of the market', expected: 'sim or a recording' }])
}

type Given = readonly [key: string, value: unknown, from: string]

function environmentOf(env: NonNullable<ConfigSources['env']>): Given[] {
  const known = new Set(settings.map(({ variable }) => variable))
  const unknown = Object.keys(env).filter(
    (name) => !known.has(name) && groups.some((group) => name.startsWith(`OF_${group.toUpperCase()}_`)),
  )
  if (unknown.length > 0) throw new ConfigError(unknown.map((name) => unknownVariable(name)))
  return settings.flatMap((setting): Given[] => {
    const text = env[setting.variable]
    return text === undefined ? [] : [[setting.key, valueOfText(setting, text), setting.variable]]
  })
}

/** A variable that would be of a group of settings, and is of none of them. */
function unknownVariable(name: string): ConfigIssue {
  const [group = ''] = name.replace(/^OF_/, '').split('_')
  const siblings = settings.filter(({ variable }) => variable.startsWith(`OF_${group}_`)).map(({ variable }) => variable)
  return { key: name, from: 'environment', received: name, expected: `one of ${siblings.join(', ')}` }
}

function flagsOf(flags: NonNullable<ConfigSources['flags']>, nameOf: (key: string) => string): Given[] {
  return Object.entries(flags).flatMap(([key, text]): Given[] => {
    if (text === undefined) return []
    const setting = settingOf(key)
    return [[key, setting === undefined ? text : valueOfText(setting, text), nameOf(key)]]
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
    const siblings = Object.keys(schemaAt(path)?.properties ?? {})
    const expected = siblings.length === 0 ? 'a key that there is' : `one of ${siblings.join(', ')}`
    return issue.keys.map((name) => ({ key: [...path, name].join('.'), from: from(path.join('.')), received: name, expected }))
  }
  const key = path.join('.')
  const schema = schemaAt(path)
  const range = schema?.words ?? (issue.code === 'custom' ? issue.message : ((schema && rangeOf(schema)) ?? expectedOf(issue)))
  const setting = settings.find((known) => key === known.key || key.startsWith(`${known.key}.`))
  return [{ key, from: from(setting?.key ?? key), received: shown(key, valueAt(input, key)), expected: range }]
}

function shown(key: string, value: unknown): string {
  if (value === undefined) return 'nothing'
  return isSecret(key) ? REDACTED : JSON.stringify(redacted(value, key))
}

async function readConfigFile(file: string): Promise<Record<string, unknown>> {
  const issue = (received: string): ConfigError =>
    new ConfigError([{ key: file, from: '--config', received, expected: 'settings as YAML or JSON' }])
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw issue(unreadable(error))
  })
  let content: unknown
  try {
    content = parse(text, { maxAliasCount: 0 })
  } catch (error) {
    throw issue(error instanceof Error ? (error.message.split('\n')[0] ?? 'no YAML').replace(/:$/, '') : String(error))
  }
  if (content === null || content === undefined) return {}
  if (!isRecord(content)) throw issue(Array.isArray(content) ? 'a list' : typeof content)
  return content
}

function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'no file'
  if (code === 'EISDIR') return 'a folder'
  return error instanceof Error ? error.message : String(error)
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
