import type { Break } from './piece.ts'
import type { BlockDecoder } from './zstd-blocks.ts'
import { hasNativeZstd, NativeBlocks } from './zstd-native.ts'
import { OwnBlocks } from './zstd-own.ts'
import { cutOff, type ZstdBlock, type ZstdFrame } from './zstd-frame.ts'

/** Which decoder of blocks does the work: Node's, from 22.15 on, or the one in JavaScript. */
export type ZstdRoad = 'native' | 'own'

/** The road that this Node has. */
export const bestRoad: ZstdRoad = hasNativeZstd ? 'native' : 'own'

/** Turns the blocks of one frame into bytes, and holds them to what the frame states of itself. Both roads tell the same faults. */
export class FrameDecoder {
  readonly #frame: ZstdFrame
  readonly #blocks: BlockDecoder
  #decodedBytes = 0

  constructor(frame: ZstdFrame, road: ZstdRoad) {
    this.#frame = frame
    this.#blocks = road === 'native' ? new NativeBlocks(frame) : new OwnBlocks(frame)
  }

  /** The bytes of the next block; small blocks may wait for the one after them. */
  async decode(block: ZstdBlock): Promise<{ readonly chunks: readonly Uint8Array[]; readonly fault: Break | undefined }> {
    const { chunks, isBroken } = await this.#blocks.decode(block)
    for (const chunk of chunks) this.#decodedBytes += chunk.length
    return { chunks, fault: isBroken ? { kind: 'damaged', detail: 'a broken zstd block' } : undefined }
  }

  /** Compares what was decoded with the stated length and with the checksum that follows the last block. */
  async check(checksum: Buffer): Promise<Break | undefined> {
    const { contentBytes, hasChecksum } = this.#frame
    if (contentBytes !== undefined && contentBytes !== this.#decodedBytes) {
      return { kind: 'damaged', detail: `zstd length: expected ${contentBytes}, received ${this.#decodedBytes}` }
    }
    if (!hasChecksum) return undefined
    if (checksum.length < 4) return cutOff
    if (await this.#blocks.matches(checksum)) return undefined
    return { kind: 'damaged', detail: `zstd checksum: expected ${hex(checksum.readUInt32LE(0))}, received another` }
  }

  /** Frees what the decoder holds. */
  close(): void {
    this.#blocks.close()
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0')
}
