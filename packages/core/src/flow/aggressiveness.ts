import type { TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { MINUTE_US, type Us } from '../market.ts'
import type { TakerOrder } from '../whale/taker-order.ts'

/** A row a taker order: its size, the square of it, the size with its sign, and 1 if it bought. */
export type AggressivenessState = RollingSumsState

/** How takers press, counted by their orders. */
export interface Aggressiveness {
  readonly orders: number
  readonly buyOrders: number
  /** The share of orders that bought, in percent. */
  readonly pressureByOrders: number
  /** How many orders of equal size would weigh as these do: from 1 to `orders`. */
  readonly effectiveOrders: number
  /** |Σ s·v| / √Σ v²: how far the net size is from what sides drawn at random would give. */
  readonly z: number
}

/**
 * Aggressiveness of takers over the trailing window, one minute by default; `undefined` without orders in it.
 *
 * @see Kish (1965), "Survey Sampling", for the effective number (Σv)² / Σv²
 */
export function aggressiveness(
  options: { readonly widthUs?: Us } = {},
): TimedIndicator<TakerOrder, AggressivenessState, Aggressiveness | undefined> {
  const { widthUs = MINUTE_US } = options
  const window = rollingSums({ widthUs, terms: 4 })

  return {
    init: window.init,
    step(state, { timeUs, size, aggressor }) {
      if (aggressor === 'buy') window.push(state, timeUs, size, size * size, size, 1)
      else window.push(state, timeUs, size, size * size, -size, 0)
    },
    advance: window.advance,
    read(state) {
      const orders = window.count(state)
      if (orders === 0) return undefined
      const volume = window.sum(state, 0)
      const squares = window.sum(state, 1)
      const buyOrders = window.sum(state, 3)
      return {
        orders,
        buyOrders,
        pressureByOrders: (100 * buyOrders) / orders,
        effectiveOrders: (volume * volume) / squares,
        z: Math.abs(window.sum(state, 2)) / Math.sqrt(squares),
      }
    },
  }
}

/** The share of a volume that was bought by takers, in percent; `undefined` without volume. */
export function buyPressure(buy: number, sell: number): number | undefined {
  const volume = buy + sell
  return volume > 0 ? (100 * buy) / volume : undefined
}

/** Who presses, by the share that was bought, in percent: neutral from 35 to 65. */
export function pressureLabel(percent: number): 'neutral' | 'buying' | 'selling' {
  if (percent > 65) return 'buying'
  return percent < 35 ? 'selling' : 'neutral'
}
