import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import * as z from 'zod'

/** What a state file holds, or why it is of no use. */
export type StateReading =
  | { readonly kind: 'usable'; readonly parts: readonly unknown[] }
  | { readonly kind: 'missing' }
  /** It is not what was written, or another program wrote it. */
  | { readonly kind: 'unusable'; readonly why: string }

const FORMAT = 'of-service-state'
const LINE_FEED = 10
const LENGTH_BYTES = 4
const HASH_BYTES = 32

/** How long parts are written down before others have their turn, ms. */
const SLICE_MS = 8

const head = z.object({ format: z.literal(FORMAT), code: z.string() })

/**
 * The bytes of a state file, in pieces: a line of JSON that says who wrote it, every part as V8 serializes it behind its length, and the
 * SHA-256 of all of that. Between parts others have their turn.
 */
export async function encodeState(
  parts: Iterable<unknown>,
  code: string,
  nowMs: () => number = () => performance.now(),
): Promise<readonly Uint8Array[]> {
  const hash = createHash('sha256')
  const pieces: Uint8Array[] = []
  const add = (piece: Uint8Array): void => {
    hash.update(piece)
    pieces.push(piece)
  }
  add(Buffer.from(`${JSON.stringify({ format: FORMAT, code })}\n`))
  let sliceMs = nowMs()
  for (const part of parts) {
    const bytes = serialize(part)
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32LE(bytes.length)
    add(length)
    add(bytes)
    if (nowMs() - sliceMs < SLICE_MS) continue
    await turn()
    sliceMs = nowMs()
  }
  return [...pieces, hash.digest()]
}

/** Puts bytes in a file: the file has the old ones or the new ones in whole, whatever ends the process. */
export async function replaceFile(path: string, bytes: Iterable<Uint8Array> | string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      for (const piece of typeof bytes === 'string' ? [bytes] : bytes) await file.writeFile(piece)
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
  const end = file.length - HASH_BYTES
  if (end <= lineEnd || !createHash('sha256').update(file.subarray(0, end)).digest().equals(file.subarray(end)))
    return unusable('its hash is not that of its content')
  try {
    return { kind: 'usable', parts: [...partsIn(file.subarray(lineEnd + 1, end))] }
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error))
  }
}

function* partsIn(bytes: Buffer): Generator<unknown, void, undefined> {
  for (let at = 0; at < bytes.length;) {
    const from = at + LENGTH_BYTES
    at = from + bytes.readUInt32LE(at)
    yield deserialize(bytes.subarray(from, at))
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
