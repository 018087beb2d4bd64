import type { TapeEntry } from './entry.ts'

type FrameEntry = Extract<TapeEntry, { readonly kind: 'frame' }>

/**
 * A batch of entries as it goes to other threads: frames as columns over one block of shared memory, so that a message to any number of threads copies
 * none of them.
 */
export interface PackedEntries {
  /** The frames, one behind the other, in a `SharedArrayBuffer`: nobody writes to it any more. */
  readonly bytes: Uint8Array
  /** Where each frame ends. */
  readonly ends: Float64Array
  readonly receivedUs: Float64Array
  /** The name of each frame's connection, as an index of `names`. */
  readonly nameAt: Uint32Array
  readonly names: readonly string[]
  /** What is no frame, and the number of frames before it. */
  readonly others: readonly { readonly frames: number; readonly entry: Exclude<TapeEntry, FrameEntry> }[]
}

/** Packs a batch, for `postMessage`. */
export function packEntries(entries: readonly TapeEntry[]): PackedEntries {
  const frames: FrameEntry[] = []
  const others: PackedEntries['others'][number][] = []
  let length = 0
  for (const entry of entries) {
    if (entry.kind === 'frame') {
      frames.push(entry)
      length += entry.frame.length
    } else others.push({ frames: frames.length, entry })
  }
  return { ...columnsOf(frames, new Uint8Array(new SharedArrayBuffer(length))), others }
}

/** The entries of a packed batch, in their order. Frames look into its memory. */
export function unpackEntries(packed: PackedEntries): TapeEntry[] {
  const { bytes, ends, nameAt, names, others, receivedUs } = packed
  const entries: TapeEntry[] = []
  let other = 0
  let from = 0
  for (let at = 0; at <= ends.length; at++) {
    for (; other < others.length && others[other]!.frames === at; other++) entries.push(others[other]!.entry)
    if (at === ends.length) break
    const to = ends[at]!
    const frame = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    entries.push({ kind: 'frame', connection: names[nameAt[at]!]!, receivedUs: receivedUs[at]!, frame })
    from = to
  }
  return entries
}

function columnsOf(frames: readonly FrameEntry[], bytes: Uint8Array): Omit<PackedEntries, 'others'> {
  const ends = new Float64Array(frames.length)
  const receivedUs = new Float64Array(frames.length)
  const nameAt = new Uint32Array(frames.length)
  const indices = new Map<string, number>()
  let end = 0
  for (let at = 0; at < frames.length; at++) {
    const { connection, frame, receivedUs: time } = frames[at]!
    bytes.set(frame, end)
    end += frame.length
    ends[at] = end
    receivedUs[at] = time
    nameAt[at] = indexOf(connection, indices)
  }
  return { bytes, ends, receivedUs, nameAt, names: [...indices.keys()] }
}

function indexOf(name: string, indices: Map<string, number>): number {
  const known = indices.get(name)
  if (known !== undefined) return known
  indices.set(name, indices.size)
  return indices.size - 1
}
