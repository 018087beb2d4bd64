import type { Us } from '@of/core'
import type { VenueAnswer } from '../venue/client.ts'
import { candleFields } from '../wire/candles.ts'
import { advancedError, json } from './answers.ts'
import { barsOf, minutes } from './bars.ts'
import type { Listing } from './listing.ts'
import { unixSeconds, wholeNumber } from './query.ts'

/** The most candles of one answer. */
const candlesPerAnswer = 350

const widths: ReadonlyMap<string, Us> = new Map([
  ['ONE_MINUTE', minutes(1)],
  ['FIVE_MINUTE', minutes(5)],
  ['FIFTEEN_MINUTE', minutes(15)],
  ['THIRTY_MINUTE', minutes(30)],
  ['ONE_HOUR', minutes(60)],
  ['TWO_HOUR', minutes(120)],
  ['FOUR_HOUR', minutes(240)],
  ['SIX_HOUR', minutes(360)],
  ['ONE_DAY', minutes(1440)],
])

/**
 * The candles that start within [start, end), newest first; those of more than a day ago are not known.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export function advancedCandles({ feed }: Listing, query: URLSearchParams): VenueAnswer {
  const widthUs = widths.get(query.get('granularity') ?? '')
  const fromUs = unixSeconds(query, 'start') ?? NaN
  const toUs = unixSeconds(query, 'end') ?? NaN
  const limit = wholeNumber(query, 'limit') ?? candlesPerAnswer
  if (widthUs === undefined) return advancedError('INVALID_ARGUMENT', 'granularity argument is invalid')
  if (!(fromUs <= toUs)) return advancedError('INVALID_ARGUMENT', 'start and end argument is invalid')
  if ((toUs - fromUs) / widthUs > candlesPerAnswer) {
    const message = `start and end argument is invalid - number of candles requested should be less than ${candlesPerAnswer}.`
    return advancedError('INVALID_ARGUMENT', message)
  }
  if (!(limit > 0)) return advancedError('INVALID_ARGUMENT', 'limit argument is invalid')
  const bars = barsOf(feed.market.day, { fromUs, toUs, widthUs }).slice(0, Math.min(limit, candlesPerAnswer))
  return json(JSON.stringify({ candles: bars.map((bar) => candleFields(feed.spec, bar)) }))
}
