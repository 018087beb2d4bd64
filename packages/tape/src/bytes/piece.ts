/** Why a stream of bytes cannot be read further. */
export interface Break {
  readonly kind: 'truncated' | 'damaged' | 'unsupported'
  readonly detail: string
}

/** Whether little time is to be taken, or as little as can be is to be lost before a damage. */
export type Pace = 'swift' | 'careful'

/** What a decompressor yields: bytes, and at the point where it can go no further the reason, as its last piece. */
export type Piece = Uint8Array | Break
