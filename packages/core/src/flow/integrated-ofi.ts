import type { Indicator } from '../indicator/indicator.ts'
import { firstPrincipal } from './principal.ts'

/** The multi-level imbalance of one window, and the depth to scale it with. */
export interface DeepWindow {
  /** Base units, best level first. */
  readonly ofi: ArrayLike<number>
  /** Base units: mean size of a level of these over the window, both sides. Above 0. */
  readonly depth: number
}

/** How the levels of windows past varied together, and what the last window came to. */
export interface IntegratedOfiState {
  windows: number
  readonly means: Float64Array
  /** Sums of products of deviations from the means, row by row. */
  readonly products: Float64Array
  value: number | undefined
  explained: number | undefined
}

/** One number for the imbalance of all levels. */
export interface IntegratedOfiReading {
  /** Weighted mean of the levels' imbalances in units of depth. */
  readonly value: number
  /** Share of the levels' variance that the weights catch, from 0 to 1. */
  readonly explained: number
}

/**
 * Integrated order flow imbalance: the levels' imbalances in units of depth, weighted with their first principal component. The weights of a
 * window come from the windows before it alone, `minWindows` at least; `undefined` until then.
 *
 * @see Cont, Cucuringu, Zhang (2023), "Cross-impact of order flow imbalance in equity markets", https://doi.org/10.1080/14697688.2023.2236159
 */
export function integratedOfi(options: {
  readonly levels: number
  readonly minWindows?: number
}): Indicator<DeepWindow, IntegratedOfiState, IntegratedOfiReading | undefined> {
  const { levels, minWindows = 30 } = options
  if (!Number.isInteger(levels) || levels < 1) throw new RangeError(`integratedOfi: levels must be a positive integer, was ${levels}`)
  if (!Number.isInteger(minWindows) || minWindows < 2)
    throw new RangeError(`integratedOfi: minWindows must be an integer of at least 2, was ${minWindows}`)

  return {
    init: () => ({
      windows: 0,
      means: new Float64Array(levels),
      products: new Float64Array(levels * levels),
      value: undefined,
      explained: undefined,
    }),
    step(state, { ofi, depth }) {
      const scaled = Float64Array.from({ length: levels }, (_, level) => (ofi[level] ?? 0) / depth)
      const principal = state.windows < minWindows ? undefined : firstPrincipal(state.products, levels)
      state.value = principal && integrate(scaled, principal.weights)
      state.explained = principal?.explained
      addWindow(state, scaled)
    },
    read: ({ explained, value }) => (value === undefined || explained === undefined ? undefined : { value, explained }),
  }
}

/** The levels' imbalances weighted, in their unit. */
export function integrate(ofi: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0
  for (let level = 0; level < weights.length; level++) sum += weights[level]! * ofi[level]!
  return sum
}

/**
 * Takes a window into means and products.
 *
 * @see Welford (1962), "Note on a Method for Calculating Corrected Sums of Squares and Products", https://doi.org/10.1080/00401706.1962.10490022
 */
function addWindow(state: IntegratedOfiState, values: Float64Array): void {
  state.windows += 1
  const { means, products, windows } = state
  const levels = means.length
  const apart = values.map((value, level) => value - means[level]!)
  for (let level = 0; level < levels; level++) means[level]! += apart[level]! / windows
  for (let row = 0; row < levels; row++) {
    const left = values[row]! - means[row]!
    for (let column = 0; column < levels; column++) products[row * levels + column]! += left * apart[column]!
  }
}
