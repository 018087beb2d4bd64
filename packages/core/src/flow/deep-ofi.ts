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
      deepOfiTerms(state, top)
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
 * does all that a step does. The levels before `from` are known to be what they were when they were last taken in: neither
 * they nor their terms, which would be 0, are looked at.
 */
export function deepOfiTerms(state: DeepOfiState, top: TopLevels, into?: Float64Array, from = 0): number {
  const both = measurable(state, top)
  if (both > state.measured) state.measured = both
  for (let level = from; level < both; level++) {
    const e = takeLevel(state, top, level)
    if (into) into[level] = e
  }
  if (into) for (let level = both; level < into.length; level++) into[level] = 0
  rememberFrom(both, state, top)
  return both
}

/** How many levels can be measured: those that this book and the last one have on both sides. */
export function measurable(state: DeepOfiState, top: TopLevels): number {
  return Math.min(state.bidPrices.length, state.bidCount, state.askCount, top.bidCount, top.askCount)
}

/** Takes in a level that both books have and returns its term e, in base units. Most levels are what they were, whichever changed. */
function takeLevel(state: DeepOfiState, top: TopLevels, level: number): number {
  const bidPrice = top.bidPrices[level]!
  const bidSize = top.bidSizes[level]!
  const askPrice = top.askPrices[level]!
  const askSize = top.askSizes[level]!
  const bidBefore = state.bidPrices[level]!
  const askBefore = state.askPrices[level]!
  const bidSizeBefore = state.bidSizes[level]!
  const askSizeBefore = state.askSizes[level]!
  if (bidPrice === bidBefore && bidSize === bidSizeBefore && askPrice === askBefore && askSize === askSizeBefore) return 0
  const e = queueFlow(bidPrice - bidBefore, bidSizeBefore, bidSize) - queueFlow(askBefore - askPrice, askSizeBefore, askSize)
  addAt(state.totals, level, e)
  state.bidPrices[level] = bidPrice
  state.bidSizes[level] = bidSize
  state.askPrices[level] = askPrice
  state.askSizes[level] = askSize
  return e
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
