import type { Market } from '../market/market.ts'
import { decimal } from './decimal.ts'
import type { Message } from './frame.ts'

/** The last price, the day, the best quotes; a quote that is missing has the price and the size 0. */
export function ticker(market: Market, type: 'snapshot' | 'update'): Message {
  const { spec, book, day } = market
  const { best: bid = 0 } = book.bid
  const { best: ask = 0 } = book.ask
  const { open = 0, high = 0, low = 0, close = 0 } = day
  const entry = {
    type: 'ticker',
    product_id: spec.id,
    price: decimal(close, spec.tickPlaces),
    volume_24_h: decimal(day.lots, spec.lotPlaces),
    low_24_h: decimal(low, spec.tickPlaces),
    high_24_h: decimal(high, spec.tickPlaces),
    low_52_w: decimal(Math.min(low, Math.floor(spec.startTick / 2)), spec.tickPlaces),
    high_52_w: decimal(Math.max(high, Math.floor(spec.startTick * 1.25)), spec.tickPlaces),
    price_percent_chg_24_h: changePercent(open, close),
    best_bid: decimal(bid, spec.tickPlaces),
    best_ask: decimal(ask, spec.tickPlaces),
    best_bid_quantity: decimal(book.bid.lotsAt(bid), spec.lotPlaces),
    best_ask_quantity: decimal(book.ask.lotsAt(ask), spec.lotPlaces),
  }
  return { channel: 'ticker', events: [{ type, tickers: [entry] }] }
}

/** The change of a price in per cent, with fourteen decimals at most. */
export function changePercent(from: number, to: number): string {
  if (from === 0) return '0'
  return ((100 * (to - from)) / from).toFixed(14).replace(/\.?0+$/, '')
}
