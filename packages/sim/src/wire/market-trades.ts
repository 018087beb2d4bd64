import type { Print } from '../market/print.ts'
import type { ProductSpec } from '../product.ts'
import { decimal } from './decimal.ts'
import type { Message } from './frame.ts'
import { rfc3339 } from './time.ts'

/** Prints, given oldest first and sent newest first, with the side of the maker. */
export function marketTrades(spec: ProductSpec, type: 'snapshot' | 'update', prints: readonly Print[]): Message {
  const trades = prints.toReversed().map((print) => ({
    product_id: spec.id,
    trade_id: String(print.id),
    price: decimal(print.tick, spec.tickPlaces),
    size: decimal(print.lots, spec.lotPlaces),
    time: rfc3339(print.timeUs),
    side: print.aggressor === 'buy' ? 'SELL' : 'BUY',
  }))
  return { channel: 'market_trades', events: [{ type, trades }] }
}
