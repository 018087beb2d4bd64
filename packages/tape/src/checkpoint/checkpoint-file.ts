import { createHash } from 'node:crypto'
import * as z from 'zod'
import { LINE_FEED } from '../bytes/ascii.ts'
import type { Basis } from './basis.ts'

/** What is left of a checkpoint when it is read. */
export type CheckpointReading =
  | { readonly kind: 'usable'; readonly bytes: Uint8Array }
  /** There is none. */
  | { readonly kind: 'missing' }
  /** It is not what was written. */
  | { readonly kind: 'damaged'; readonly detail: string }
  /** The segments before it are not those that it rests on. */
  | { readonly kind: 'stale'; readonly detail: string }
  /** Another program wrote it, another Node, or a version of this one with another file format. */
  | { readonly kind: 'foreign'; readonly detail: string }

/** The version of the file format that is written, and the only one read. */
const VERSION = 1
const HASH_BYTES = 32

const head: z.ZodType<{ readonly format: 'of-checkpoint'; readonly version: number }> = z.object({
  format: z.literal('of-checkpoint'),
  version: z.number(),
})
const basis: z.ZodType<Basis> = z.object({
  segment: z.int().positive(),
  before: z.string(),
  code: z.string(),
  serializer: z.number(),
})

/** A checkpoint as a file: a line of JSON that says what it rests on, the bytes, and the SHA-256 of all that. */
export function encodeCheckpoint(rests: Basis, bytes: Uint8Array): Uint8Array {
  const line = Buffer.from(`${JSON.stringify({ format: 'of-checkpoint', version: VERSION, ...rests })}\n`)
  return Buffer.concat([line, bytes, hashOf(line, bytes)])
}

/** Reads the file of a checkpoint, which must rest on what is expected. */
export function decodeCheckpoint(file: Buffer, expected: Basis): CheckpointReading {
  const content = file.subarray(0, Math.max(0, file.length - HASH_BYTES))
  if (!hashOf(content).equals(file.subarray(content.length))) return { kind: 'damaged', detail: 'its hash is not that of its content' }
  const lineEnd = content.indexOf(LINE_FEED)
  const stated = statedBy(content.toString('utf8', 0, Math.max(0, lineEnd)))
  if ('kind' in stated) return stated
  for (const key of ['code', 'serializer'] as const) {
    if (stated[key] !== expected[key]) return { kind: 'foreign', detail: `${key}: expected ${expected[key]}, received ${stated[key]}` }
  }
  for (const key of ['segment', 'before'] as const) {
    if (stated[key] !== expected[key]) return { kind: 'stale', detail: `${key}: expected ${expected[key]}, received ${stated[key]}` }
  }
  return { kind: 'usable', bytes: content.subarray(lineEnd + 1) }
}

function statedBy(line: string): Basis | CheckpointReading {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return { kind: 'foreign', detail: 'it is no checkpoint' }
  }
  const { data: known } = head.safeParse(json)
  if (known === undefined) return { kind: 'foreign', detail: 'it is no checkpoint' }
  if (known.version !== VERSION) return { kind: 'foreign', detail: `version: expected ${VERSION}, received ${known.version}` }
  return basis.safeParse(json).data ?? { kind: 'foreign', detail: 'it does not say what it rests on' }
}

function hashOf(...pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}
