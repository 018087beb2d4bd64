import type { TopLevels } from '../book/top-levels.ts'
import { addAt, sumAt, valueOf } from '../indicator/compensated-sum.ts'
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
  /** How many levels could ever be measured against the book before: the best ones. */
  measured: number
  /** Of each level, in pairs of a sum and its residue. */
  readonly totals: Float64Array
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
  const terms = new Float64Array(levels)

  return {
    init: () => ({
      bidCount: 0,
      askCount: 0,
      bidPrices: new Float64Array(levels),
      bidSizes: new Float64Array(levels),
      askPrices: new Float64Array(levels),
      askSizes: new Float64Array(levels),
      measured: 0,
      totals: new Float64Array(2 * levels),
    }),
    step(state, top) {
      const both = deepOfiTerms(state, top, terms)
      for (let level = 0; level < both; level++) addAt(state.totals, level, terms[level]!)
    },
    read: ({ measured, totals }) =>
      Array.from({ length: levels }, (_, level) => (level < measured ? valueOf(sumAt(totals, level)) : undefined)),
    interrupt(state) {
      state.bidCount = 0
      state.askCount = 0
    },
  }
}

/**
 * Takes in a book and returns how many of its levels, the best ones, could be measured against the one before. Their terms
 * e are written into `into`, in base units, and 0 for the others. For those who feed the terms to several indicators: it
 * does all that a step does but to add them up. The levels before `from` are known to be what they were when they were last
 * taken in: neither they nor their terms, which would be 0, are looked at.
 */
export function deepOfiTerms(state: DeepOfiState, top: TopLevels, into: Float64Array, from = 0): number {
  const both = measurable(state, top)
  if (both > state.measured) state.measured = both
  const { bidPrices, bidSizes, askPrices, askSizes } = top
  const { bidPrices: bidsBefore, bidSizes: bidSizesBefore, askPrices: asksBefore, askSizes: askSizesBefore } = state
  for (let level = from; level < both; level++) {
    const bidPrice = bidPrices[level]!
    const bidSize = bidSizes[level]!
    const askPrice = askPrices[level]!
    const askSize = askSizes[level]!
    const bidFlow = queueFlow(bidPrice - bidsBefore[level]!, bidSizesBefore[level]!, bidSize)
    into[level] = bidFlow - queueFlow(asksBefore[level]! - askPrice, askSizesBefore[level]!, askSize)
    bidsBefore[level] = bidPrice
    bidSizesBefore[level] = bidSize
    asksBefore[level] = askPrice
    askSizesBefore[level] = askSize
  }
  for (let level = both; level < into.length; level++) into[level] = 0
  rememberFrom(both, state, top)
  return both
}

/** How many levels can be measured: those that this book and the last one have on both sides. */
export function measurable(state: DeepOfiState, top: TopLevels): number {
  return Math.min(state.bidPrices.length, state.bidCount, state.askCount, top.bidCount, top.askCount)
}

/** Remembers the levels from a rank on. */
function rememberFrom(rank: number, state: DeepOfiState, top: TopLevels): void {
  state.bidCount = Math.min(top.bidCount, state.bidPrices.length)
  state.askCount = Math.min(top.askCount, state.askPrices.length)
  for (let level = rank; level < state.bidCount; level++) {
    state.bidPrices[level] = top.bidPrices[level]!
    state.bidSizes[level] = top.bidSizes[level]!
  }
  for (let level = rank; level < state.askCount; level++) {
    state.askPrices[level] = top.askPrices[level]!
    state.askSizes[level] = top.askSizes[level]!
  }
}
