import { candleRequest, productCatalog, type ProductCatalog, readCandles, readProducts } from '@of/coinbase'
import type { Candle, Product } from '@of/core'

/** One-minute candles that an answer brought, of a product under its name on the wire. */
export interface CandleAnswer {
  readonly product: string
  readonly candles: readonly Candle[]
}

/** What the venue's REST answers tell of its products. */
export class ReferenceData {
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

  /** Takes in an answer. Products are remembered; one-minute candles are returned; what cannot be read, or is neither, tells nothing. */
  onAnswer(path: string, body: string): CandleAnswer | undefined {
    const request = candleRequest(path)
    if (request !== undefined) {
      const answer = request.granularity === 'ONE_MINUTE' ? readCandles(body) : undefined
      return answer?.ok === true ? { product: this.canonical(request.product), candles: answer.value } : undefined
    }
    const products = isProductsPath(path) ? readProducts(body) : undefined
    if (products?.ok === true) this.#catalog = productCatalog(products.value)
    return undefined
  }
}

/** The list of products, or one of them. */
function isProductsPath(path: string): boolean {
  return /\/market\/products(\/[^/?]+)?(\?|$)/.test(path)
}
