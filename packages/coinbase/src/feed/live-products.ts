import type { ProductInfo } from '../products/products.ts'
import { readProducts } from '../products/products.ts'
import { type ProductCatalog, productCatalog } from '../products/product-catalog.ts'
import { MOST_PRODUCT_IDS, productsPath } from '../rest/product-paths.ts'
import type { Fetcher } from './fetcher.ts'

/** What the products asked for are called on the wire: by their names as long as the venue has not said. */
export class LiveProducts {
  #requested: readonly string[]
  readonly #known = new Map<string, ProductInfo>()
  #catalog: ProductCatalog = productCatalog([])

  constructor(requested: readonly string[]) {
    this.#requested = requested
  }

  /** The products on the wire, each once. */
  get canonical(): readonly string[] {
    return [...new Set(this.#requested.map((product) => this.nameOf(product)))]
  }

  /** What a product is called on the wire. */
  nameOf(product: string): string {
    return this.#known.has(product) ? this.#catalog.canonical(product) : productCatalog([]).canonical(product)
  }

  /** The names that a product of the wire was asked for by. */
  requestedAs(canonical: string): readonly string[] {
    return this.#requested.filter((product) => this.nameOf(product) === canonical)
  }

  /** A product of the wire is wanted no more, by whichever names it was asked for. */
  drop(canonical: string): void {
    this.#requested = this.#requested.filter((product) => this.nameOf(product) !== canonical)
  }

  /** Asks the venue, as long as it takes. `onSettled` is told once, when every request has been answered or has failed once; `onChanged` after each answer. */
  learn(fetcher: Fetcher, told: { readonly onChanged: () => void; readonly onSettled: () => void }): void {
    const pages: string[][] = []
    for (let at = 0; at < this.#requested.length; at += MOST_PRODUCT_IDS) pages.push(this.#requested.slice(at, at + MOST_PRODUCT_IDS))
    const open = new Set(pages)
    const settle = (page: string[]): void => {
      if (open.delete(page) && open.size === 0) told.onSettled()
    }
    for (const page of pages) {
      fetcher.ask({
        path: productsPath(page),
        urgent: true,
        attempts: Infinity,
        onBody: (body) => {
          const answer = readProducts(body)
          if (!answer.ok) return answer.fault.issues
          for (const product of answer.value) this.#known.set(product.id, product)
          this.#catalog = productCatalog([...this.#known.values()])
          told.onChanged()
          settle(page)
          return undefined
        },
        onFailure: () => settle(page),
      })
    }
  }
}
