import type { ZstdBlock } from './zstd-frame.ts'

/** What came of a block. */
export interface DecodedBlock {
  readonly chunks: readonly Uint8Array[]
  readonly isBroken: boolean
}

/** Decodes the blocks of one frame, whose header it was given. */
export interface BlockDecoder {
  /** The bytes of the next block; small blocks may wait for the one after them. */
  decode(block: ZstdBlock): DecodedBlock | Promise<DecodedBlock>
  /** Whether what was decoded has the checksum that follows the last block. */
  matches(checksum: Buffer): boolean | Promise<boolean>
  /** Frees what it holds. */
  close(): void
}
