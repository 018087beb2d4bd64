import type { MarketEvent } from '@of/core'
import { settingsOf, type StudyOptions, type StudySettings } from './options.ts'
import { ProductStudy } from './product-study.ts'
import type { StudyReport } from './report.ts'

/** Studies a market in one pass: what features explain, and what they predict, product by product. */
export class Study {
  readonly #settings: StudySettings
  readonly #products = new Map<string, ProductStudy>()

  /** Throws a RangeError for options that cannot be. */
  constructor(options: StudyOptions) {
    this.#settings = settingsOf(options)
  }

  /** Products met so far, in the order of their first event. */
  get products(): readonly string[] {
    return [...this.#products.keys()]
  }

  /** Takes in what was met next, in the order of arrival. */
  push(event: MarketEvent): void {
    let own = this.#products.get(event.product)
    if (own === undefined) {
      own = new ProductStudy(event.product, this.#settings)
      this.#products.set(event.product, own)
    }
    own.push(event)
  }

  /** Nothing comes any more: a report a product. To be called once. `tickOf` tells a product's tick in quote currency, where it is known. */
  finish(tickOf: (product: string) => number | undefined = () => undefined): StudyReport[] {
    return [...this.#products.values()].map((own) => own.finish(tickOf(own.product)))
  }
}
