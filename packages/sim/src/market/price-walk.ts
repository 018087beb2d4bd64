import { SECOND_US, type Us } from '@of/core'
import type { Random } from '../random.ts'

/** How long the components of volatility last on average, in seconds: from a flurry to a session. */
const lifetimesSeconds = [30, 300, 2400, 14_400]

/** What a component does to the variance: calm or wild, 1 on average. */
const factors = [0.6, 1.4] as const

/**
 * The efficient price: a random walk whose volatility comes in clusters of every length.
 *
 * @see Calvet, Fisher (2004), "How to Forecast Long-Run Volatility: Regime Switching and the Estimation of Multifractal Processes",
 * https://doi.org/10.1093/jjfinec/nbh003
 */
export class PriceWalk {
  readonly #random: Random
  readonly #ticksPerRootSecond: number
  readonly #variances: number[]
  #ticks: number
  #timeUs: Us

  constructor(options: { readonly random: Random; readonly ticksPerRootSecond: number; readonly startTick: number; readonly startUs: Us }) {
    this.#random = options.random
    this.#ticksPerRootSecond = options.ticksPerRootSecond
    this.#ticks = options.startTick
    this.#timeUs = options.startUs
    this.#variances = lifetimesSeconds.map(() => options.random.pick(factors))
  }

  /** The efficient price in ticks, not rounded. */
  get ticks(): number {
    return this.#ticks
  }

  /** Present volatility over the average one. */
  get agitation(): number {
    let variance = 1
    for (const factor of this.#variances) variance *= factor
    return Math.sqrt(variance)
  }

  /** How busy the market is for it: a volatile one is, but less so than it is volatile. */
  get activity(): number {
    return (1 + this.agitation) / 2
  }

  /** Walks on to a time. */
  advance(toUs: Us): void {
    const seconds = (toUs - this.#timeUs) / SECOND_US
    if (seconds <= 0) return
    this.#timeUs = toUs
    for (const [index, lifetime] of lifetimesSeconds.entries()) {
      if (this.#random.chance(seconds / lifetime)) this.#variances[index] = this.#random.pick(factors)
    }
    this.#ticks += this.#ticksPerRootSecond * this.agitation * Math.sqrt(seconds) * this.#random.normal()
  }

  /** Moves the price by what an order revealed. */
  push(ticks: number): void {
    this.#ticks += ticks
  }
}
