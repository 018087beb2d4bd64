import type { Us } from '@of/core'
import { parseTime } from '../input/time.ts'

/** A signal that somebody saw: of which product, at which moment of decision. */
export interface SignalId {
  readonly product: string
  readonly timeUs: Us
}

const BY_TIME = /^([A-Z0-9]+(?:-[A-Z0-9]+){1,4})@(.+)$/i
const BY_ID = /^([A-Z0-9]+(?:-[A-Z0-9]+){1,4})-(\d{16})$/i

/** Reads a signal as it is named: by its id, `BTC-USD-1786285920000000`, or by its time, `BTC-USD@2026-08-09T14:32`; `undefined` for any other text. */
export function parseSignalId(text: string): SignalId | undefined {
  const [, product, time] = BY_ID.exec(text) ?? []
  if (product !== undefined) return { product: product.toUpperCase(), timeUs: Number(time) }
  const [, named, at = ''] = BY_TIME.exec(text) ?? []
  const timeUs = parseTime(at)
  return named === undefined || timeUs === undefined ? undefined : { product: named.toUpperCase(), timeUs }
}

/** A signal by its id, as the service has it. */
export function signalIdText({ product, timeUs }: SignalId): string {
  return `${product}-${timeUs}`
}
