/** Why a stream of bytes cannot be read further. */
export interface Break {
  readonly kind: 'truncated' | 'damaged' | 'unsupported'
  readonly detail: string
}

/** What a decompressor yields: bytes, and at the point where it can go no further the reason, as its last piece. */
export type Piece = Uint8Array | Break
