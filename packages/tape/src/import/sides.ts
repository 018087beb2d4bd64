import { type Aggressor, tradeSigns, type TradeSignState } from '@of/core'
import type { VenueFacts } from './venue-facts.ts'

const rule = tradeSigns('tick')

/** Sides for the trades of one recording: those it tells, and where it tells none those of the tick rule, which are counted. */
export class Sides {
  readonly #facts: VenueFacts
  readonly #states = new Map<string, TradeSignState>()

  constructor(facts: VenueFacts) {
    this.#facts = facts
  }

  /** The side of the next trade of a product, given what is told of it; `undefined` for one before any that a side could be inferred from. */
  of(product: string, price: number, told: Aggressor | undefined): Aggressor | undefined {
    let state = this.#states.get(product)
    if (state === undefined) this.#states.set(product, (state = rule.init()))
    const inferred = rule.sign(state, price, undefined)?.aggressor
    if (told !== undefined) return told
    if (inferred === undefined) this.#facts.sidelessTrades += 1
    else this.#facts.inferredSides += 1
    return inferred
  }
}
