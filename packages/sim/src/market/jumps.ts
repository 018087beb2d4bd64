import { MINUTE_US, type Us } from '@of/core'
import type { Random } from '../random.ts'

/** How long the price goes without a jump, on average. */
const meanWaitUs: Us = 30 * MINUTE_US

/** No jump is smaller than this, in standard deviations of the price over one second; the average one is half as large again. */
const leastDeviations = 10

/**
 * News: now and then the efficient price is another at once.
 *
 * @see Merton (1976), "Option pricing when underlying stock returns are discontinuous", https://doi.org/10.1016/0304-405X(76)90022-2
 */
export class Jumps {
  readonly #random: Random
  #nextUs: Us

  constructor(random: Random, startUs: Us) {
    this.#random = random
    this.#nextUs = startUs + this.#wait()
  }

  /** When the next one comes. */
  get nextUs(): Us {
    return this.#nextUs
  }

  /** The size of the one that comes now, up or down, in standard deviations of the price over one second. */
  next(): number {
    this.#nextUs += this.#wait()
    const size = leastDeviations + this.#random.exponential(leastDeviations / 2)
    return this.#random.chance(0.5) ? size : -size
  }

  #wait(): Us {
    return 1 + Math.floor(this.#random.exponential(meanWaitUs))
  }
}
