import type { Aggressor, Us } from '@of/core'

/** One maker order met by a taker order. */
export interface Print {
  readonly id: number
  readonly timeUs: Us
  readonly tick: number
  readonly lots: number
  readonly aggressor: Aggressor
}

/** The last prints of a market, a given number of them. */
export class RecentPrints {
  readonly #most: number
  #prints: Print[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Oldest first. */
  all(): readonly Print[] {
    return this.#prints.slice(-this.#most)
  }

  /** Adds a print, which is the newest. */
  add(print: Print): void {
    this.#prints.push(print)
    if (this.#prints.length > 2 * this.#most) this.#prints = this.#prints.slice(-this.#most)
  }
}
