import { type Arrival, candleRequest, productCatalog, type ProductCatalog, type ProductInfo, readCandles, readProducts } from '@of/coinbase'
import { type Candle, DAY_US, type Product } from '@of/core'

/** What an answer brought: one-minute candles of a product under its name on the wire, or facts of products, which are remembered. */
export type ReferenceAnswer = { readonly kind: 'products' } | CandleAnswer

interface CandleAnswer {
  readonly kind: 'candles'
  readonly product: string
  readonly candles: readonly Candle[]
}

/** What the venue's REST answers tell of its products. */
export class ReferenceData {
  readonly #products = new Map<string, ProductInfo>()
  #catalog: ProductCatalog = productCatalog([])

  /** The name a product has on the wire: the venue answers `BTC-USDC` as `BTC-USD`. */
  canonical(product: string): string {
    return this.#catalog.canonical(product)
  }

  /** What an analyzer must know of a product; its quote currency is read from its name where nothing else is known. */
  describe(id: string): Product {
    const info = this.#catalog.find(id)
    return {
      id,
      quote: info?.quote ?? id.slice(id.lastIndexOf('-') + 1),
      ...(info?.priceIncrement === undefined ? {} : { tick: info.priceIncrement }),
      ...(info?.baseIncrement === undefined ? {} : { lot: info.baseIncrement }),
    }
  }

  /** Takes in an answer; one that cannot be read, or is about neither, tells nothing. Candles more than a day after their receipt are refused. */
  onAnswer({ path, body, receivedUs }: Extract<Arrival, { readonly kind: 'rest' }>): ReferenceAnswer | undefined {
    const request = candleRequest(path)
    if (request !== undefined) {
      const answer = request.granularity === 'ONE_MINUTE' ? readCandles(body) : undefined
      return answer?.ok === true
        ? {
            kind: 'candles',
            product: this.canonical(request.product),
            candles: answer.value.filter(({ startUs }) => startUs <= receivedUs + DAY_US),
          }
        : undefined
    }
    const products = isProductsPath(path) ? readProducts(body) : undefined
    if (products?.ok !== true) return undefined
    for (const product of products.value) this.#products.set(product.id, product)
    this.#catalog = productCatalog([...this.#products.values()])
    return { kind: 'products' }
  }
}

/** The list of products, or one of them. */
function isProductsPath(path: string): boolean {
  return /\/market\/products(\/[^/?]+)?(\?|$)/.test(path)
}
