import type { Trade } from '@of/core'
import * as z from 'zod'
import { aggressorFrom } from '../wire/aggressor.ts'
import { optionalPositive, positive, wholeNumber } from '../wire/decimal.ts'
import { knownTime } from '../wire/time.ts'
import { type Answer, readBody } from './read-body.ts'

/** The latest trades of a product, and its best quotes where the venue tells them. */
export interface LatestTrades {
  /** By ascending id. */
  readonly trades: readonly Trade[]
  readonly bidPrice: number | undefined
  readonly askPrice: number | undefined
}

const trade = z
  .object({ trade_id: wholeNumber, price: positive, size: positive, time: knownTime, side: z.enum(['BUY', 'SELL']) })
  .transform(({ trade_id, price, size, time, side }): Trade => ({
    id: trade_id,
    timeUs: time,
    price,
    size,
    aggressor: aggressorFrom(side),
  }))

const answer: z.ZodType<LatestTrades> = z.compile(
  z
    .object({ trades: z.array(trade), best_bid: optionalPositive, best_ask: optionalPositive })
    .transform(({ trades, best_bid, best_ask }): LatestTrades => ({
      trades: trades.toSorted((a, b) => a.id - b.id),
      bidPrice: best_bid,
      askPrice: best_ask,
    })),
)

/**
 * Reads the answer to a request for a ticker.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-market-trades
 */
export function readTicker(body: string): Answer<LatestTrades> {
  return readBody(body, answer)
}

/** The path of a request for a ticker with as many trades. */
export function tickerPath(product: string, limit: number): string {
  return `/api/v3/brokerage/market/products/${product}/ticker?limit=${limit}`
}
