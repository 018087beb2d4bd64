import { Decompress } from 'fzstd'
import { xxh64 } from './xxh64.ts'
import type { BlockDecoder, DecodedBlock } from './zstd-blocks.ts'
import type { ZstdBlock, ZstdFrame } from './zstd-frame.ts'

// The decoder passes over the place of the checksum without reading it.
const UNREAD_CHECKSUM = new Uint8Array(4)

/** Decodes blocks in JavaScript. */
export class OwnBlocks implements BlockDecoder {
  readonly #hasChecksum: boolean
  readonly #decoder: Decompress
  readonly #hash = xxh64.init()
  #chunks: Uint8Array[] = []

  constructor({ hasChecksum, header }: ZstdFrame) {
    this.#hasChecksum = hasChecksum
    this.#decoder = new Decompress((chunk) => this.#chunks.push(chunk))
    this.#decoder.push(header)
  }

  decode({ bytes, isLast }: ZstdBlock): DecodedBlock {
    this.#chunks = []
    let isBroken = false
    try {
      this.#decoder.push(isLast && this.#hasChecksum ? Buffer.concat([bytes, UNREAD_CHECKSUM]) : bytes, isLast)
    } catch {
      isBroken = true
    }
    const chunks = this.#chunks.filter((chunk) => chunk.length > 0)
    if (this.#hasChecksum) for (const chunk of chunks) xxh64.step(this.#hash, chunk)
    return { chunks, isBroken }
  }

  matches(checksum: Buffer): boolean {
    return checksum.readUInt32LE(0) === Number(BigInt.asUintN(32, xxh64.read(this.#hash)))
  }

  close(): void {
    // There is nothing outside this process to let go of.
  }
}
