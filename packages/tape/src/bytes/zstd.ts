import type { ByteSource } from './byte-source.ts'
import { magicOf } from './magic.ts'
import type { Break, Piece } from './piece.ts'
import { bestRoad, FrameDecoder, type ZstdRoad } from './zstd-decoder.ts'
import { cutOff, readBlock, readFrameHeader, type ZstdFrame } from './zstd-frame.ts'

const SKIP_BYTES = 65_536

/**
 * Decompresses a zstd stream, frame after frame, and checks what a frame states of itself: its length and its checksum.
 *
 * Of a frame that states no checksum, a flipped byte is only found when it breaks a block or a line, or, further on, the venue's own sequence.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8878
 */
export async function* unzstd(source: ByteSource, road: ZstdRoad = bestRoad): AsyncGenerator<Piece, void, undefined> {
  for (;;) {
    const magic = await source.take(4)
    if (magic.length === 0) return
    const fault = yield* readFrame(source, magic, road)
    if (fault === undefined) continue
    yield fault
    return
  }
}

async function* readFrame(source: ByteSource, magic: Uint8Array, road: ZstdRoad): AsyncGenerator<Piece, Break | undefined, undefined> {
  const kind = magicOf(magic)
  if (kind !== 'zstd' && kind !== 'zstd-skippable') return { kind: 'damaged', detail: 'garbage after the last zstd frame' }
  if (magic.length < 4) return cutOff
  if (kind === 'zstd-skippable') return skipFrame(source)
  const frame = await readFrameHeader(source, magic)
  return 'kind' in frame ? frame : yield* readBlocks(source, frame, new FrameDecoder(frame, road))
}

async function skipFrame(source: ByteSource): Promise<Break | undefined> {
  const size = Buffer.from(await source.take(4))
  if (size.length < 4) return cutOff
  for (let left = size.readUInt32LE(0); left > 0;) {
    const bytes = await source.some(Math.min(left, SKIP_BYTES))
    if (bytes.length === 0) return cutOff
    left -= bytes.length
  }
  return undefined
}

async function* readBlocks(
  source: ByteSource,
  frame: ZstdFrame,
  decoder: FrameDecoder,
): AsyncGenerator<Piece, Break | undefined, undefined> {
  try {
    for (;;) {
      const block = await readBlock(source)
      if ('kind' in block) return block
      const { chunks, fault } = await decoder.decode(block)
      yield* chunks
      if (fault !== undefined) return fault
      if (block.isLast) break
    }
    return await decoder.check(Buffer.from(await source.take(frame.hasChecksum ? 4 : 0)))
  } finally {
    decoder.close()
  }
}
