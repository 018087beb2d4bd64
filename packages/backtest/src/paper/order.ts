import type { Us } from '@of/core'

/** Why an order was sent: an entry by its signal, an exit by what ends a position. */
export type OrderReason = 'signal' | 'stop' | 'target' | 'time' | 'reversed' | 'hold' | 'abstained'

/** An order on its way, waiting or resting. Plain data. */
export interface Order {
  readonly purpose: 'entry' | 'exit'
  readonly side: 'buy' | 'sell'
  /** Base units still to be filled. */
  quantity: number
  reason: OrderReason
  /** When it reaches the book, by the receiver's clock. */
  readonly dueUs: Us
  /** Mid when it was decided; `null` where there was none. */
  readonly decidedMid: number | null
  /** Exchange time of the touch of a stop or target that sent it: of two, the first counts. */
  touchedUs: Us | null
  /** Whether it has reached the market and found no book, or not enough of one. */
  isWaiting: boolean
  /** Where it rests, if it does, and from what exchange time on prints can fill it. */
  resting: { readonly price: number; readonly fromUs: Us } | null
}

/** Why an order, or what was left of one, was given up. */
export type DropReason = 'no believed book' | 'book too thin' | 'position limit' | 'not traded through' | 'still leaving'
