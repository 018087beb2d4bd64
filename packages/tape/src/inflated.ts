import { decompress } from './bytes/decompress.ts'
import { feed } from './bytes/feed.ts'
import type { FileHashes } from './bytes/file-hashes.ts'
import type { Piece } from './bytes/piece.ts'
import { readAhead } from './bytes/read-ahead.ts'
import { TapeError } from './errors.ts'
import type { Meter } from './meter.ts'
import { PartReader } from './part-reader.ts'
import type { Part } from './recording/parts.ts'

/** What was inflated of one part, for the reader of that part. */
export interface InflatedPiece {
  readonly reader: PartReader
  readonly piece: Piece | 'end'
  /** Bytes of all parts that were taken for it and for what came before it. */
  readonly takenBytes: number
}

/** Who looks on as files are read. */
export interface InflatedWatchers {
  readonly meter: Meter
  readonly hashes: FileHashes | undefined
}

const MEBIBYTE = 1_048_576
/** Bytes of a file that are read before they are inflated. */
const MOST_READ = MEBIBYTE
/** Bytes that are inflated before they are asked for: enough to be at work while a batch is, and while the next segment is opened. */
const MOST_INFLATED = 8 * MEBIBYTE

/** The parts of recordings, read and inflated, one after the other, ahead of who takes them. Throws what keeps a part from being read, behind what comes before it. */
export function inflatedAhead(
  parts: readonly Part[],
  watchers: InflatedWatchers,
  signal: AbortSignal | undefined,
): AsyncGenerator<InflatedPiece, void, undefined> {
  return readAhead((left) => inflated(parts, watchers, either(signal, left)), {
    most: MOST_INFLATED,
    sizeOf: ({ piece }) => (piece instanceof Uint8Array ? piece.length : 0),
  })
}

async function* inflated(
  parts: readonly Part[],
  { hashes, meter }: InflatedWatchers,
  signal: AbortSignal,
): AsyncGenerator<InflatedPiece, void, undefined> {
  for (const part of parts) {
    if (part.kind === 'fault') throw new TapeError(part.fault)
    const reader = new PartReader(part)
    const chunks = readAhead((left) => feed(part.input, either(signal, left)), { most: MOST_READ, sizeOf: ({ length }) => length })
    let inflatedBytes = 0
    for await (const piece of decompress(meter.counted(reader.seen(hashed(part, chunks, hashes))))) {
      const isDamage = !(piece instanceof Uint8Array) && piece.kind === 'damaged'
      const found = isDamage && 'path' in part.input ? afterAll(feed(part.input, signal), inflatedBytes) : [piece]
      for await (const next of found) yield { reader, piece: next, takenBytes: meter.takenBytes }
      inflatedBytes += piece instanceof Uint8Array ? piece.length : 0
    }
    yield { reader, piece: 'end', takenBytes: meter.takenBytes }
  }
}

/** A segment whose hash is in the manifest is held against it; the manifest speaks for it. */
function hashed(
  { input, member }: Extract<Part, { kind: 'bytes' }>,
  chunks: AsyncIterable<Uint8Array>,
  hashes: FileHashes | undefined,
): AsyncIterable<Uint8Array> {
  return hashes === undefined || member?.segment.sha256 !== undefined ? chunks : hashes.seen(input, chunks)
}

/** What stands behind so many bytes of a damaged file, to be lost as little of as can be: it is read once more, carefully. */
async function* afterAll(chunks: AsyncIterable<Uint8Array>, knownBytes: number): AsyncGenerator<Piece, void, undefined> {
  let left = knownBytes
  for await (const piece of decompress(chunks, { pace: 'careful' })) {
    if (!(piece instanceof Uint8Array)) yield piece
    else if (piece.length > left) yield piece.subarray(left)
    left = piece instanceof Uint8Array ? Math.max(0, left - piece.length) : left
  }
}

function either(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return one === undefined ? other : AbortSignal.any([one, other])
}
