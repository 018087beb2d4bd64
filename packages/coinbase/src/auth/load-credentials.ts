import { open } from 'node:fs/promises'
import * as z from 'zod'
import { issueLines } from '../wire/issues.ts'
import { parseJson } from '../wire/json.ts'
import { type Credentials, CredentialsError, credentialsOf } from './credentials.ts'

/** Credentials as they were found, and what is unwise about where. */
export interface LoadedCredentials {
  readonly credentials: Credentials
  readonly warnings: readonly CredentialsWarning[]
}

/** A key file that others than its owner may read. */
export interface CredentialsWarning {
  readonly kind: 'readable-by-others'
  readonly file: string
  /** The permission bits, such as `0o644`. */
  readonly mode: number
}

const NAME = 'COINBASE_KEY_NAME'
const SECRET = 'COINBASE_KEY_SECRET'
const OTHERS_MAY_READ = 0o044
const PERMISSIONS = 0o777

const keyFile = z.object({ name: z.string().min(1), privateKey: z.string().min(1) })

/**
 * The credentials of `COINBASE_KEY_NAME` and `COINBASE_KEY_SECRET`; `undefined` when neither is set. Throws `CredentialsError` when only
 * one is, or the secret is no key.
 */
export function credentialsFromEnvironment(environment: Readonly<Record<string, string | undefined>>): Credentials | undefined {
  const name = environment[NAME] ?? ''
  const secret = environment[SECRET] ?? ''
  if (name === '' && secret === '') return undefined
  if (name === '' || secret === '') throw new CredentialsError({ kind: 'incomplete', missing: name === '' ? NAME : SECRET })
  return credentialsOf(name, secret)
}

/** The credentials of a key file as the platform hands it out, `{"name": …, "privateKey": …}`. Throws `CredentialsError`. */
export async function credentialsFromFile(file: string): Promise<LoadedCredentials> {
  const { text, mode } = await readKeyFile(file)
  const read = keyFile.safeParse(parseJson(text))
  if (!read.success) throw new CredentialsError({ kind: 'malformed-file', file, issues: issueLines(read.error) })
  const readable = process.platform !== 'win32' && (mode & OTHERS_MAY_READ) !== 0
  return {
    credentials: credentialsOf(read.data.name, read.data.privateKey),
    warnings: readable ? [{ kind: 'readable-by-others', file, mode: mode & PERMISSIONS }] : [],
  }
}

async function readKeyFile(file: string): Promise<{ readonly text: string; readonly mode: number }> {
  try {
    await using handle = await open(file)
    const { mode } = await handle.stat()
    return { text: await handle.readFile('utf8'), mode }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CredentialsError({ kind: 'unreadable-file', file, code })
  }
}
