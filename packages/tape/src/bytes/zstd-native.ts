import zlib from 'node:zlib'
import { Inflater, type ZlibStream } from './inflater.ts'
import type { BlockDecoder, DecodedBlock } from './zstd-blocks.ts'
import { MAGIC_BYTES, type ZstdBlock, type ZstdFrame } from './zstd-frame.ts'

type Maker = (options: { readonly chunkSize: number }) => ZlibStream

// The types are those of the oldest Node that will do, which has no such function.
const createZstdDecompress: unknown = Reflect.get(zlib, 'createZstdDecompress')

/** Whether this Node decodes zstd by itself. */
export const hasNativeZstd: boolean = isMaker(createZstdDecompress)

/** Several blocks, so that few of them are divided. */
const CHUNK_BYTES = 1_048_576
const HAS_CHECKSUM = 4
const LEAST_WINDOW_LOG = 10

/** Decodes blocks by Node's own decoder, on a thread of its own. */
export class NativeBlocks implements BlockDecoder {
  readonly #inflater: Inflater
  #ahead: Uint8Array

  constructor(frame: ZstdFrame) {
    if (!isMaker(createZstdDecompress)) throw new RangeError('zstd: expected a Node that decodes it, received one that does not')
    this.#inflater = new Inflater(createZstdDecompress({ chunkSize: CHUNK_BYTES }))
    this.#ahead = plainHeader(frame)
  }

  async decode({ bytes }: ZstdBlock): Promise<DecodedBlock> {
    const slice = this.#ahead.length === 0 ? bytes : Buffer.concat([this.#ahead, bytes])
    this.#ahead = bytes.subarray(0, 0)
    const { chunks, complaint } = await this.#inflater.push(slice)
    return { chunks, isBroken: complaint !== undefined }
  }

  async matches(checksum: Buffer): Promise<boolean> {
    return (await this.#inflater.push(checksum)).complaint === undefined
  }

  close(): void {
    this.#inflater.close()
  }
}

function isMaker(value: unknown): value is Maker {
  return typeof value === 'function'
}

/** The header without the length, which is held against what was decoded once all of it was: a window of a power of two takes its place. */
function plainHeader({ hasChecksum, header, windowBytes }: ZstdFrame): Uint8Array {
  const windowLog = Math.max(LEAST_WINDOW_LOG, Math.ceil(Math.log2(windowBytes)))
  const descriptor = hasChecksum ? HAS_CHECKSUM : 0
  return Buffer.concat([header.subarray(0, MAGIC_BYTES), Uint8Array.of(descriptor, (windowLog - LEAST_WINDOW_LOG) << 3)])
}
