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
  | {
      /** The venue's list of subscriptions no longer names a product whose book is held. */
      readonly kind: 'unsubscribed'
      readonly product: string
    }
  | { readonly kind: 'connection-closed' }
  | { readonly kind: 'unknown-channel'; readonly channel: string }
  | {
      /** The venue answered a request of the connection with an error. */
      readonly kind: 'venue-error'
      readonly message: string
    }
  | { readonly kind: 'unreadable-answer'; readonly issues: readonly string[] }
  | {
      /** More products were named than are followed. */
      readonly kind: 'refused-product'
      readonly product: string
      /** How many are followed. */
      readonly most: number
    }

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
    case 'unsubscribed':
      return `unsubscribed: ${fault.product} is no longer among the subscriptions`
    case 'connection-closed':
      return 'connection closed'
    case 'unknown-channel':
      return `unknown channel: ${fault.channel}`
    case 'venue-error':
      return `venue error: ${fault.message}`
    case 'unreadable-answer':
      return `unreadable answer: ${fault.issues.join('; ')}`
    case 'refused-product':
      return `refused product: expected at most ${fault.most} products, received ${fault.product} besides`
  }
}
