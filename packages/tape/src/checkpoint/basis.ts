import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import { type Manifest, segmentNumber } from '../recording/manifest.ts'

/** What a checkpoint rests on: it stands for all that is before a segment, as one program understood it. */
export interface Basis {
  /** The number of the segment that it stands before. */
  readonly segment: number
  /** SHA-256 over the names and hashes of the segments before, each chained to those before it. */
  readonly before: string
  /** What the caller says of the program and the question that made it. */
  readonly code: string
  /** The version in which this Node's `v8.serialize` writes: a state written in another may be read as something else, or not at all. */
  readonly serializer: number
}

/** The version that `v8.serialize` puts behind its first byte. */
const serializer = serialize(undefined)[1]!

/**
 * What a checkpoint before a segment of a recording must rest on today; `undefined` when there can be none, because the segments before are none, have
 * not all been closed, or the number lies beyond the end.
 */
export function basisOf({ segments }: Manifest, segment: number, code: string): Basis | undefined {
  const before = segments.filter(({ file }) => segmentNumber(file) < segment)
  const isThere = segments.some(({ file }) => segmentNumber(file) === segment)
  const last = before.at(-1)
  if (last === undefined || !(isThere || segmentNumber(last.file) + 1 === segment)) return undefined
  let chain = ''
  for (const { file, sha256, state } of before) {
    if (state !== 'closed' || sha256 === undefined) return undefined
    chain = createHash('sha256').update(`${chain}\n${file}\n${sha256}`).digest('hex')
  }
  return { segment, before: chain, code, serializer }
}
