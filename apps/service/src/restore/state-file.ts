import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'

/** What a state file holds, or why it is of no use. */
export type StateReading =
  | { readonly kind: 'usable'; readonly state: unknown }
  | { readonly kind: 'missing' }
  /** It is not what was written, or another program wrote it. */
  | { readonly kind: 'unusable'; readonly why: string }

const FORMAT = 'of-service-state'
const LINE_FEED = 10

const head = z.object({ format: z.literal(FORMAT), code: z.string(), sha256: z.string() })

/** The bytes of a state file: a line of JSON that says who wrote it and what its hash is, and the state as V8 serializes it. */
export function encodeState(state: unknown, code: string): Uint8Array {
  const bytes = serialize(state)
  return Buffer.concat([Buffer.from(`${JSON.stringify({ format: FORMAT, code, sha256: hashOf(bytes) })}\n`), bytes])
}

/** Puts bytes in a file: the file has the old ones or the new ones in whole, whatever ends the process. */
export async function replaceFile(path: string, bytes: Uint8Array | string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Reads a state file that the same code wrote. Never rejects. */
export async function readState(path: string, code: string): Promise<StateReading> {
  let file: Buffer
  try {
    file = await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' }
    return unusable(error instanceof Error ? error.message : String(error))
  }
  const lineEnd = file.indexOf(LINE_FEED)
  const stated = headOf(file.toString('utf8', 0, Math.max(0, lineEnd)))
  if (stated === undefined) return unusable('it is no state of this service')
  if (stated.code !== code) return unusable(`code: expected ${code}, received ${stated.code}`)
  const bytes = file.subarray(lineEnd + 1)
  if (hashOf(bytes) !== stated.sha256) return unusable('its hash is not that of its content')
  try {
    return { kind: 'usable', state: deserialize(bytes) }
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error))
  }
}

function headOf(line: string): z.infer<typeof head> | undefined {
  try {
    return head.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function unusable(why: string): StateReading {
  return { kind: 'unusable', why }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
