import type { Us } from '@of/core'

/** What a recording says of itself. */
export interface TapeHeader {
  readonly format: 'of-frames' | 'cryptofeed'
  /** The version of the format, as the recording states it. */
  readonly version: number
  /** The venue, in lower case: `coinbase`. */
  readonly source: string
  /** Whether a simulator made it. */
  readonly simulated: boolean
  /** What all parts of one recording have in common: the next part of a session goes on where the last one stopped. */
  readonly session?: string
  /** Which part of the session this is, counted from one. */
  readonly segment?: number
  readonly note?: string
}

/** One thing a recording tells, in the order it was received. Times are integer microseconds of the receiver's clock. */
export type TapeEntry =
  | { readonly kind: 'header'; readonly header: TapeHeader }
  | { readonly kind: 'opened'; readonly connection: string; readonly receivedUs: Us }
  | { readonly kind: 'closed'; readonly connection: string; readonly receivedUs: Us }
  | {
      readonly kind: 'frame'
      readonly connection: string
      readonly receivedUs: Us
      /** The UTF-8 of its text, never changed once handed over. It may be a window on the memory of its whole batch: copy what is to be kept for long. */
      readonly frame: Uint8Array
    }
  | {
      readonly kind: 'rest'
      readonly receivedUs: Us
      /** Path and query of the request, without scheme and host. */
      readonly path: string
      readonly body: string
    }
