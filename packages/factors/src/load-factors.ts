import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CodeFile, type Factor, FactorError, parseFactor } from '@of/signals'
import { FactorFileError } from './factor-file-error.ts'
import { importsOf } from './imports-of.ts'

/** A factor of a file, and the export that holds it. */
export interface LoadedFactor {
  readonly exported: string
  readonly factor: Factor
}

/** A file of factors. */
export interface FactorFile extends CodeFile {
  readonly path: string
  readonly factors: readonly LoadedFactor[]
}

/**
 * Loads the factors that a file exports, each one by itself or in a list; what else it exports is its own. A file that imports anything is not run: its hash
 * would not cover that. Rejects with a `FactorFileError` that names the file, the export and what was expected of it.
 */
export async function loadFactors(path: string): Promise<FactorFile> {
  const bytes = await bytesOf(path)
  if (/\.[cm]?ts$/.test(path) && !stripsTypes())
    throw noFactor(path, `expected JavaScript, received TypeScript, which Node ${process.version} does not read`)
  const { imports, unread } = await lexed(bytes)
  const [specifier] = imports
  if (specifier !== undefined) throw new FactorFileError({ kind: 'imports', path, specifier })
  const exported = await exportsOf(path)
  const factors = Object.entries(exported).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value.map((item: unknown, at) => [`${name}[${at}]`, item] as const) : [[name, value] as const]
    return values.filter(([, item]) => looksLikeFactor(item)).map(([at, item]) => ({ exported: at, factor: parsed(path, at, item) }))
  })
  if (factors.length === 0) {
    const names = Object.keys(exported)
    throw noFactor(path, `expected an export that is a factor, received ${names.length === 0 ? 'no export' : names.join(', ')}`)
  }
  if (unread !== undefined) throw noFactor(path, unread)
  const twice = factors.find(({ factor }, at) => factors.findIndex((other) => other.factor.name === factor.name) < at)
  if (twice !== undefined) throw noFactor(path, `export ${twice.exported}: expected a name used once, received ${twice.factor.name} again`)
  return { path, name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex'), factors }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new FactorFileError({ kind: 'unreadable', path, detail }, { cause: error })
  }
}

/** What a file imports; where that cannot be told, why: a file with a mistake says it best when it is run. */
async function lexed(bytes: Uint8Array): Promise<{ readonly imports: readonly string[]; readonly unread?: string }> {
  try {
    return { imports: await importsOf(new TextDecoder().decode(bytes)) }
  } catch (error) {
    return { imports: [], unread: error instanceof Error ? error.message : String(error) }
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

function noFactor(path: string, detail: string, cause?: unknown): FactorFileError {
  return new FactorFileError({ kind: 'no-factor', path, detail }, { cause })
}

/** Whether this Node runs TypeScript: it says so since 22.10, where it does. */
function stripsTypes(): boolean {
  return 'typescript' in process.features && Boolean(process.features.typescript)
}
