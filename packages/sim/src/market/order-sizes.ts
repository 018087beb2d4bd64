import { lotsOf, powerOfTen, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'

/** What makers usually offer, in units of quote. The first is dust. */
const usualNotionals = [0.8, 30, 120, 350, 800, 1500, 2500, 4000, 6000, 9000, 12_000, 18_000, 30_000, 50_000]

/** Makers are creatures of habit: three orders in four have a size that was seen before, and half of those sizes are round. */
export class OrderSizes {
  readonly #spec: ProductSpec
  readonly #random: Random
  readonly #habits: readonly number[]

  constructor(spec: ProductSpec, random: Random) {
    this.#spec = spec
    this.#random = random
    this.#habits = Array.from({ length: 32 }, (_, index) => {
      const lots = this.#any()
      return index % 2 === 0 ? rounded(lots) : lots
    })
  }

  /** Lots of an order at the touch: who is met first risks less. */
  touch(): number {
    return Math.min(this.resting(0), this.resting(0))
  }

  /** Lots of an order that rests at a distance from the touch; larger when far away. */
  resting(distanceBps: number): number {
    const habit = this.#habits[Math.floor(this.#random.unit() * this.#random.unit() * this.#habits.length)]
    const lots = habit !== undefined && this.#random.chance(0.75) ? habit : this.#any()
    return lots * (1 + this.#random.below(1 + Math.min(3, Math.floor(distanceBps / 10))))
  }

  /** Lots of a wall: a round offer of a quarter to three quarters of a million. */
  wall(): number {
    return rounded(lotsOf(this.#spec, 260_000 + 500_000 * this.#random.unit(), this.#spec.startTick))
  }

  #any(): number {
    return lotsOf(this.#spec, this.#random.pick(usualNotionals) * (0.7 + 0.6 * this.#random.unit()), this.#spec.startTick)
  }
}

/** A size with two leading digits, as people type them. */
function rounded(lots: number): number {
  const unit = powerOfTen(Math.max(0, String(lots).length - 2))
  return Math.max(1, Math.floor(lots / unit)) * unit
}
