import type { Us } from '@of/core'
import type { BookSide } from '../market/book.ts'
import type { Market } from '../market/market.ts'
import type { Print } from '../market/print.ts'
import type { ProductSpec } from '../product.ts'
import type { BookLevel, EventType, Message, ProductBar, TickerEntry } from '../wire/message.ts'
import { barOf, fiveMinutesOf, fiveMinutesUs } from './five-minutes.ts'

/** Levels of a market's book, and what a reader of them must arrive at. */
export function bookMessage({ spec, book, bookHash }: Market, type: EventType, eventUs: Us, levels: readonly BookLevel[]): Message {
  const truth = { bookHash, bidLevels: book.bid.depth, askLevels: book.ask.depth }
  return { channel: 'l2_data', events: [{ type, spec, eventUs, levels, truth }] }
}

/** Prints, given oldest first. */
export function tradesMessage(spec: ProductSpec, type: EventType, prints: readonly Print[]): Message {
  return { channel: 'market_trades', events: [{ type, trades: prints.toReversed().map((print) => ({ spec, print })) }] }
}

/** The day and the quotes of a market as they are. */
export function tickerMessage(market: Market, channel: 'ticker' | 'ticker_batch', type: EventType): Message {
  return { channel, events: [{ type, tickers: [tickerOf(market)] }] }
}

/** Candles of five minutes, newest first. */
export function candlesMessage(type: EventType, candles: readonly ProductBar[]): Message {
  return { channel: 'candles', events: [{ type, candles }] }
}

/** The candles from the five minutes that a time lies in to those that another lies in, newest first; none where nothing was traded. */
export function candlesBetween({ spec, day }: Market, fromUs: Us, toUs: Us): ProductBar[] {
  const candles: ProductBar[] = []
  for (let startUs = fiveMinutesOf(toUs); startUs >= fiveMinutesOf(fromUs); startUs -= fiveMinutesUs) {
    const bar = barOf(day, startUs, startUs + fiveMinutesUs)
    if (bar !== undefined) candles.push({ spec, bar })
  }
  return candles
}

function tickerOf({ spec, book, day }: Market): TickerEntry {
  const { open = 0, high = 0, low = 0, close = 0, lots } = day
  return { spec, open, high, low, close, lots, bid: bestOf(book.bid), ask: bestOf(book.ask) }
}

function bestOf(side: BookSide): TickerEntry['bid'] {
  return side.best === undefined ? undefined : { tick: side.best, lots: side.lotsAt(side.best) }
}
