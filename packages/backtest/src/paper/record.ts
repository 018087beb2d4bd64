import type { Us } from '@of/core'
import type { Direction } from '@of/signals'
import type { DropReason, OrderReason } from './order.ts'
import type { PaperTrade } from './paper-trade.ts'
import type { Fill } from './position.ts'

/** What an arm said at a moment of decision. */
export interface Emitted {
  readonly kind: 'emitted'
  readonly arm: string
  readonly product: string
  readonly timeUs: Us
  readonly direction: Direction
  readonly abstained: boolean
  readonly net: number | null
}

/** A moment of decision whose outcomes are watched from now on. */
export interface Watched {
  readonly kind: 'watched'
  readonly product: string
  readonly timeUs: Us
  readonly receivedUs: Us
}

/** The mid so long after a watched moment was received; `null` where no book could be believed, or it had one side. */
export interface Read {
  readonly kind: 'read'
  readonly product: string
  readonly timeUs: Us
  readonly afterUs: Us
  readonly mid: number | null
}

/** What an arm is worth at a moment of the grid, in quote currency: everything gained and lost so far, what is held marked at mid. */
export interface Marked {
  readonly kind: 'marked'
  readonly arm: string
  readonly atUs: Us
  readonly equity: number
  /** What is held at cost, of all products, whatever the side. */
  readonly invested: number
  /** Whether something held had no believed mid, so that the last one was taken. */
  readonly isStale: boolean
}

/** Everything that happens on paper, in the order in which it does: enough to make a result of, and plain data. */
export type PaperRecord =
  | Emitted
  | Watched
  | Read
  | Marked
  | {
      readonly kind: 'ordered'
      readonly arm: string
      readonly product: string
      readonly atUs: Us
      readonly purpose: 'entry' | 'exit'
      readonly side: 'buy' | 'sell'
      readonly quantity: number
      readonly reason: OrderReason
    }
  | ({ readonly kind: 'filled'; readonly arm: string; readonly product: string } & Fill)
  | {
      readonly kind: 'dropped'
      readonly arm: string
      readonly product: string
      readonly atUs: Us
      readonly purpose: 'entry' | 'exit'
      readonly quantity: number
      readonly reason: DropReason
    }
  | { readonly kind: 'closed'; readonly arm: string; readonly trade: PaperTrade }
