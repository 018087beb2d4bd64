import type { Us } from '@of/core'

/** What a client of the simulated venue receives, with the time at which it does, in microseconds. */
export type SimulatedArrival =
  | { readonly kind: 'opened'; readonly connection: string; readonly receivedUs: Us }
  | {
      readonly kind: 'frame'
      readonly connection: string
      readonly receivedUs: Us
      /** The UTF-8 of its text. */
      readonly frame: Uint8Array
    }
  | { readonly kind: 'rest'; readonly receivedUs: Us; readonly path: string; readonly body: string }
