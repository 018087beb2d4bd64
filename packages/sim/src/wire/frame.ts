import type { Us } from '@of/core'
import { rfc3339 } from './time.ts'

/** What a frame says, before the connection that sends it gives it a time and a number. */
export interface Message {
  readonly channel: 'l2_data' | 'market_trades' | 'ticker' | 'heartbeats' | 'subscriptions'
  readonly events: readonly object[]
}

/** Writes a frame of the Advanced Trade feed. `sequence` counts the frames of a connection, whatever their channel, from 0. */
export function writeFrame(message: Message, stamp: { readonly timeUs: Us; readonly nanos: number; readonly sequence: number }): string {
  const { channel, events } = message
  return JSON.stringify({ channel, timestamp: rfc3339(stamp.timeUs, stamp.nanos), sequence_num: stamp.sequence, events })
}
