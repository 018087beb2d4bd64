import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope } from './channel.ts'
import { wholeNumber } from './decimal.ts'

/** A sign of life, once a second. */
export interface Heartbeat {
  /** Seconds the venue's server process has been up: another server, another count. */
  readonly counter: number
  /** The server's clock as it prints it, which is not RFC 3339: not to be read as a time. */
  readonly serverTime: string
}

/** A frame of the `heartbeats` channel. */
export type HeartbeatsFrame = ChannelFrame<'heartbeats', Heartbeat>

const heartbeat: z.ZodType<Heartbeat> = z
  .object({ current_time: z.string(), heartbeat_counter: z.union([z.int().nonnegative(), wholeNumber]) })
  .transform(({ current_time, heartbeat_counter }): Heartbeat => ({ counter: heartbeat_counter, serverTime: current_time }))

/**
 * Reads the `heartbeats` channel.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/heartbeats
 */
export const heartbeats: Channel<HeartbeatsFrame> = channel({
  kind: 'heartbeats',
  name: 'heartbeats',
  schema: envelope('heartbeats', heartbeat),
  known: { event: new Set(['current_time', 'heartbeat_counter']) },
})
