import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Us } from '@of/core'
import { sizeOf, type TapeInput } from '../bytes/feed.ts'
import { ioFault, TapeError, type TapeFault } from '../errors.ts'
import { isSegmentFile, type Manifest, type SegmentInfo } from './manifest.ts'
import { readManifest } from './manifest-file.ts'

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

/** The parts of a recording: a directory with a manifest has one for each segment. Throws a `TapeError` when there is nothing to read. */
export async function partsOf(input: TapeInput): Promise<readonly Part[]> {
  if (!('path' in input) || !(await isDirectory(input.path))) return [{ kind: 'bytes', input, sizeBytes: await sizeOf(input) }]
  const manifest = await readManifest(input.path)
  if (manifest === undefined) throw new TapeError({ kind: 'is-directory', name: input.path })
  return segmentParts(input.path, manifest, await segmentSizes(input.path))
}

/** What is read of a recording's directory, and what is told of it then, given the sizes of the segments that are there. */
export function segmentParts(directory: string, manifest: Manifest, sizes: ReadonlyMap<string, number>): readonly Part[] {
  const { flushEveryMs, segments } = manifest
  const parts: Part[] = []
  let beforeUs: Us | undefined
  for (const segment of segments) {
    const sizeBytes = sizes.get(segment.file)
    if (sizeBytes === undefined) {
      // A writer that died before it began a segment had announced it.
      const fault: TapeFault =
        segment.state === 'closed'
          ? { kind: 'missing-segment', name: directory, segment: segment.file }
          : { kind: 'unclosed', name: directory, segment: segment.file, line: 1, byteOffset: 0, lastUs: beforeUs, flushEveryMs }
      return [...parts, { kind: 'fault', fault }]
    }
    const member = { directory, segment, flushEveryMs, beforeUs }
    parts.push({ kind: 'bytes', input: { path: join(directory, segment.file) }, sizeBytes, member })
    beforeUs = segment.lastUs ?? beforeUs
  }
  const stray = [...sizes.keys()].filter((file) => !segments.some((segment) => segment.file === file)).sort()
  if (stray.length > 0) parts.push({ kind: 'fault', fault: { kind: 'stray-segments', name: directory, segments: stray } })
  return parts
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
