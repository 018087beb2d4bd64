import * as z from 'zod'
import { type Answer, readBody } from '../rest/read-body.ts'
import { optionalPositive } from '../wire/decimal.ts'

/** A product as the venue lists it. */
export interface ProductInfo {
  readonly id: string
  readonly base: string
  readonly quote: string
  /** Quote currency. */
  readonly priceIncrement: number | undefined
  /** Base units. */
  readonly baseIncrement: number | undefined
  /** The product whose book this one really is; `undefined` for a book of its own. */
  readonly alias: string | undefined
  /** The products that are this one under another name. */
  readonly aliasTo: readonly string[]
}

const productInfo = z
  .object({
    product_id: z.string().min(1, 'expected a product id'),
    base_currency_id: z.string(),
    quote_currency_id: z.string(),
    price_increment: optionalPositive,
    base_increment: optionalPositive,
    alias: z.string().nullish(),
    alias_to: z.array(z.string()).nullish(),
  })
  .transform((wire): ProductInfo => ({
    id: wire.product_id,
    base: wire.base_currency_id,
    quote: wire.quote_currency_id,
    priceIncrement: wire.price_increment,
    baseIncrement: wire.base_increment,
    alias: wire.alias === '' || wire.alias === null ? undefined : wire.alias,
    aliasTo: wire.alias_to ?? [],
  }))

const listed = z.object({ products: z.array(productInfo) }).transform(({ products }) => products)
const single = productInfo.transform((product) => [product])
const answer: z.ZodType<readonly ProductInfo[]> = z.compile(z.union([listed, single]))

/**
 * Reads the venue's list of products, or the one product of a request for it.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/list-public-products
 */
export function readProducts(body: string): Answer<readonly ProductInfo[]> {
  return readBody(body, answer)
}
