import { type Candle, HOUR_US, MINUTE_US, type Us } from '@of/core'
import * as z from 'zod'
import { candle } from '../wire/candle.ts'
import { type Answer, readBody } from './read-body.ts'

/** The widths of candle the venue offers over REST. */
export type Granularity =
  | 'ONE_MINUTE'
  | 'FIVE_MINUTE'
  | 'FIFTEEN_MINUTE'
  | 'THIRTY_MINUTE'
  | 'ONE_HOUR'
  | 'TWO_HOUR'
  | 'FOUR_HOUR'
  | 'SIX_HOUR'
  | 'ONE_DAY'

/** What a request for candles asked for. */
export interface CandleRequest {
  readonly product: string
  readonly granularity: Granularity
  /** From the start of a candle to the start of the next. */
  readonly widthUs: Us
}

const WIDTHS: Readonly<Record<Granularity, Us>> = {
  ONE_MINUTE: MINUTE_US,
  FIVE_MINUTE: 5 * MINUTE_US,
  FIFTEEN_MINUTE: 15 * MINUTE_US,
  THIRTY_MINUTE: 30 * MINUTE_US,
  ONE_HOUR: HOUR_US,
  TWO_HOUR: 2 * HOUR_US,
  FOUR_HOUR: 4 * HOUR_US,
  SIX_HOUR: 6 * HOUR_US,
  ONE_DAY: 24 * HOUR_US,
}

const CANDLES_PATH = /^\/api\/v3\/brokerage\/(?:market\/)?products\/([A-Za-z0-9._-]+)\/candles\?(.*)$/

// Empty buckets are left out, and the newest comes first.
const answer: z.ZodType<readonly Candle[]> = z.compile(
  z.object({ candles: z.array(candle) }).transform(({ candles }) => candles.toSorted((a, b) => a.startUs - b.startUs)),
)

/**
 * Reads the answer to a request for candles, oldest first.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export function readCandles(body: string): Answer<readonly Candle[]> {
  return readBody(body, answer)
}

/** What a request for candles asked for, by its path and query; `undefined` for the path of any other request. */
export function candleRequest(path: string): CandleRequest | undefined {
  const [, product, query] = CANDLES_PATH.exec(path) ?? []
  if (product === undefined) return undefined
  const granularity = new URLSearchParams(query).get('granularity') ?? ''
  return isGranularity(granularity) ? { product, granularity, widthUs: WIDTHS[granularity] } : undefined
}

/** From the start of a candle to the start of the next. */
export function widthOf(granularity: Granularity): Us {
  return WIDTHS[granularity]
}

function isGranularity(text: string): text is Granularity {
  return Object.hasOwn(WIDTHS, text)
}
