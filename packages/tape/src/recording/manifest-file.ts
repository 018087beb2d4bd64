import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileHashes } from '../bytes/file-hashes.ts'
import { ioFault, TapeError } from '../errors.ts'
import { issuesOf, parseJson } from '../line-fault.ts'
import { type Manifest, MANIFEST_FILE, MANIFEST_VERSION, manifestSchema, versionedManifest } from './manifest.ts'

/** Reads the manifest of a directory, and has it hashed where hashes are kept; `undefined` when there is none. Throws a `TapeError` for one that cannot be read. */
export async function readManifest(directory: string, hashes?: FileHashes): Promise<Manifest | undefined> {
  const name = join(directory, MANIFEST_FILE)
  let bytes: Buffer
  try {
    bytes = await readFile(name)
  } catch (error) {
    const fault = ioFault(name, error)
    if (fault.kind === 'not-found') return undefined
    throw new TapeError(fault, { cause: error })
  }
  hashes?.whole({ path: name }, bytes)
  const parsed = parseJson(bytes.toString('utf8'))
  if ('kind' in parsed) throw new TapeError({ kind: 'unknown-format', name, detail: 'the manifest is not JSON' })
  const stated = versionedManifest.safeParse(parsed.json).data
  if (stated !== undefined && stated.version !== MANIFEST_VERSION) {
    throw new TapeError({ kind: 'unsupported-version', name, ...stated, supported: MANIFEST_VERSION })
  }
  const { data, error } = manifestSchema.safeParse(parsed.json)
  if (error !== undefined) throw new TapeError({ kind: 'unknown-format', name, detail: `the manifest is not one: ${issuesOf(error)}` })
  return data
}

/** Writes the manifest of a directory in one step: whoever reads it, also after a crash, finds the old one or the new one. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const path = join(directory, MANIFEST_FILE)
  const draft = `${path}.tmp`
  const file = await open(draft, 'w')
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncDirectory(directory)
}

/** Makes the names in a directory outlast a loss of power. Windows keeps them by itself and opens no directories. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
