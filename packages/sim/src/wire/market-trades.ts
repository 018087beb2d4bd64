import { decimal } from './decimal.ts'
import type { ProductPrint, TradesEvent } from './message.ts'
import { rfc3339 } from './time.ts'

/** Prints with the side of the maker. */
export function tradesEvent({ type, trades }: TradesEvent): string {
  return JSON.stringify({ type, trades: trades.map(trade) })
}

function trade({ spec, print }: ProductPrint): object {
  return {
    product_id: spec.id,
    trade_id: String(print.id),
    price: decimal(print.tick, spec.tickPlaces),
    size: decimal(print.lots, spec.lotPlaces),
    time: rfc3339(print.timeUs),
    side: makerSide(print.aggressor),
  }
}

/** The side that waited, as Advanced Trade writes it on every public surface. */
export function makerSide(aggressor: 'buy' | 'sell'): 'BUY' | 'SELL' {
  return aggressor === 'buy' ? 'SELL' : 'BUY'
}
