import type { Us } from '@of/core'
import * as z from 'zod'

/** The file of a recording's directory that says what else is in it. */
export const MANIFEST_FILE = 'manifest.json'

/** The version of a manifest that is written, and the only one read. */
export const MANIFEST_VERSION = 1

/** What is counted of a connection within a segment. */
export interface ConnectionInfo {
  readonly frames: number
  /** The numbers of its first and its last numbered frame; `null` when none was numbered. */
  readonly firstSequence: number | null
  readonly lastSequence: number | null
  /** Jumps of the number between frames of one opening, also across segments, and the frames that these skipped. */
  readonly gaps: number
  readonly lostFrames: number
}

/** One file of a recording. While it is open its counts are those of when the manifest was written. */
export interface SegmentInfo {
  readonly file: string
  readonly state: 'open' | 'closed'
  /** Its size, compressed. */
  readonly bytes: number
  /** Of the file as it lies on the disk, in lower-case hexadecimal. */
  readonly sha256?: string
  /** Entries in it besides its header. */
  readonly entries: number
  readonly frames: number
  readonly firstUs: Us | null
  readonly lastUs: Us | null
  readonly connections: Readonly<Record<string, ConnectionInfo>>
}

/** What an analysis of a recording must come to. */
export interface RecordedDigest {
  /** Step of the samples in it. */
  readonly everyUs: Us
  readonly preset: string
  readonly events: number
  /** In lower-case hexadecimal. */
  readonly sha256: string
}

/** What a recording's directory says of itself. */
export interface Manifest {
  readonly format: 'of-recording'
  readonly version: typeof MANIFEST_VERSION
  /** The venue, in lower case: `coinbase`. */
  readonly source: string
  readonly simulated: boolean
  readonly session: string
  readonly note?: string
  /** The program that recorded. */
  readonly code: { readonly name: string; readonly version: string }
  /** When the recording began, by the receiver's clock. */
  readonly startedUs: Us
  /** How often what was received was brought to the file. */
  readonly flushEveryMs: number
  readonly state: 'open' | 'closed'
  readonly segments: readonly SegmentInfo[]
  readonly digest?: RecordedDigest
}

/** The name of a segment, counted from one. */
export function segmentFile(number: number): string {
  return `segment-${String(number).padStart(6, '0')}.of.gz`
}

/** Whether a file is called as segments are. */
export function isSegmentFile(name: string): boolean {
  return /^segment-\d{6,}\.of\.gz$/.test(name)
}

/** The number of a segment, by its name. */
export function segmentNumber(file: string): number {
  return Number(/\d+/.exec(file)?.[0])
}

function isAscending(segments: readonly SegmentInfo[]): boolean {
  return segments.every(({ file }, at) => at === 0 || segmentNumber(segments[at - 1]!.file) < segmentNumber(file))
}

const count = z.int().nonnegative()
const state = z.enum(['open', 'closed'])
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const connection: z.ZodType<ConnectionInfo> = z.object({
  frames: count,
  firstSequence: count.nullable(),
  lastSequence: count.nullable(),
  gaps: count,
  lostFrames: count,
})
const segment: z.ZodType<SegmentInfo> = z.object({
  file: z.string().refine(isSegmentFile, 'expected the name of a segment'),
  state,
  bytes: count,
  sha256: sha256.exactOptional(),
  entries: count,
  frames: count,
  firstUs: count.nullable(),
  lastUs: count.nullable(),
  connections: z.record(z.string(), connection),
})

/** What every version of a manifest says of itself. */
export const versionedManifest: z.ZodType<{ readonly format: 'of-recording'; readonly version: number }> = z.object({
  format: z.literal('of-recording'),
  version: z.number(),
})

/** The shape of a manifest; a file name in it never leads out of its directory. */
export const manifestSchema: z.ZodType<Manifest> = z.object({
  format: z.literal('of-recording'),
  version: z.literal(MANIFEST_VERSION),
  source: z.string().min(1),
  simulated: z.boolean(),
  session: z.string(),
  note: z.string().exactOptional(),
  code: z.object({ name: z.string(), version: z.string() }),
  startedUs: count,
  flushEveryMs: count,
  state,
  segments: z.array(segment).refine(isAscending, 'expected each segment once, in order'),
  digest: z.object({ everyUs: count, preset: z.string(), events: count, sha256 }).exactOptional(),
})
