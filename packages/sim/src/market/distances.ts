import { ticksOf, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'

/** Nobody rests further from the price than this, in basis points, unless the levels do not fit into it. */
const reachBps = 100

/** How many prices there are within reach, for each level at least. */
const pricesPerLevel = 4

/** Half of the orders far from the touch would lie within this share of the reach, were there no end to it. */
const medianShare = 0.15

/** How far from the touch makers place their orders and take them away: nearly half within two basis points and crowded at the touch, the others far into the book. */
export class Distances {
  /** The end of the book, in ticks from the touch. */
  readonly reachTicks: number
  readonly #random: Random
  readonly #crowdTicks: number
  readonly #nearTicks: number

  constructor(spec: ProductSpec, random: Random) {
    this.#random = random
    this.reachTicks = Math.max(ticksOf(reachBps, spec.startTick), pricesPerLevel * spec.levels)
    this.#crowdTicks = ticksOf(0.2, spec.startTick)
    this.#nearTicks = ticksOf(2, spec.startTick)
  }

  /** Whole ticks from the touch. */
  draw(): number {
    if (this.#random.chance(0.2)) return this.#random.chance(0.5) ? 0 : this.#random.below(1 + this.#crowdTicks)
    if (this.#random.chance(0.3)) return this.#random.below(1 + this.#nearTicks)
    for (;;) {
      const share = this.#random.unit()
      const ticks = (medianShare * this.reachTicks * share) / (1 - share)
      if (ticks < this.reachTicks) return Math.floor(ticks)
    }
  }
}
