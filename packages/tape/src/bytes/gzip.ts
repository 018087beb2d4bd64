import { crc32, createInflateRaw } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'
import { Inflater } from './inflater.ts'
import { magicOf } from './magic.ts'
import type { Break, Pace, Piece } from './piece.ts'

// Deflate may expand a byte to a thousand: the slice bounds what one step can bring into memory.
const SLICE_BYTES = 32_768
/** How much is inflated in one go on zlib's thread: enough to be worth the way there and back, or as little as may be lost. */
const stepBytes = { swift: 262_144, careful: 16_384 }
const DEFLATE = 8
const RESERVED_FLAGS = 0xe0
// What may follow the header, in this order: extra field, file name, comment, header checksum.
const optionalFields: readonly (readonly [flag: number, skip: (source: ByteSource) => Promise<boolean>])[] = [
  [4, skipSized],
  [8, skipText],
  [16, skipText],
  [2, (source) => skipBytes(source, 2)],
]
const cutOff: Break = { kind: 'truncated', detail: 'the gzip member ends early' }

/**
 * Inflates a gzip stream, member after member, and checks each member's length and CRC-32.
 *
 * What stands before a damage is delivered, but for what zlib was working on when it met a broken block: at most 256 KiB, or 16 KiB in a careful reading,
 * which takes twice as long.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export async function* gunzip(source: ByteSource, pace: Pace): AsyncGenerator<Piece, void, undefined> {
  do {
    const fault = (await skipHeader(source)) ?? (yield* inflateMember(source, pace))
    if (fault !== undefined) {
      yield fault
      return
    }
  } while ((await source.peek(1)).length > 0)
}

async function skipHeader(source: ByteSource): Promise<Break | undefined> {
  const header = await source.take(10)
  if (magicOf(header.subarray(0, 2)) !== 'gzip') return { kind: 'damaged', detail: 'garbage after the last gzip member' }
  const [, , method = DEFLATE, flags = 0] = header
  if (method !== DEFLATE) return { kind: 'damaged', detail: `gzip method: expected ${DEFLATE}, received ${method}` }
  if ((flags & RESERVED_FLAGS) !== 0) return { kind: 'damaged', detail: 'reserved gzip flags are set' }
  if (header.length < 10) return cutOff
  for (const [flag, skip] of optionalFields) {
    if ((flags & flag) !== 0 && !(await skip(source))) return cutOff
  }
  return undefined
}

/** Skips so many bytes; false when the stream ends first. */
async function skipBytes(source: ByteSource, count: number): Promise<boolean> {
  return (await source.take(count)).length === count
}

/** Skips a text and the zero byte that ends it; false when the stream ends first. */
async function skipText(source: ByteSource): Promise<boolean> {
  for (;;) {
    const bytes = await source.some(SLICE_BYTES)
    if (bytes.length === 0) return false
    const end = bytes.indexOf(0)
    if (end === -1) continue
    source.unread(bytes.subarray(end + 1))
    return true
  }
}

/** Skips a field that begins with its own length; false when the stream ends first. */
async function skipSized(source: ByteSource): Promise<boolean> {
  const [low, high] = await source.take(2)
  return low !== undefined && high !== undefined && (await skipBytes(source, low + high * 256))
}

async function* inflateMember(source: ByteSource, pace: Pace): AsyncGenerator<Piece, Break | undefined, undefined> {
  const inflater = new Inflater(createInflateRaw({ chunkSize: stepBytes[pace] }))
  let crc = 0
  let length = 0
  try {
    for (;;) {
      const slice = await source.some(SLICE_BYTES)
      if (slice.length === 0) return cutOff
      const { chunks, rest, complaint } = await inflater.push(slice)
      for (const chunk of chunks) {
        crc = crc32(chunk, crc)
        length += chunk.length
        yield chunk
      }
      if (complaint !== undefined) return { kind: 'damaged', detail: `gzip block: ${complaint}` }
      if (rest === undefined) continue
      source.unread(rest)
      return await checkTrailer(source, crc, length)
    }
  } finally {
    inflater.close()
  }
}

async function checkTrailer(source: ByteSource, crc: number, length: number): Promise<Break | undefined> {
  const trailer = Buffer.from(await source.take(8))
  if (trailer.length < 8) return cutOff
  const storedCrc = trailer.readUInt32LE(0)
  const storedLength = trailer.readUInt32LE(4)
  if (storedCrc !== crc) return { kind: 'damaged', detail: `gzip checksum: expected ${hex(storedCrc)}, received ${hex(crc)}` }
  if (storedLength !== length % 0x1_0000_0000)
    return { kind: 'damaged', detail: `gzip length: expected ${storedLength}, received ${length}` }
  return undefined
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0')
}
