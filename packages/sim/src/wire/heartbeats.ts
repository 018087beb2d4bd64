import type { Us } from '@of/core'
import type { Message } from './frame.ts'
import { goTime } from './time.ts'

/** One beat: the server's time, and the whole seconds its process has been running. */
export function heartbeat(timeUs: Us, nanos: number, bootUs: Us): Message {
  const uptimeUs = timeUs - bootUs
  const event = { current_time: goTime(timeUs, nanos, { us: uptimeUs, nanos }), heartbeat_counter: Math.floor(uptimeUs / 1_000_000) }
  return { channel: 'heartbeats', events: [event] }
}
