import type { Us } from '@of/core'

/** A time as Go writes RFC3339Nano: up to nine decimals, trailing zeros trimmed. `nanos` are those beyond the microsecond. */
export function rfc3339(timeUs: Us, nanos: number = 0): string {
  return `${seconds(timeUs)}${fraction(timeUs, nanos)}Z`
}

/** A time as Go's `Time.String` writes it, with the seconds its process has been running: not a format that other languages read. */
export function goTime(timeUs: Us, nanos: number, uptime: { readonly us: Us; readonly nanos: number }): string {
  const uptimeSeconds = Math.floor(uptime.us / 1_000_000)
  const uptimeFraction = String((uptime.us % 1_000_000) * 1000 + uptime.nanos).padStart(9, '0')
  return `${seconds(timeUs).replace('T', ' ')}${fraction(timeUs, nanos)} +0000 UTC m=+${uptimeSeconds}.${uptimeFraction}`
}

function seconds(timeUs: Us): string {
  return new Date(Math.floor(timeUs / 1000)).toISOString().slice(0, 19)
}

function fraction(timeUs: Us, nanos: number): string {
  const digits = String((timeUs % 1_000_000) * 1000 + nanos)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return digits === '' ? '' : `.${digits}`
}
