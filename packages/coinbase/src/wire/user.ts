import * as z from 'zod'
import { channel, type Channel, type ChannelFrame, envelope } from './channel.ts'

/** A frame of the `user` channel. Its events are numbered with all others and not interpreted. */
export type UserFrame = ChannelFrame<'user', unknown>

/**
 * Reads the `user` channel.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/websocket/user
 */
export const user: Channel<UserFrame> = channel({ kind: 'user', name: 'user', schema: envelope('user', z.unknown()) })
