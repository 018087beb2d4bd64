import type { Us } from '@of/core'

/** What a Coinbase connection delivers, as it came: the same from the network and from a recording. */
export type Arrival =
  | {
      /** A socket has opened, or arrivals of it were dropped unread: its frames are to be counted afresh. */
      readonly kind: 'opened'
      readonly connection: string
      readonly receivedUs: Us
    }
  | {
      /** A socket is no longer open: nothing more comes under its name until it opens again. */
      readonly kind: 'closed'
      readonly connection: string
      readonly receivedUs: Us
    }
  | {
      readonly kind: 'frame'
      readonly connection: string
      readonly receivedUs: Us
      /** The UTF-8 bytes of the text, never changed once they are handed over. */
      readonly frame: Uint8Array
    }
  | {
      /** The answer to a request; `path` carries the query. */
      readonly kind: 'rest'
      readonly receivedUs: Us
      readonly path: string
      readonly body: string
    }
