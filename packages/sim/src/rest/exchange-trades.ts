import type { VenueAnswer } from '../venue/client.ts'
import { decimal } from '../wire/decimal.ts'
import { rfc3339 } from '../wire/time.ts'
import { exchangeError, json } from './answers.ts'
import type { Listing } from './listing.ts'
import { wholeNumber } from './query.ts'

/** The most trades of one answer, and how many there are unless a limit is given. */
const tradesPerAnswer = 1000

/**
 * Trades, newest first, with the side of the maker. `after` asks for those older than an id; `before` for those newer than one,
 * and is answered with the newest of them, not with those next to it.
 *
 * The header `cb-before` tells the newest id of the page, `cb-after` the oldest; the latter is missing where nothing older is known.
 *
 * @see https://docs.cdp.coinbase.com/exchange/rest-api/pagination
 */
export function exchangeTrades({ feed }: Listing, query: URLSearchParams): VenueAnswer {
  const limit = Math.min(wholeNumber(query, 'limit') ?? tradesPerAnswer, tradesPerAnswer)
  const after = wholeNumber(query, 'after') ?? Infinity
  const before = wholeNumber(query, 'before') ?? 0
  if (!(limit > 0)) return exchangeError(400, 'Invalid limit')
  if (Number.isNaN(after) || Number.isNaN(before)) return exchangeError(400, 'Invalid pagination cursor')
  const { spec, prints } = feed
  const { oldestId = 0, newestId = -1 } = prints
  const lastId = Math.min(newestId, after - 1)
  const page = prints.between(Math.max(before + 1, lastId - limit + 1), lastId).toReversed()
  const trades = page.map((print) => ({
    trade_id: print.id,
    side: print.aggressor === 'buy' ? 'sell' : 'buy',
    size: decimal(print.lots, spec.lotPlaces),
    price: decimal(print.tick, spec.tickPlaces),
    time: rfc3339(print.timeUs),
  }))
  const newest = page[0]?.id
  const oldest = page.at(-1)?.id
  const headers = {
    ...(newest === undefined ? {} : { 'cb-before': String(newest) }),
    ...(oldest === undefined || oldest === oldestId ? {} : { 'cb-after': String(oldest) }),
  }
  return json(JSON.stringify(trades), headers)
}
