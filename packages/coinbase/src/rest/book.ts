import type { Level, Us } from '@of/core'
import * as z from 'zod'
import { decimal, positive } from '../wire/decimal.ts'
import { optionalTime } from '../wire/time.ts'
import { type Answer, readBody } from './read-body.ts'

/** The best levels of a book at some moment. No number joins it with the frames of a connection. */
export interface PriceBook {
  readonly product: string
  /** `undefined` where the venue has none. */
  readonly timeUs: Us | undefined
  /** Best first. */
  readonly bids: readonly Level[]
  /** Best first. */
  readonly asks: readonly Level[]
}

/** What a request for a book asked for. */
export interface BookRequest {
  readonly product: string
  /** Levels of each side; all of them unless given. */
  readonly limit?: number
}

const BOOK_PATH = /^\/api\/v3\/brokerage\/(?:market\/)?product_book\?(.*)$/

const level = z.object({ price: positive, size: decimal })

const answer: z.ZodType<PriceBook> = z.compile(
  z
    .object({
      pricebook: z.object({
        product_id: z.string().min(1, 'expected a product id'),
        bids: z.array(level),
        asks: z.array(level),
        time: optionalTime,
      }),
    })
    .transform(({ pricebook: { product_id, bids, asks, time } }): PriceBook => ({
      product: product_id,
      timeUs: time,
      bids: bids.toSorted((a, b) => b.price - a.price),
      asks: asks.toSorted((a, b) => a.price - b.price),
    })),
)

/**
 * Reads the answer to a request for a book.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-book
 */
export function readBook(body: string): Answer<PriceBook> {
  return readBody(body, answer)
}

/** The path of a request for a book. */
export function bookPath(product: string, limit?: number): string {
  const query = new URLSearchParams({ product_id: product })
  if (limit !== undefined) query.set('limit', String(limit))
  return `/api/v3/brokerage/market/product_book?${query.toString()}`
}

/** What a request for a book asked for, by its path and query; `undefined` for the path of any other request. */
export function bookRequest(path: string): BookRequest | undefined {
  const query = BOOK_PATH.exec(path)?.[1]
  if (query === undefined) return undefined
  const params = new URLSearchParams(query)
  const product = params.get('product_id') ?? ''
  const limit = params.get('limit')
  if (product === '' || (limit !== null && !/^\d+$/.test(limit))) return undefined
  return limit === null ? { product } : { product, limit: Number(limit) }
}
