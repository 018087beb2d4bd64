import { SECOND_US, type Us } from '@of/core'
import type { Random } from '../random.ts'

/** How long the components of volatility last on average: from a flurry to a session. */
const lifetimesUs: readonly Us[] = [30 * SECOND_US, 300 * SECOND_US, 2400 * SECOND_US, 14_400 * SECOND_US]

/** What a component does to the variance: calm or wild, 1 on average. */
const factors = [0.6, 1.4] as const

/** A part of the variance, and until when it stays as it is. */
interface Component {
  readonly lifetimeUs: Us
  factor: number
  untilUs: Us
}

/**
 * The efficient price: a random walk whose volatility comes in clusters of every length. Its steps are shares of the price, which stays above zero.
 *
 * @see Calvet, Fisher (2004), "How to Forecast Long-Run Volatility: Regime Switching and the Estimation of Multifractal Processes",
 * https://doi.org/10.1093/jjfinec/nbh003
 */
export class PriceWalk {
  readonly #random: Random
  readonly #volatility: number
  readonly #components: readonly Component[]
  #ticks: number
  #timeUs: Us
  #nextChangeUs: Us = 0
  #agitation = 1

  /** `volatilityBps` is the standard deviation over one second, on average. */
  constructor(options: { readonly random: Random; readonly volatilityBps: number; readonly startTick: number; readonly startUs: Us }) {
    const { random, volatilityBps, startTick, startUs } = options
    this.#random = random
    this.#volatility = volatilityBps / 10_000
    this.#ticks = startTick
    this.#timeUs = startUs
    this.#components = lifetimesUs.map((lifetimeUs) => ({ lifetimeUs, factor: 1, untilUs: startUs }))
    this.#change()
  }

  /** The efficient price in ticks, not rounded. */
  get ticks(): number {
    return this.#ticks
  }

  /** The present standard deviation over one second, in ticks. */
  get deviationTicks(): number {
    return this.#ticks * this.#volatility * this.#agitation
  }

  /** Present volatility over the average one. */
  get agitation(): number {
    return this.#agitation
  }

  /** How busy the market is for it: a volatile one is, but less so than it is volatile. */
  get activity(): number {
    return (1 + this.#agitation) / 2
  }

  /** Walks on to a time. */
  advance(toUs: Us): void {
    const seconds = (toUs - this.#timeUs) / SECOND_US
    if (seconds <= 0) return
    this.#timeUs = toUs
    if (toUs >= this.#nextChangeUs) this.#change()
    this.#ticks += this.deviationTicks * Math.sqrt(seconds) * this.#random.normal()
  }

  /** Moves the price by what an order, or the news, revealed. */
  push(ticks: number): void {
    this.#ticks += ticks
  }

  /** Draws the components anew that have lasted their time. */
  #change(): void {
    let variance = 1
    this.#nextChangeUs = Infinity
    for (const component of this.#components) {
      if (component.untilUs <= this.#timeUs) {
        component.factor = this.#random.pick(factors)
        component.untilUs = this.#timeUs + this.#random.exponential(component.lifetimeUs)
      }
      variance *= component.factor
      this.#nextChangeUs = Math.min(this.#nextChangeUs, component.untilUs)
    }
    this.#agitation = Math.sqrt(variance)
  }
}
