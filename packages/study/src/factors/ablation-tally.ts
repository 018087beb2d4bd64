import { SECOND_US, type Us } from '@of/core'
import type { Costs } from '../horizon-report.ts'
import { addObservation, explainedShare, type Moments, noMoments, regress } from '../regress/moments.ts'
import type { Ablation } from '../signal-report.ts'
import { LEAST_DECISIONS } from './pair-tally.ts'

/** What a signal and each of its factors explain of the moves after its decisions, added up as the moves are known: of a decision nothing is kept. */
export class AblationTally {
  readonly #horizonUs: Us
  readonly #names: readonly string[]
  /** The factors' contributions, then the net, then the move in basis points. */
  readonly #moments: Moments

  constructor(horizonUs: Us, names: readonly string[]) {
    this.#horizonUs = horizonUs
    this.#names = names
    this.#moments = noMoments(names.length + 2)
  }

  /** Takes in what a decision's factors added to its net, in their order and the net behind them, and the move after it. */
  add(contributions: readonly number[], moveBps: number): void {
    addObservation(this.#moments, [...contributions, moveBps])
  }

  /** What was found. */
  figures(costs: Costs): Ablation {
    const names = this.#names
    const n = this.#moments.count
    const varying = names.flatMap((_, at) => (this.#varianceAt(at) > 0 ? [at] : []))
    const r2 = this.#share(varying)
    return {
      seconds: this.#horizonUs / SECOND_US,
      n,
      r2,
      chanceR2: r2 === null ? null : varying.length / (n - 1),
      netR2: this.#share([names.length]),
      netBeta: n >= LEAST_DECISIONS ? (regress(this.#moments, [names.length], names.length + 1)?.slopes[0] ?? null) : null,
      costs,
      factors: names.map((factor, at) => {
        const alone = this.#share([at])
        const others = varying.filter((other) => other !== at)
        const without = r2 === null || alone === null ? null : others.length === 0 ? 0 : this.#share(others)
        return { factor, alone, without, adds: r2 === null || without === null ? null : r2 - without }
      }),
    }
  }

  #share(on: readonly number[]): number | null {
    return this.#moments.count < LEAST_DECISIONS ? null : (explainedShare(this.#moments, on, this.#names.length + 1) ?? null)
  }

  #varianceAt(column: number): number {
    const { means, products } = this.#moments
    return products[column * means.length + column]!
  }
}
