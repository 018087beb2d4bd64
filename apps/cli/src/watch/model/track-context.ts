import type { FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'

/** What a product's picture needs of the whole. */
export interface TrackContext {
  /** How long nothing has arrived, where that is longer than it should be; else 0. */
  readonly silentUs: Us
  readonly health: FeedHealth | undefined
  /** Whether nothing more will come. */
  readonly hasEnded: boolean
}
