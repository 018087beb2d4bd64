import type { Book, Order } from '@of/api'
import type { Heat } from '../data/merge.ts'
import type { Zone } from '../format/time.ts'

/** The room of the present book at the right of the liquidity before it. */
export const GUTTER_WIDTH = 92

/** What of trades is drawn over liquidity, quote currency. */
export const BUBBLE_NOTIONAL = 25_000

/** What the layer draws besides liquidity. */
export interface HeatScene {
  readonly heat: Heat
  readonly orders: readonly Order[]
  readonly book: Book | undefined
  readonly isBookLive: boolean
  readonly nowUs: number
  readonly zone: Zone
}
