/** Everything that can go wrong between the exchange and a live book, as data. */
export type FeedFault =
  | {
      /** Frames of the connection were lost, or one came again or too late. */
      readonly kind: 'sequence-gap' | 'late-frame'
      readonly expected: number
      readonly received: number
    }
  | {
      readonly kind: 'unreadable-frame'
      /** `undefined` when not even that could be read. */
      readonly channel: string | undefined
      readonly issues: readonly string[]
    }
  | {
      /** Changes came for a book that no snapshot stands under. */
      readonly kind: 'unsynced-update'
      readonly product: string
    }
  | {
      /** The best bid was at or above the best ask once a whole frame had been applied. */
      readonly kind: 'crossed-book'
      readonly product: string
    }
  | { readonly kind: 'unknown-channel'; readonly channel: string }
  | {
      /** The venue answered a request of the connection with an error. */
      readonly kind: 'venue-error'
      readonly message: string
    }
  | { readonly kind: 'unreadable-answer'; readonly issues: readonly string[] }

/** Says a fault in one line for people; programs read `kind`. */
export function describeFault(fault: FeedFault): string {
  switch (fault.kind) {
    case 'sequence-gap':
      return `sequence gap: expected ${fault.expected}, received ${fault.received}`
    case 'late-frame':
      return `late frame: expected ${fault.expected}, received ${fault.received}`
    case 'unreadable-frame':
      return `unreadable frame of ${fault.channel ?? 'an unreadable channel'}: ${fault.issues.join('; ')}`
    case 'unsynced-update':
      return `unsynced update: no snapshot of ${fault.product}`
    case 'crossed-book':
      return `crossed book: best bid of ${fault.product} at or above its best ask`
    case 'unknown-channel':
      return `unknown channel: ${fault.channel}`
    case 'venue-error':
      return `venue error: ${fault.message}`
    case 'unreadable-answer':
      return `unreadable answer: ${fault.issues.join('; ')}`
  }
}
