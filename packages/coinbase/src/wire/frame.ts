import type { Us } from '@of/core'
import type { CandlesFrame } from './candles.ts'
import type { ErrorFrame } from './error.ts'
import type { FuturesBalanceSummaryFrame } from './futures-balance-summary.ts'
import type { HeartbeatsFrame } from './heartbeats.ts'
import type { Level2Frame } from './level2.ts'
import type { TradesFrame } from './market-trades.ts'
import type { StatusFrame } from './status.ts'
import type { SubscriptionsFrame } from './subscriptions.ts'
import type { TickerBatchFrame } from './ticker-batch.ts'
import type { TickerFrame } from './ticker.ts'
import type { UserFrame } from './user.ts'

/** A frame of a channel, or a message of a type, that this package does not know: to be passed over, as the venue asks. */
export interface UnknownChannelFrame {
  readonly kind: 'unknown-channel'
  /** The channel, or the type of a message without channel. */
  readonly channel: string
  /** `undefined` for a message that belongs to no channel and so is not numbered. */
  readonly sequence: number | undefined
  readonly timeUs: Us | undefined
  readonly unknownKeys: number
}

/** A frame that is damaged, or says what the venue is not known to say. */
export interface UnreadableFrame {
  readonly kind: 'unreadable'
  /** `undefined` when not even that could be read. */
  readonly channel: string | undefined
  /** `undefined` when the number could not be read. */
  readonly sequence: number | undefined
  /** Whether changes of a book may have been lost with the frame. */
  readonly touchesBooks: boolean
  /** The product of every event; empty when that of any of them could not be read. */
  readonly products: readonly string[]
  /** What is wrong with it, one short line each; at most five. */
  readonly issues: readonly string[]
}

/** One text frame of a connection, read. */
export type Frame =
  | Level2Frame
  | TradesFrame
  | TickerFrame
  | TickerBatchFrame
  | CandlesFrame
  | StatusFrame
  | HeartbeatsFrame
  | SubscriptionsFrame
  | UserFrame
  | FuturesBalanceSummaryFrame
  | ErrorFrame
  | UnknownChannelFrame
  | UnreadableFrame
