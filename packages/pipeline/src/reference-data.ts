import {
  type Arrival,
  candleRequest,
  type FeedFault,
  productCatalog,
  type ProductCatalog,
  type ProductInfo,
  readCandles,
  readProducts,
  readTrades,
  tradesRequest,
} from '@of/coinbase'
import { type Candle, DAY_US, type Product, type Trade } from '@of/core'
import { describeByName } from './describe-by-name.ts'

/** What an answer brought: candles of a minute or trades of a product under its name on the wire, or facts of products, which are remembered; or why it could not be read. */
export type ReferenceAnswer =
  | { readonly kind: 'products' }
  | { readonly kind: 'candles'; readonly product: string; readonly candles: readonly Candle[] }
  | { readonly kind: 'trades'; readonly product: string; readonly trades: readonly Trade[] }
  | { readonly kind: 'unreadable'; readonly fault: FeedFault }

/** What the venue's REST answers tell of its products. */
export class ReferenceData {
  readonly #products = new Map<string, ProductInfo>()
  #catalog: ProductCatalog = productCatalog([])

  /** Knows what a checkpoint remembers. */
  constructor(checkpoint: readonly ProductInfo[]) {
    this.#learn(checkpoint)
  }

  /** The name a product has on the wire: the venue answers `BTC-USDC` as `BTC-USD`. */
  canonical(product: string): string {
    return this.#catalog.canonical(product)
  }

  /** What an analyzer must know of a product; its quote currency is read from its name where nothing else is known. */
  describe(id: string): Product {
    const info = this.#catalog.find(id)
    return {
      ...describeByName(id),
      ...(info === undefined ? {} : { quote: info.quote }),
      ...(info?.priceIncrement === undefined ? {} : { tick: info.priceIncrement }),
      ...(info?.baseIncrement === undefined ? {} : { lot: info.baseIncrement }),
    }
  }

  /** What is remembered, as plain data. */
  checkpoint(): readonly ProductInfo[] {
    return [...this.#products.values()]
  }

  /** Takes in an answer; `undefined` where it is about none of these. Candles more than a day after their receipt are refused. */
  onAnswer({ path, body, receivedUs }: Extract<Arrival, { readonly kind: 'rest' }>): ReferenceAnswer | undefined {
    const candles = candleRequest(path)
    if (candles !== undefined) {
      if (candles.granularity !== 'ONE_MINUTE') return undefined
      const answer = readCandles(body)
      if (!answer.ok) return unreadable(answer.fault)
      const believable = answer.value.filter(({ startUs }) => startUs <= receivedUs + DAY_US)
      return { kind: 'candles', product: this.canonical(candles.product), candles: believable }
    }
    const trades = tradesRequest(path)
    if (trades !== undefined) {
      const answer = readTrades(body)
      if (!answer.ok) return unreadable(answer.fault)
      return { kind: 'trades', product: this.canonical(trades.product), trades: answer.value }
    }
    if (!isProductsPath(path)) return undefined
    const answer = readProducts(body)
    if (!answer.ok) return unreadable(answer.fault)
    this.#learn(answer.value)
    return { kind: 'products' }
  }

  #learn(products: readonly ProductInfo[]): void {
    for (const product of products) this.#products.set(product.id, product)
    this.#catalog = productCatalog([...this.#products.values()])
  }
}

function unreadable(fault: FeedFault): ReferenceAnswer {
  return { kind: 'unreadable', fault }
}

/** The list of products, or one of them. */
function isProductsPath(path: string): boolean {
  return /\/market\/products(\/[^/?]+)?(\?|$)/.test(path)
}
