import type { Trade } from '@of/core'
import * as z from 'zod'
import { aggressorFrom } from '../wire/aggressor.ts'
import { positive } from '../wire/decimal.ts'
import { knownTime } from '../wire/time.ts'
import { type Answer, readBody } from './read-body.ts'

/** Which of a product's trades to ask for: the newest unless `after` or `before` is given. */
export interface TradesPage {
  /** Only trades with lower ids, the highest of those first. */
  readonly after?: number
  /** Only trades with higher ids; of more than `limit` the newest, not those next to it. */
  readonly before?: number
  /** From 1 to 1000. */
  readonly limit?: number
}

/** What a request for trades asked for. */
export interface TradesRequest extends TradesPage {
  readonly product: string
}

/** As many trades as one answer holds. */
export const MOST_TRADES = 1000

const TRADES_PATH = /^\/products\/([A-Za-z0-9._-]+)\/trades(?:\?(.*))?$/

const trade = z
  .object({
    trade_id: z.number().int().nonnegative(),
    price: positive,
    size: positive,
    time: knownTime,
    side: z.enum(['buy', 'sell']),
  })
  .transform(({ trade_id, price, size, time, side }): Trade => ({
    id: trade_id,
    timeUs: time,
    price,
    size,
    aggressor: aggressorFrom(side === 'buy' ? 'BUY' : 'SELL'),
  }))

// The newest comes first.
const answer: z.ZodType<readonly Trade[]> = z.compile(z.array(trade).transform((trades) => trades.toSorted((a, b) => a.id - b.id)))

/**
 * Reads the answer to a request for trades of the Exchange, by ascending id. As everywhere, the venue names the maker's side.
 *
 * @see https://docs.cdp.coinbase.com/exchange/reference/exchangerestapi_getproducttrades
 */
export function readTrades(body: string): Answer<readonly Trade[]> {
  return readBody(body, answer)
}

/** The path of a request for trades. */
export function tradesPath(product: string, page: TradesPage = {}): string {
  const query = new URLSearchParams()
  for (const key of ['after', 'before', 'limit'] as const) if (page[key] !== undefined) query.set(key, String(page[key]))
  return query.size === 0 ? `/products/${product}/trades` : `/products/${product}/trades?${query.toString()}`
}

/** What a request for trades asked for, by its path and query; `undefined` for the path of any other request. */
export function tradesRequest(path: string): TradesRequest | undefined {
  const [, product, query] = TRADES_PATH.exec(path) ?? []
  if (product === undefined) return undefined
  const params = new URLSearchParams(query)
  const request: { -readonly [Key in keyof TradesRequest]: TradesRequest[Key] } = { product }
  for (const key of ['after', 'before', 'limit'] as const) {
    const text = params.get(key)
    if (text === null) continue
    if (!/^\d+$/.test(text)) return undefined
    request[key] = Number(text)
  }
  return request
}
