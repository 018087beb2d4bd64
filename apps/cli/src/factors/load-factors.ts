import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Factor, FactorError, parseFactor } from '@of/signals'
import { CliError } from '../errors.ts'

/** A factor of a file, and the export that holds it. */
export interface LoadedFactor {
  readonly exported: string
  readonly factor: Factor
}

/**
 * Loads the factors that a file exports, each one by itself or in a list; what else it exports is its own. Throws a `CliError` that names the file, the
 * export and what was expected of it.
 */
export async function loadFactors(path: string): Promise<LoadedFactor[]> {
  await checkReadable(path)
  if (/\.[cm]?ts$/.test(path) && !stripsTypes())
    throw noFactor(path, `expected JavaScript, received TypeScript, which Node ${process.version} does not read`)
  const exported = await exportsOf(path)
  const found = Object.entries(exported).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value.map((item: unknown, at) => [`${name}[${at}]`, item] as const) : [[name, value] as const]
    return values.filter(([, item]) => looksLikeFactor(item)).map(([at, item]) => ({ exported: at, factor: parsed(path, at, item) }))
  })
  if (found.length === 0) {
    const names = Object.keys(exported)
    throw noFactor(path, `expected an export that is a factor, received ${names.length === 0 ? 'no export' : names.join(', ')}`)
  }
  const twice = found.find(({ factor }, at) => found.findIndex((other) => other.factor.name === factor.name) < at)
  if (twice !== undefined) throw noFactor(path, `export ${twice.exported}: expected a name used once, received ${twice.factor.name} again`)
  return found
}

async function checkReadable(path: string): Promise<void> {
  try {
    await access(path)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new CliError({ kind: 'evidence', fault: { kind: 'unreadable-file', path, detail } }, { cause: error })
  }
}

async function exportsOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    // What a file of somebody else exports is not known before it was looked at.
    const found: unknown = await import(pathToFileURL(resolve(path)).href)
    return typeof found === 'object' && found !== null ? { ...found } : {}
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]}` : String(error)
    throw noFactor(path, `cannot be loaded: ${detail}`, error)
  }
}

function looksLikeFactor(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ['compute', 'step', 'series', 'lookBackUs'].some((key) => key in value)
}

function parsed(path: string, exported: string, value: unknown): Factor {
  try {
    return parseFactor(value)
  } catch (error) {
    if (!(error instanceof FactorError)) throw error
    throw noFactor(path, `export ${exported}: ${error.message}`, error)
  }
}

function noFactor(path: string, detail: string, cause?: unknown): CliError {
  return new CliError({ kind: 'evidence', fault: { kind: 'no-factor', path, detail } }, { cause })
}

/** Whether this Node runs TypeScript: it says so since 22.10, where it does. */
function stripsTypes(): boolean {
  return 'typescript' in process.features && Boolean(process.features.typescript)
}
