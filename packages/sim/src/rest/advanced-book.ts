import { SECOND_US, type Us } from '@of/core'
import type { BookSide } from '../market/book.ts'
import type { ProductSpec } from '../product.ts'
import type { VenueAnswer } from '../venue/client.ts'
import { decimal } from '../wire/decimal.ts'
import { makerSide } from '../wire/market-trades.ts'
import { rfc3339 } from '../wire/time.ts'
import { advancedError, json } from './answers.ts'
import type { Listing } from './listing.ts'
import { unixSeconds, wholeNumber } from './query.ts'

/**
 * The book as it is now, all of it unless `limit` is given. It has no number that the frames of the feed could be joined with.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-book
 */
export function advancedBook({ id, feed }: Listing, query: URLSearchParams, nowUs: Us): VenueAnswer {
  const limit = wholeNumber(query, 'limit') ?? Infinity
  if (!(limit > 0)) return advancedError('INVALID_ARGUMENT', 'limit argument is invalid')
  const { spec, book } = feed.market
  const pricebook = { product_id: id, bids: levels(spec, book.bid, limit), asks: levels(spec, book.ask, limit), time: rfc3339(nowUs) }
  const { best: bid } = book.bid
  const { best: ask } = book.ask
  const isTwoSided = bid !== undefined && ask !== undefined
  // Half a tick has a decimal place more.
  const mid = isTwoSided ? decimal(5 * (bid + ask), spec.tickPlaces + 1) : ''
  const summary = {
    last: mid,
    mid_market: mid,
    spread_bps: isTwoSided ? trimmed((20_000 * (ask - bid)) / (bid + ask)) : '',
    spread_absolute: isTwoSided ? decimal(ask - bid, spec.tickPlaces) : '',
  }
  return json(JSON.stringify({ pricebook, ...summary }))
}

/**
 * The latest trades, newest first, with the side of the maker, and the best quotes.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-market-trades
 */
export function advancedTicker({ id, feed }: Listing, query: URLSearchParams): VenueAnswer {
  const limit = wholeNumber(query, 'limit') ?? NaN
  const fromUs = unixSeconds(query, 'start') ?? 0
  const endUs = unixSeconds(query, 'end') ?? Infinity
  if (!(limit > 0)) return advancedError('INVALID_ARGUMENT', 'limit argument is invalid')
  if (!(fromUs <= endUs)) return advancedError('INVALID_ARGUMENT', 'start and end argument is invalid')
  const { spec, book } = feed.market
  // A request names whole seconds: the last one is within.
  const untilUs = endUs + SECOND_US
  const isBounded = fromUs > 0 || endUs < Infinity
  const prints = isBounded ? feed.prints.all().filter(({ timeUs }) => timeUs >= fromUs && timeUs < untilUs) : feed.prints.latest(limit)
  const trades = prints
    .slice(-limit)
    .toReversed()
    .map((print) => ({
      trade_id: String(print.id),
      product_id: id,
      price: decimal(print.tick, spec.tickPlaces),
      size: decimal(print.lots, spec.lotPlaces),
      time: rfc3339(print.timeUs),
      side: makerSide(print.aggressor),
      bid: '',
      ask: '',
      exchange: 'coinbase',
    }))
  return json(JSON.stringify({ trades, best_bid: best(spec, book.bid), best_ask: best(spec, book.ask) }))
}

function levels(spec: ProductSpec, side: BookSide, limit: number): object[] {
  const found: object[] = []
  for (const { tick, lots } of side.levels()) {
    if (found.length >= limit) break
    found.push({ price: decimal(tick, spec.tickPlaces), size: decimal(lots, spec.lotPlaces) })
  }
  return found
}

function best(spec: ProductSpec, side: BookSide): string {
  return side.best === undefined ? '' : decimal(side.best, spec.tickPlaces)
}

function trimmed(value: number): string {
  return value.toFixed(12).replace(/\.?0+$/, '')
}
