import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError } from '@of/store'
import { CliError } from '../errors.ts'

const SUFFIX = '.duckdb'
const KEEPS = 'A store is kept by of serve --store DIRECTORY; of export writes one as Parquet, which can be asked as well.'

/** The file of the store that is meant by a path and maybe the name of an origin. A directory without stores is handed on as it is. Throws a `CliError`. */
export async function storePath(path: string, origin: string | undefined, command: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined)
    throw new CliError({ kind: 'store', fault: 'unreadable', message: `${path}: expected a store, received nothing`, remedy: KEEPS })
  if (!found.isDirectory()) return path
  const names = (await readdir(path)).filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length))
  const meant = names.filter((name) => origin === undefined || name === origin)
  const [only] = meant
  if (only !== undefined && meant.length === 1) return join(path, only + SUFFIX)
  if (names.length === 0 && origin === undefined) return path
  const hint = names.length === 0 ? 'There is no store in it.' : `It holds ${names.join(', ')}.`
  const received = origin === undefined ? `${names.length} stores` : origin
  throw new CliError({ kind: 'usage', complaint: `--origin: expected the name of a store in ${path}, received ${received}`, command, hint })
}

/** Asks something of a store. */
export async function ofStore<Value>(task: () => Promise<Value>): Promise<Value> {
  try {
    return await task()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const { fault, message, remedy } = error
    throw new CliError({ kind: 'store', fault, message, remedy }, { cause: error })
  }
}
