import { SECOND_US, type Us } from '@of/core'
import { decimal } from './decimal.ts'

/** A time as Go writes RFC3339Nano: up to nine decimals, trailing zeros trimmed. `nanos` are those beyond the microsecond. */
export function rfc3339(timeUs: Us, nanos: number = 0): string {
  return `${seconds(timeUs)}${fraction(timeUs, nanos)}Z`
}

/** A time as Go's `Time.String` writes it, with the seconds its process has been running: not a format that other languages read. */
export function goTime(timeUs: Us, nanos: number, uptime: { readonly us: Us; readonly nanos: number }): string {
  const uptimeSeconds = Math.floor(uptime.us / SECOND_US)
  const uptimeFraction = String((uptime.us % SECOND_US) * 1000 + uptime.nanos).padStart(9, '0')
  return `${seconds(timeUs).replace('T', ' ')}${fraction(timeUs, nanos)} +0000 UTC m=+${uptimeSeconds}.${uptimeFraction}`
}

let lastSecond = 0
let lastText = '1970-01-01T00:00:00'

// Most times that are written one after the other lie within one second.
function seconds(timeUs: Us): string {
  const second = Math.floor(timeUs / SECOND_US)
  if (second !== lastSecond) {
    lastText = new Date(second * 1000).toISOString().slice(0, 19)
    lastSecond = second
  }
  return lastText
}

function fraction(timeUs: Us, nanos: number): string {
  return decimal((timeUs % SECOND_US) * 1000 + nanos, 9).slice(1)
}
