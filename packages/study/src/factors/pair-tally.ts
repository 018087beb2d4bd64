import { addObservation, noMoments } from '../regress/moments.ts'
import type { FactorPair } from '../signal-report.ts'
import type { SignalPoint } from './factor-reader.ts'

/** Decisions under which nothing is told of how factors go together. */
export const LEAST_DECISIONS = 30

/** How two factors of a signal went together, added up decision by decision. */
export class PairTally {
  readonly #places: readonly [number, number]
  readonly #names: readonly [string, string]
  readonly #moments = noMoments(2)
  #bothFired = 0
  #sameSide = 0

  /** Of the factors at two places of every point. */
  constructor(places: readonly [number, number], names: readonly [string, string]) {
    this.#places = places
    this.#names = names
  }

  /** Takes in a decision; one at which either was unknown says nothing of the two. */
  add({ factors }: SignalPoint): void {
    const [left, right] = this.#places.map((at) => factors[at]!)
    if (left === undefined || right === undefined || left.value === null || right.value === null) return
    addObservation(this.#moments, [left.value, right.value])
    const signs = left.contribution * right.contribution
    if (signs !== 0) this.#bothFired += 1
    if (signs > 0) this.#sameSide += 1
  }

  /** What was found. */
  figures(): FactorPair {
    const { count } = this.#moments
    const correlation = count < LEAST_DECISIONS ? null : this.#correlation()
    return { factors: this.#names, n: count, correlation, bothFired: this.#bothFired, sameSide: this.#sameSide }
  }

  #correlation(): number | null {
    const { products } = this.#moments
    const scale = Math.sqrt(products[0]! * products[3]!)
    return scale > 0 ? products[1]! / scale : null
  }
}
