import { ByteSource } from './byte-source.ts'
import { gunzip } from './gzip.ts'
import { magicOf } from './magic.ts'
import type { Pace, Piece } from './piece.ts'
import { unzstd } from './zstd.ts'
import type { ZstdRoad } from './zstd-decoder.ts'

const CHUNK_BYTES = 1_048_576

/** How chunks are decompressed. */
export interface DecompressOptions {
  /** Swift unless given. */
  readonly pace?: Pace
  /** The best that this Node has, unless given. */
  readonly zstdRoad?: ZstdRoad
}

/** The bytes behind chunks that may be compressed with gzip or zstd, which their first bytes tell. */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  { pace = 'swift', zstdRoad }: DecompressOptions = {},
): AsyncGenerator<Piece, void, undefined> {
  const source = new ByteSource(chunks)
  try {
    const magic = magicOf(await source.peek(4))
    if (magic === 'gzip') yield* gunzip(source, pace)
    else if (magic !== undefined) yield* unzstd(source, zstdRoad)
    else yield* plain(source)
  } finally {
    await source.close()
  }
}

async function* plain(source: ByteSource): AsyncGenerator<Piece, void, undefined> {
  for (;;) {
    const bytes = await source.some(CHUNK_BYTES)
    if (bytes.length === 0) return
    yield bytes
  }
}
