import type { Origin } from '@of/api'
import type { FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'
import type { BookNow } from '@of/pipeline'
import type { DeskView } from '../desk/desk.ts'
import type { Market } from '../market/market.ts'

/** A product at a moment: all that answers about it are made from. To be read before anything else arrives. */
export interface Moment {
  readonly product: string
  readonly origin: Origin
  readonly market: Market
  /** `undefined` before it was first heard of. */
  readonly view: DeskView | undefined
  /** What of that is of its book alone. */
  readonly book: BookNow | undefined
  readonly feed: FeedHealth | undefined
  /** Exchange time now, as far as it can be told: it goes on while nothing arrives. */
  readonly clockUs: Us
}
