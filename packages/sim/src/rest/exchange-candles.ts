import { SECOND_US, type Us } from '@of/core'
import type { VenueAnswer } from '../venue/client.ts'
import { candleFields } from '../wire/candles.ts'
import { exchangeError, json } from './answers.ts'
import { barsOf } from './bars.ts'
import type { Listing } from './listing.ts'
import { instant } from './query.ts'

/** The most candles of one answer, and how many there are unless a span is given. */
const candlesPerAnswer = 300

const granularities: ReadonlySet<string> = new Set(['60', '300', '900', '3600', '21600', '86400'])

/**
 * The candles that start within [start, end), newest first, as `[time, low, high, open, close, volume]` in JSON numbers.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-candles
 */
export function exchangeCandles({ feed }: Listing, query: URLSearchParams, nowUs: Us): VenueAnswer {
  const granularity = query.get('granularity') ?? '60'
  if (!granularities.has(granularity)) return exchangeError(400, 'Unsupported granularity')
  const widthUs = Number(granularity) * SECOND_US
  const toUs = instant(query, 'end') ?? nowUs
  const fromUs = instant(query, 'start') ?? toUs - candlesPerAnswer * widthUs
  if (!(fromUs <= toUs)) return exchangeError(400, 'start must be before end')
  if ((toUs - fromUs) / widthUs > candlesPerAnswer) {
    const message = `granularity too small for the requested time range. Count of aggregations requested exceeds ${candlesPerAnswer}`
    return exchangeError(400, message)
  }
  const rows = barsOf(feed.market.day, { fromUs, toUs, widthUs }).map((bar) => {
    const { start, low, high, open, close, volume } = candleFields(feed.spec, bar)
    return `[${start},${low},${high},${open},${close},${volume}]`
  })
  return json(`[${rows.join(',')}]`)
}
