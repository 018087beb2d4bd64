import { decimal } from './decimal.ts'
import type { StatusEvent } from './message.ts'

/** The increments and the state of products. */
export function statusEvent({ type, products }: StatusEvent): string {
  return JSON.stringify({
    type,
    products: products.map((spec) => ({
      product_type: 'SPOT',
      id: spec.id,
      base_currency: spec.base,
      quote_currency: spec.quote,
      base_increment: decimal(1, spec.lotPlaces),
      quote_increment: decimal(1, spec.tickPlaces),
      display_name: `${spec.base}/${spec.quote}`,
      status: 'online',
      status_message: '',
      min_market_funds: '1',
    })),
  })
}
