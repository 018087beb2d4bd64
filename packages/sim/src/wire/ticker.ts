import { decimal } from './decimal.ts'
import type { TickerEntry, TickersEvent } from './message.ts'

/** The last price, the day, the best quotes; a quote that is missing has the price and the size 0. */
export function tickersEvent({ type, tickers }: TickersEvent): string {
  return JSON.stringify({ type, tickers: tickers.map((entry) => ({ ...day(entry), ...quotes(entry) })) })
}

/** The same without the best quotes, as `ticker_batch` has it. */
export function tickerBatchEvent({ type, tickers }: TickersEvent): string {
  return JSON.stringify({ type, tickers: tickers.map(day) })
}

function day({ spec, open, high, low, close, lots }: TickerEntry): object {
  return {
    type: 'ticker',
    product_id: spec.id,
    price: decimal(close, spec.tickPlaces),
    volume_24_h: decimal(lots, spec.lotPlaces),
    low_24_h: decimal(low, spec.tickPlaces),
    high_24_h: decimal(high, spec.tickPlaces),
    low_52_w: decimal(Math.min(low, Math.floor(spec.startTick / 2)), spec.tickPlaces),
    high_52_w: decimal(Math.max(high, Math.floor(spec.startTick * 1.25)), spec.tickPlaces),
    price_percent_chg_24_h: changePercent(open, close),
  }
}

function quotes({ spec, bid, ask }: TickerEntry): object {
  return {
    best_bid: decimal(bid?.tick ?? 0, spec.tickPlaces),
    best_ask: decimal(ask?.tick ?? 0, spec.tickPlaces),
    best_bid_quantity: decimal(bid?.lots ?? 0, spec.lotPlaces),
    best_ask_quantity: decimal(ask?.lots ?? 0, spec.lotPlaces),
  }
}

/** The change of a price in per cent, with fourteen decimals at most. */
export function changePercent(from: number, to: number): string {
  if (from === 0) return '0'
  return ((100 * (to - from)) / from).toFixed(14).replace(/\.?0+$/, '')
}
