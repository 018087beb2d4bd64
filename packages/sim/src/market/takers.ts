import { SECOND_US, type Aggressor, type Us } from '@of/core'
import { lotsOf, type ProductSpec } from '../product.ts'
import type { Random } from '../random.ts'

/** How many orders each taker order draws after it, on average. */
const followersPerOrder = 0.5

/** The share of orders above 60,000 units of quote; no other order is larger than 40,000. */
const whaleShare = 0.004

/** How soon a follower comes, on average. */
const followDelayUs: Us = 250_000

/**
 * Those who cross the spread: they come in clusters, and mostly on the side of the one before.
 *
 * @see Hawkes, Oakes (1974), "A cluster process representation of a self-exciting process", https://doi.org/10.2307/3212693
 */
export class Takers {
  readonly #spec: ProductSpec
  readonly #random: Random
  readonly #meanWaitUs: Us
  /** The one who comes first is the last of them. */
  readonly #followers: { readonly timeUs: Us; readonly aggressor: Aggressor }[] = []
  #leaderUs: Us
  #side: Aggressor = 'buy'

  constructor(spec: ProductSpec, random: Random, startUs: Us) {
    this.#spec = spec
    this.#random = random
    this.#meanWaitUs = SECOND_US / (spec.takerOrdersPerSecond * (1 - followersPerOrder))
    this.#leaderUs = startUs + this.#wait(1)
  }

  /** When the next one comes. */
  get nextUs(): Us {
    return Math.min(this.#leaderUs, this.#followers.at(-1)?.timeUs ?? Infinity)
  }

  /** The side of the one who comes now. `lean` is what the price wants, from −1 (down) to +1 (up). */
  next(activity: number, lean: number): Aggressor {
    const timeUs = this.nextUs
    const aggressor = timeUs === this.#leaderUs ? this.#lead(activity, lean) : this.#follow()
    if (this.#random.chance(followersPerOrder)) this.#draw(timeUs + 1 + Math.floor(this.#random.exponential(followDelayUs)), aggressor)
    return aggressor
  }

  /** Lots of an order: mostly small, one in ten next to nothing, one in some hundreds a whale. */
  size(): number {
    const { startTick } = this.#spec
    if (this.#random.chance(whaleShare)) return lotsOf(this.#spec, 60_000 / Math.sqrt(this.#random.unit() + 0.02), startTick)
    const isDust = this.#random.chance(0.1)
    return lotsOf(this.#spec, isDust ? this.#random.heavyTail(0.01, 1) : this.#random.heavyTail(25, 40_000), startTick)
  }

  #lead(activity: number, lean: number): Aggressor {
    const persistence = this.#side === 'buy' ? 0.12 : -0.12
    this.#side = this.#random.chance(0.5 + persistence + 0.25 * lean) ? 'buy' : 'sell'
    this.#leaderUs += this.#wait(activity)
    return this.#side
  }

  #follow(): Aggressor {
    const same = this.#followers.pop()?.aggressor ?? this.#side
    return this.#random.chance(0.9) ? same : opposite(same)
  }

  #draw(timeUs: Us, aggressor: Aggressor): void {
    const before = this.#followers.findLastIndex((follower) => follower.timeUs > timeUs)
    this.#followers.splice(before + 1, 0, { timeUs, aggressor })
  }

  #wait(activity: number): Us {
    return 1 + Math.floor(this.#random.exponential(this.#meanWaitUs / activity))
  }
}

function opposite(aggressor: Aggressor): Aggressor {
  return aggressor === 'buy' ? 'sell' : 'buy'
}
