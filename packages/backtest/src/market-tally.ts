import type { MarketEvent, Us } from '@of/core'
import type { Gap } from './result/result.ts'

/** What was seen of a product's market. Plain data. */
export interface ProductTally {
  readonly product: string
  /** Receive times of its first and its last event. */
  readonly firstUs: Us
  lastUs: Us
  moments: number
  bookMessages: number
  prints: number
  /** Prints that took an order that no book showed. */
  hiddenPrints: number
  /** How often its book was lost. */
  booksLost: number
  /** How long its book could be believed, up to the last change of that. */
  believedUs: Us
  /** Since when it can be believed; `null` while it cannot. */
  believedSinceUs: Us | null
  /** When it could not be, but for the time since it last could. */
  readonly gaps: Gap[]
  /** Since when it cannot be believed; its first event where it never could. */
  lostSinceUs: Us
}

/** Counts what events bring, by product, in the order in which they are met. */
export class MarketTally {
  readonly #products = new Map<string, ProductTally>()

  /** Counts on from what was counted, which becomes its own. A book that was believed was lost where counting was interrupted. */
  constructor(products: readonly ProductTally[] = []) {
    for (const tally of products) {
      this.#products.set(tally.product, tally)
      if (tally.believedSinceUs !== null) tally.booksLost += 1
      lose(tally, tally.lastUs)
    }
  }

  /** The tallies as they are: to be copied or written at once, for they move on. */
  get products(): readonly ProductTally[] {
    return [...this.#products.values()]
  }

  /** Counts an event. */
  on(event: MarketEvent): void {
    const tally = this.#tallyOf(event)
    tally.lastUs = Math.max(tally.lastUs, event.receivedUs)
    switch (event.kind) {
      case 'book':
        tally.bookMessages += 1
        believe(tally)
        break
      case 'book-lost':
        tally.booksLost += 1
        lose(tally, tally.lastUs)
        break
      case 'trade':
        tally.prints += 1
        if (event.isHidden) tally.hiddenPrints += 1
        break
      case 'due':
        tally.moments += 1
    }
  }

  #tallyOf({ product, receivedUs }: MarketEvent): ProductTally {
    const known = this.#products.get(product)
    if (known !== undefined) return known
    const tally = {
      product,
      firstUs: receivedUs,
      lastUs: receivedUs,
      moments: 0,
      bookMessages: 0,
      prints: 0,
      hiddenPrints: 0,
      booksLost: 0,
      believedUs: 0,
      believedSinceUs: null,
      gaps: [],
      lostSinceUs: receivedUs,
    }
    this.#products.set(product, tally)
    return tally
  }
}

/** Share of a tally's time in which the book could be believed; `null` where no time has passed. */
export function believedShare({ believedSinceUs, believedUs, firstUs, lastUs }: ProductTally): number | null {
  if (lastUs <= firstUs) return null
  return (believedUs + (believedSinceUs === null ? 0 : lastUs - believedSinceUs)) / (lastUs - firstUs)
}

/** When a tally's book could not be believed, up to its last event. */
export function gapsOf({ believedSinceUs, gaps, lastUs, lostSinceUs }: ProductTally): Gap[] {
  return believedSinceUs === null && lastUs > lostSinceUs ? [...gaps, { fromUs: lostSinceUs, toUs: lastUs }] : [...gaps]
}

function believe(tally: ProductTally): void {
  if (tally.believedSinceUs !== null) return
  tally.believedSinceUs = tally.lastUs
  if (tally.lastUs > tally.lostSinceUs) tally.gaps.push({ fromUs: tally.lostSinceUs, toUs: tally.lastUs })
}

function lose(tally: ProductTally, atUs: Us): void {
  if (tally.believedSinceUs === null) return
  tally.believedUs += atUs - tally.believedSinceUs
  tally.believedSinceUs = null
  tally.lostSinceUs = atUs
}
