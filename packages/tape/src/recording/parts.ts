import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Us } from '@of/core'
import type { FileHashes } from '../bytes/file-hashes.ts'
import { nameOf, sizeOf, type TapeInput } from '../bytes/feed.ts'
import { ioFault, TapeError, type TapeFault } from '../errors.ts'
import { isSegmentFile, type Manifest, type SegmentInfo } from './manifest.ts'
import { readManifest } from './manifest-file.ts'
import { placeOf, type Stretch } from './stretch.ts'

/** A segment of a recording, and the recording it is of. */
export interface Membership {
  readonly directory: string
  readonly segment: SegmentInfo
  readonly flushEveryMs: number
  /** When the last entry of the segments before was received. */
  readonly beforeUs: Us | undefined
}

/** What recordings are read from, one after the other: files, streams, and at last what keeps them from being whole. */
export type Part =
  | { readonly kind: 'bytes'; readonly input: TapeInput; readonly sizeBytes: number | undefined; readonly member?: Membership }
  | { readonly kind: 'fault'; readonly fault: TapeFault }

/** What is to be read of a recording, and how many of its segments are left out because they are not wanted. */
export interface Parts {
  readonly parts: readonly Part[]
  readonly leftOut: number
}

/**
 * The parts of a recording: a directory with a manifest has one for each segment. Throws a `TapeError` when there is nothing to read, a `RangeError` for a
 * stretch that it does not have: a file or a stream is one part, and has no segment to begin with. A manifest that is read is hashed where hashes are kept.
 */
export async function partsOf(input: TapeInput, stretch: Stretch = {}, hashes?: FileHashes): Promise<Parts> {
  if (!('path' in input) || !(await isDirectory(input.path))) {
    if (stretch.fromSegment !== undefined) throw new RangeError(`tape: fromSegment needs a recording in segments, was ${nameOf(input)}`)
    return { parts: [{ kind: 'bytes', input, sizeBytes: await sizeOf(input) }], leftOut: 0 }
  }
  const manifest = await readManifest(input.path, hashes)
  if (manifest === undefined) throw new TapeError({ kind: 'is-directory', name: input.path })
  return segmentParts(input.path, manifest, await segmentSizes(input.path), stretch)
}

/** What is read of a recording's directory, and what is told of it then, given the sizes of the segments that are there. Of what is left out nothing is told. */
function segmentParts(directory: string, manifest: Manifest, sizes: ReadonlyMap<string, number>, stretch: Stretch): Parts {
  const { flushEveryMs, segments } = manifest
  const { from, to } = placeOf(segments, stretch)
  const leftOut = segments.length - (to - from)
  const parts: Part[] = []
  let beforeUs: Us | undefined
  for (const [at, segment] of segments.slice(0, to).entries()) {
    if (at < from) {
      beforeUs = segment.lastUs ?? beforeUs
      continue
    }
    const sizeBytes = sizes.get(segment.file)
    if (sizeBytes === undefined) {
      // A writer that died before it began a segment had announced it.
      const fault: TapeFault =
        segment.state === 'closed'
          ? { kind: 'missing-segment', name: directory, segment: segment.file }
          : { kind: 'unclosed', name: directory, segment: segment.file, line: 1, byteOffset: 0, lastUs: beforeUs, flushEveryMs }
      return { parts: [...parts, { kind: 'fault', fault }], leftOut }
    }
    const member = { directory, segment, flushEveryMs, beforeUs }
    parts.push({ kind: 'bytes', input: { path: join(directory, segment.file) }, sizeBytes, member })
    beforeUs = segment.lastUs ?? beforeUs
  }
  const stray = [...sizes.keys()].filter((file) => !segments.some((segment) => segment.file === file)).sort()
  if (stray.length > 0 && to === segments.length)
    parts.push({ kind: 'fault', fault: { kind: 'stray-segments', name: directory, segments: stray } })
  return { parts, leftOut }
}

async function isDirectory(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      throw new TapeError(ioFault(path, error), { cause: error })
    },
  )
}

/** The sizes of the segments that are there: what is called as one, but is no file or a link to none, is not. */
async function segmentSizes(directory: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  for (const name of (await readdir(directory)).filter(isSegmentFile)) {
    const found = await stat(join(directory, name)).catch(() => undefined)
    if (found?.isFile() === true) sizes.set(name, found.size)
  }
  return sizes
}
