import { SECOND_US, type Us } from '@of/core'
import { bookPath, type PriceBook, readBook } from '../rest/book.ts'
import type { CheckCounts } from './check-counts.ts'
import type { Fetcher } from './fetcher.ts'
import type { FollowedBook } from './followed-book.ts'
import { AROUND_US, COMPARED_LEVELS, isSameBook, likeness, topSizes, type TopSizes } from './rest-book-check.ts'
import type { Runtime } from './runtime.ts'

/** After a comparison that failed, the next one is made soon: two in a row are no chance. */
const AGAIN_US: Us = 5 * SECOND_US
const MOST_FAILED = 2

/** States of a book that are kept: those of half a minute of a busy one, far more than lie around an answer that does not itself wait. */
const MOST_STATES = 600

interface Compared {
  readonly product: string
  /** What the book was while it was watched; `undefined` while it is not. */
  states: TopSizes[] | undefined
  failed: number
}

/** What the comparison needs of the books. */
export interface ComparisonHost {
  book(product: string): FollowedBook | undefined
  suspect(product: string, detail: string): void
}

/** Holds the best levels of each book against those of REST from time to time. */
export class BookComparison {
  readonly #runtime: Runtime
  readonly #checks: CheckCounts
  readonly #fetcher: Fetcher
  readonly #everyUs: Us
  readonly #host: ComparisonHost
  readonly #compared = new Map<string, Compared>()

  constructor(shared: { runtime: Runtime; checks: CheckCounts; fetcher: Fetcher }, everyUs: Us, host: ComparisonHost) {
    this.#runtime = shared.runtime
    this.#checks = shared.checks
    this.#fetcher = shared.fetcher
    this.#everyUs = everyUs
    this.#host = host
  }

  /** Compares the book of a product from now on. */
  add(product: string): void {
    const compared: Compared = { product, states: undefined, failed: 0 }
    this.#compared.set(product, compared)
    this.#later(compared, this.#everyUs)
  }

  /** Compares it no more. */
  remove(product: string): void {
    this.#compared.delete(product)
  }

  /** A book has changed. */
  onBook({ product, book }: FollowedBook): void {
    const states = this.#compared.get(product)?.states
    if (states === undefined) return
    states.push(topSizes(book))
    if (states.length > MOST_STATES) states.shift()
  }

  #later(compared: Compared, inUs: Us): void {
    this.#runtime.after(inUs, () => {
      if (this.#compared.get(compared.product) === compared) this.#watch(compared)
    })
  }

  #watch(compared: Compared): void {
    const followed = this.#host.book(compared.product)
    if (followed?.state !== 'synced') {
      this.#later(compared, this.#everyUs)
      return
    }
    compared.states = [topSizes(followed.book)]
    const { sinceUs } = followed
    this.#runtime.after(AROUND_US, () => this.#ask(compared, sinceUs))
  }

  #ask(compared: Compared, sinceUs: Us): void {
    const { product } = compared
    this.#fetcher.ask({
      path: bookPath(product, COMPARED_LEVELS),
      attempts: 1,
      onBody: (body) => {
        const answer = readBook(body)
        if (!answer.ok) return answer.fault.issues
        this.#runtime.after(AROUND_US, () => this.#compare(compared, answer.value, sinceUs))
        return undefined
      },
      onFailure: () => {
        compared.states = undefined
        this.#later(compared, this.#everyUs)
      },
    })
  }

  #compare(compared: Compared, answer: PriceBook, sinceUs: Us): void {
    const { product, states = [] } = compared
    const followed = this.#host.book(product)
    compared.states = undefined
    // A book that was lost meanwhile is another one.
    if (followed?.state !== 'synced' || followed.sinceUs !== sinceUs) {
      this.#later(compared, this.#everyUs)
      return
    }
    const share = likeness(answer, states)
    const same = isSameBook(share)
    this.#checks.add('rest-book', same ? 'passed' : 'failed')
    compared.failed = same ? 0 : compared.failed + 1
    if (compared.failed >= MOST_FAILED) {
      compared.failed = 0
      this.#host.suspect(product, `${Math.round(share * 100)} % of the best levels of REST found in the book`)
    }
    this.#later(compared, compared.failed === 0 ? this.#everyUs : AGAIN_US)
  }
}
