import type { Random } from '../random.ts'
import type { Quirk } from './fault.ts'

/** The quirks of how a frame is written; the others are of what is said. */
export const textQuirks: readonly Quirk[] = ['client-id', 'string-heartbeat-counter', 'unknown-key']

/** Channels whose objects all have keys, none of which is data. */
const keyed: ReadonlySet<string> = new Set(['l2_data', 'market_trades', 'ticker', 'candles', 'heartbeats'])

/** A frame as an odd venue would write it: the same to whoever reads with care. Itself where the quirk does not apply to it. */
export function withTextQuirk(quirk: Quirk, text: string, channel: string, random: Random): string {
  switch (quirk) {
    case 'client-id':
      return text.replace('"timestamp"', '"client_id":"","timestamp"')
    case 'string-heartbeat-counter':
      return text.replace(/"heartbeat_counter":(\d+)/, '"heartbeat_counter":"$1"')
    case 'unknown-key': {
      if (!keyed.has(channel)) return text
      const brace = text.indexOf('{', random.below(text.length))
      const place = brace < 0 ? 0 : brace
      return `${text.slice(0, place + 1)}"since_2027":[1,{"a":null}],${text.slice(place + 1)}`
    }
    default:
      return text
  }
}

/** A frame whose envelope was stamped by a clock that is some whole seconds off. */
export function skewed(text: string, seconds: number): string {
  if (seconds === 0) return text
  return text.replace(/"timestamp":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/, (_, stamp: string) => {
    const shifted = new Date(Date.parse(`${stamp}Z`) + seconds * 1000)
    return `"timestamp":"${shifted.toISOString().slice(0, 19)}`
  })
}
