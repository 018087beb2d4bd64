import type { Us } from '@of/core'
import type { BookSide } from '../market/book.ts'
import type { ProductSpec } from '../product.ts'
import type { VenueAnswer } from '../venue/client.ts'
import { decimal } from '../wire/decimal.ts'
import { rfc3339 } from '../wire/time.ts'
import type { Question } from './advanced.ts'
import { exchangeError, json } from './answers.ts'
import { exchangeCandles } from './exchange-candles.ts'
import { exchangeTrades } from './exchange-trades.ts'
import { type Listing, quoteOf } from './listing.ts'

/** Answers of Exchange, those that need no key. @see https://docs.cdp.coinbase.com/exchange/rest-api */
export function exchange({ parts, query, nowUs, listed }: Question): VenueAnswer {
  const [first, id, view] = parts
  if (parts.length === 1 && first === 'time') return time(nowUs)
  if (first !== 'products' || parts.length > 3) return exchangeError(404, 'NotFound')
  if (id === undefined) return json(JSON.stringify([...listed.values()].map(product)))
  const listing = listed.get(id)
  if (listing === undefined) return exchangeError(404, 'NotFound')
  switch (view) {
    case undefined:
      return json(JSON.stringify(product(listing)))
    case 'book':
      return book(listing, query, nowUs)
    case 'trades':
      return exchangeTrades(listing, query)
    case 'candles':
      return exchangeCandles(listing, query, nowUs)
    case 'ticker':
      return ticker(listing)
    default:
      return exchangeError(404, 'NotFound')
  }
}

function time(nowUs: Us): VenueAnswer {
  const millis = Math.floor(nowUs / 1000)
  return json(JSON.stringify({ iso: new Date(millis).toISOString(), epoch: millis / 1000 }))
}

function product(listing: Listing): object {
  const { spec } = listing.feed
  return {
    id: listing.id,
    base_currency: spec.base,
    quote_currency: quoteOf(listing),
    quote_increment: decimal(1, spec.tickPlaces),
    base_increment: decimal(1, spec.lotPlaces),
    display_name: listing.id,
    min_market_funds: '1',
    margin_enabled: false,
    post_only: false,
    limit_only: false,
    cancel_only: false,
    status: 'online',
    status_message: '',
    trading_disabled: false,
    fx_stablecoin: false,
    max_slippage_percentage: '0.02000000',
    auction_mode: false,
    high_bid_limit_percentage: '',
  }
}

/** Level 1 is the best price of either side, level 2 all of them; single orders need a key. Its sequence cannot be joined with the feed. */
function book({ feed }: Listing, query: URLSearchParams, nowUs: Us): VenueAnswer {
  const level = query.get('level') ?? '1'
  if (level === '3') return exchangeError(401, 'Unauthorized.')
  if (level !== '1' && level !== '2') return exchangeError(400, 'Invalid level')
  const { spec, market, changes } = feed
  const most = level === '1' ? 1 : Infinity
  return json(
    JSON.stringify({
      sequence: changes,
      bids: levels(spec, market.book.bid, most),
      asks: levels(spec, market.book.ask, most),
      auction_mode: false,
      auction: null,
      time: rfc3339(nowUs),
    }),
  )
}

function levels(spec: ProductSpec, side: BookSide, most: number): unknown[] {
  const found: unknown[] = []
  for (const { tick, lots } of side.levels()) {
    if (found.length >= most) break
    found.push([decimal(tick, spec.tickPlaces), decimal(lots, spec.lotPlaces), 1])
  }
  return found
}

function ticker({ feed }: Listing): VenueAnswer {
  const { spec, market, prints } = feed
  const [last] = prints.latest(1)
  const best = (side: BookSide): string => (side.best === undefined ? '' : decimal(side.best, spec.tickPlaces))
  return json(
    JSON.stringify({
      ask: best(market.book.ask),
      bid: best(market.book.bid),
      volume: decimal(market.day.lots, spec.lotPlaces),
      ...(last === undefined
        ? {}
        : {
            trade_id: last.id,
            price: decimal(last.tick, spec.tickPlaces),
            size: decimal(last.lots, spec.lotPlaces),
            time: rfc3339(last.timeUs),
          }),
      rfq_volume: '0',
    }),
  )
}
