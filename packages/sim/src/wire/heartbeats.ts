import { SECOND_US } from '@of/core'
import type { HeartbeatEvent } from './message.ts'
import { goTime } from './time.ts'

/** One beat: the server's time, and the whole seconds its process has been running. */
export function heartbeatEvent({ timeUs, nanos, bootUs }: HeartbeatEvent): string {
  const uptimeUs = timeUs - bootUs
  return JSON.stringify({
    current_time: goTime(timeUs, nanos, { us: uptimeUs, nanos }),
    heartbeat_counter: Math.floor(uptimeUs / SECOND_US),
  })
}
