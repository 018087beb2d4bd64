import type { TopLevels } from '../book/top-levels.ts'
import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { Indicator, Interruptible } from '../indicator/indicator.ts'
import { queueFlow } from './ofi.ts'

/** What multi-level imbalance remembers: the best levels of the last book, and what has come of all of them. */
export interface DeepOfiState {
  /** Levels known of the last book; none after an interruption. */
  bidCount: number
  askCount: number
  readonly bidPrices: Float64Array
  readonly bidSizes: Float64Array
  readonly askPrices: Float64Array
  readonly askSizes: Float64Array
  /** Books of which a level could be measured against the one before, by level. */
  readonly observations: Float64Array
  readonly totals: CompensatedSum[]
}

/**
 * Multi-level order flow imbalance since the start, in base units: for each of the best `levels` populated prices the
 * flow that the best price has in order flow imbalance; `undefined` for a level that was never there twice.
 *
 * A level yields nothing while either book is thinner than it on either side.
 *
 * @see Xu, Gould, Howison (2019), "Multi-Level Order-Flow Imbalance in a Limit Order Book", https://doi.org/10.1142/S2382626619500114
 */
export function deepOfi(options: {
  readonly levels: number
}): Indicator<TopLevels, DeepOfiState, (number | undefined)[]> & Interruptible<DeepOfiState> {
  const { levels } = options
  if (!Number.isInteger(levels) || levels < 1) throw new RangeError(`deepOfi: levels must be a positive integer, was ${levels}`)

  return {
    init: () => ({
      bidCount: 0,
      askCount: 0,
      bidPrices: new Float64Array(levels),
      bidSizes: new Float64Array(levels),
      askPrices: new Float64Array(levels),
      askSizes: new Float64Array(levels),
      observations: new Float64Array(levels),
      totals: Array.from({ length: levels }, compensatedSum),
    }),
    step(state, top) {
      const both = commonLevels(state, top)
      for (let level = 0; level < both; level++) takeLevel(state, top, level)
      remember(state, top)
    },
    read: (state) => state.totals.map((total, level) => (state.observations[level]! > 0 ? valueOf(total) : undefined)),
    interrupt(state) {
      state.bidCount = 0
      state.askCount = 0
    },
  }
}

/**
 * Takes in a book and writes each level's own term e into `into`, in base units, with 1 in `known`; 0 in both where a
 * level yields nothing. For those who feed the terms to several indicators: it does all that a step does.
 */
export function deepOfiTerms(state: DeepOfiState, top: TopLevels, into: Float64Array, known: Uint8Array): void {
  const both = commonLevels(state, top)
  for (let level = 0; level < state.totals.length; level++) {
    into[level] = level < both ? takeLevel(state, top, level) : 0
    known[level] = level < both ? 1 : 0
  }
  remember(state, top)
}

function commonLevels(state: DeepOfiState, top: TopLevels): number {
  return Math.min(state.totals.length, state.bidCount, state.askCount, top.bidCount, top.askCount)
}

function takeLevel(state: DeepOfiState, top: TopLevels, level: number): number {
  const bidFlow = queueFlow(top.bidPrices[level]! - state.bidPrices[level]!, state.bidSizes[level]!, top.bidSizes[level]!)
  const askFlow = queueFlow(state.askPrices[level]! - top.askPrices[level]!, state.askSizes[level]!, top.askSizes[level]!)
  const e = bidFlow - askFlow
  addTo(state.totals[level]!, e)
  state.observations[level]! += 1
  return e
}

function remember(state: DeepOfiState, top: TopLevels): void {
  state.bidCount = Math.min(top.bidCount, state.totals.length)
  state.askCount = Math.min(top.askCount, state.totals.length)
  for (let level = 0; level < state.bidCount; level++) {
    state.bidPrices[level] = top.bidPrices[level]!
    state.bidSizes[level] = top.bidSizes[level]!
  }
  for (let level = 0; level < state.askCount; level++) {
    state.askPrices[level] = top.askPrices[level]!
    state.askSizes[level] = top.askSizes[level]!
  }
}
