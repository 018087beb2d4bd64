import type { ByteSource } from './byte-source.ts'
import type { Break } from './piece.ts'

/** The header of a zstd frame. */
export interface ZstdFrame {
  /** The header as it stands in the stream, magic number included. */
  readonly header: Uint8Array
  /** How far back a match may reach. */
  readonly windowBytes: number
  /** The length of the decompressed frame, where it is stated. */
  readonly contentBytes: number | undefined
  readonly hasChecksum: boolean
}

/** One block of a frame, its header included. */
export interface ZstdBlock {
  readonly bytes: Uint8Array
  readonly isLast: boolean
}

/** A frame that ends before its last block does. */
export const cutOff: Break = { kind: 'truncated', detail: 'the zstd frame ends early' }

// Match distances from 96 MiB on are decoded to wrong bytes without a word (fzstd #22); windows are powers of two and eighths of them.
const MAX_WINDOW_BYTES = 64 * 1024 * 1024
/** The length of the number with which a frame begins. */
export const MAGIC_BYTES = 4
const MAX_BLOCK_BYTES = 128 * 1024
const RUN = 1
const RESERVED = 3

/**
 * Reads the rest of a frame's header.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1
 */
export async function readFrameHeader(source: ByteSource, magic: Uint8Array): Promise<ZstdFrame | Break> {
  const [descriptor] = await source.take(1)
  if (descriptor === undefined) return cutOff
  if ((descriptor & 8) !== 0) return { kind: 'damaged', detail: 'a reserved zstd flag is set' }
  if ((descriptor & 3) !== 0) return { kind: 'unsupported', detail: 'zstd with a dictionary' }
  const isSingleSegment = (descriptor & 0x20) !== 0
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  const restBytes = (isSingleSegment ? 0 : 1) + sizeBytes
  const rest = Buffer.from(await source.take(restBytes))
  if (rest.length < restBytes) return cutOff

  const contentBytes = readContentBytes(rest.subarray(restBytes - sizeBytes))
  const windowBytes = isSingleSegment ? contentBytes! : readWindowBytes(rest[0]!)
  if (windowBytes > MAX_WINDOW_BYTES) {
    return { kind: 'unsupported', detail: `zstd window: expected at most ${MAX_WINDOW_BYTES} bytes, received ${windowBytes}` }
  }
  const header = Buffer.concat([magic, Uint8Array.of(descriptor), rest])
  return { header, windowBytes, contentBytes, hasChecksum: (descriptor & 4) !== 0 }
}

/**
 * Reads a whole block.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.2
 */
export async function readBlock(source: ByteSource): Promise<ZstdBlock | Break> {
  const head = await source.take(3)
  const [low, middle, high] = head
  if (low === undefined || middle === undefined || high === undefined) return cutOff
  const type = (low >> 1) & 3
  const size = (low | (middle << 8) | (high << 16)) >> 3
  if (type === RESERVED) return { kind: 'damaged', detail: 'reserved zstd block type' }
  if (size > MAX_BLOCK_BYTES) return { kind: 'damaged', detail: `zstd block: expected at most ${MAX_BLOCK_BYTES} bytes, received ${size}` }
  const bodyBytes = type === RUN ? 1 : size
  const body = await source.take(bodyBytes)
  if (body.length < bodyBytes) return cutOff
  return { bytes: Buffer.concat([head, body]), isLast: (low & 1) === 1 }
}

function readWindowBytes(descriptor: number): number {
  const base = 1n << BigInt(10 + (descriptor >> 3))
  return Number(base + (base / 8n) * BigInt(descriptor & 7))
}

function readContentBytes(field: Buffer): number | undefined {
  switch (field.length) {
    case 1:
      return field.readUInt8(0)
    case 2:
      return field.readUInt16LE(0) + 256
    case 4:
      return field.readUInt32LE(0)
    case 8:
      return Number(field.readBigUInt64LE(0))
    default:
      return undefined
  }
}
