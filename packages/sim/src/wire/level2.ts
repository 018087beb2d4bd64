import type { BookEvent } from '../wire/message.ts'
import { decimal } from './decimal.ts'
import { rfc3339 } from './time.ts'

/** Subscribed to as `level2`, sent as `l2_data`, with `offer` for the asks. */
export function bookEvent({ type, spec, eventUs, levels }: BookEvent): string {
  const { tickPlaces, lotPlaces } = spec
  const time = rfc3339(eventUs)
  const bid = `{"side":"bid","event_time":"${time}","price_level":"`
  const offer = `{"side":"offer","event_time":"${time}","price_level":"`
  let updates = ''
  for (const { side, tick, lots } of levels) {
    if (updates !== '') updates += ','
    updates += `${side === 'bid' ? bid : offer}${decimal(tick, tickPlaces)}","new_quantity":"${decimal(lots, lotPlaces)}"}`
  }
  return `{"type":"${type}","product_id":${JSON.stringify(spec.id)},"updates":[${updates}]}`
}
