import { Decompress } from 'fzstd'
import type { Break } from './piece.ts'
import { xxh64 } from './xxh64.ts'
import { cutOff, type ZstdBlock, type ZstdFrame } from './zstd-frame.ts'

// The decoder passes over the place of the checksum without reading it.
const UNREAD_CHECKSUM = new Uint8Array(4)

/** Turns the blocks of one frame into bytes, and holds them to what the frame states of itself. */
export class FrameDecoder {
  readonly #frame: ZstdFrame
  readonly #blocks: Decompress
  readonly #hash = xxh64.init()
  #chunks: Uint8Array[] = []
  #decodedBytes = 0

  constructor(frame: ZstdFrame) {
    this.#frame = frame
    this.#blocks = new Decompress((chunk) => this.#chunks.push(chunk))
    this.#blocks.push(frame.header)
  }

  /** The bytes of the next block; small blocks may wait for the one after them. */
  decode(block: ZstdBlock): { readonly chunks: readonly Uint8Array[]; readonly fault: Break | undefined } {
    this.#chunks = []
    let fault: Break | undefined
    try {
      const isClosing = block.isLast && this.#frame.hasChecksum
      this.#blocks.push(isClosing ? Buffer.concat([block.bytes, UNREAD_CHECKSUM]) : block.bytes, block.isLast)
    } catch (error) {
      fault = { kind: 'damaged', detail: `zstd block: ${error instanceof Error ? error.message : String(error)}` }
    }
    const chunks = this.#chunks.filter((chunk) => chunk.length > 0)
    for (const chunk of chunks) {
      this.#decodedBytes += chunk.length
      if (this.#frame.hasChecksum) xxh64.step(this.#hash, chunk)
    }
    return { chunks, fault }
  }

  /** Compares what was decoded with the stated length and with the checksum that follows the last block. */
  check(checksum: Buffer): Break | undefined {
    const { contentBytes, hasChecksum } = this.#frame
    if (contentBytes !== undefined && contentBytes !== this.#decodedBytes) {
      return { kind: 'damaged', detail: `zstd length: expected ${contentBytes}, received ${this.#decodedBytes}` }
    }
    if (!hasChecksum) return undefined
    if (checksum.length < 4) return cutOff
    const stored = checksum.readUInt32LE(0)
    const received = Number(BigInt.asUintN(32, xxh64.read(this.#hash)))
    if (stored === received) return undefined
    return { kind: 'damaged', detail: `zstd checksum: expected ${hex(stored)}, received ${hex(received)}` }
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0')
}
