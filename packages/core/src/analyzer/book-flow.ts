import { imbalanceOf } from '../book/imbalance.ts'
import type { TopLevels } from '../book/top-levels.ts'
import { type CksDepth, cksDepth, type CksDepthState } from '../flow/cks-depth.ts'
import { deepOfi, type DeepOfiState, deepOfiTerms } from '../flow/deep-ofi.ts'
import { ofi, ofiTerm, type OfiState } from '../flow/ofi.ts'
import { type OfiMomentum, ofiMomentum, type OfiMomentumState } from '../flow/ofi-momentum.ts'
import { ofiWindow, type OfiWindowReading, type OfiWindowState } from '../flow/ofi-window.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { type TimeWeighted, timeWeightedMean, type TimeWeightedMeanState } from '../indicator/time-weighted-mean.ts'
import { type Quote, SECOND_US, type Us } from '../market.ts'

/** Levels a side that the ranked-level measures look at. */
export const RANKED_LEVELS = 10

/** The window of order flow imbalance and of the mean order imbalance. */
export const FLOW_WINDOW_US: Us = 10 * SECOND_US

/** State of every indicator that listens to the book. */
export interface BookFlowState {
  readonly ofi: OfiState
  readonly window: OfiWindowState
  readonly depth: CksDepthState
  momentum: OfiMomentumState
  readonly deep: DeepOfiState
  readonly deepWindow: RollingSumsState
  readonly imbalance: TimeWeightedMeanState
}

const window = ofiWindow({ widthUs: FLOW_WINDOW_US })
const depth = cksDepth()
const momentum = ofiMomentum()
const deep = deepOfi({ levels: RANKED_LEVELS })
const deepWindow = rollingSums({ widthUs: FLOW_WINDOW_US, terms: RANKED_LEVELS })
const imbalanceMean = timeWeightedMean({ widthUs: FLOW_WINDOW_US })

// Handed from one call to the next and overwritten each time: no step allocates.
const terms = new Float64Array(RANKED_LEVELS)
const known = new Uint8Array(RANKED_LEVELS)

/** The indicators that listen to the book as one. Spelled out, so that every call has a single target and can be inlined. */
export const bookFlow = {
  init: (): BookFlowState => ({
    ofi: ofi.init(),
    window: window.init(),
    depth: depth.init(),
    momentum: momentum.init(),
    deep: deep.init(),
    deepWindow: deepWindow.init(),
    imbalance: imbalanceMean.init(),
  }),

  /** Takes in the book as it stands after a message: its touch, and its best levels without dust (`undefined` where dust has no measure). */
  observe(state: BookFlowState, quote: Quote, top: TopLevels | undefined): void {
    const { timeUs } = quote
    const e = ofiTerm(state.ofi, quote)
    if (e !== undefined) {
      const input = { timeUs, e }
      window.step(state.window, input)
      momentum.step(state.momentum, input)
    }
    depth.step(state.depth, quote)
    if (top === undefined) return
    deepOfiTerms(state.deep, top, terms, known)
    if (known.includes(1)) deepWindow.pushRow(state.deepWindow, timeUs, terms)
    imbalanceMean.step(state.imbalance, { timeUs, value: imbalanceOf(top) ?? null })
  },

  /** The book was lost or replaced: the next observation is not flow, and what was sustained before is not known to be still. */
  lose(state: BookFlowState, timeUs: Us): void {
    bookFlow.interrupt(state, timeUs)
    state.momentum = momentum.init()
  },

  /** The book is one-sided: the next observation is not flow. */
  interrupt(state: BookFlowState, timeUs: Us): void {
    ofi.interrupt(state.ofi)
    depth.interrupt(state.depth)
    deep.interrupt(state.deep)
    imbalanceMean.step(state.imbalance, { timeUs, value: null })
  },

  advance(state: BookFlowState, nowUs: Us): void {
    window.advance(state.window, nowUs)
    depth.advance(state.depth, nowUs)
    momentum.advance(state.momentum, nowUs)
    deepWindow.advance(state.deepWindow, nowUs)
    imbalanceMean.advance(state.imbalance, nowUs)
  },

  readWindow: (state: BookFlowState): OfiWindowReading | undefined => window.read(state.window),
  readDepth: (state: BookFlowState): CksDepth | undefined => depth.read(state.depth),
  readMomentum: (state: BookFlowState): OfiMomentum | undefined => momentum.read(state.momentum),
  /** Flow of the m-th level in the window; `undefined` while it could never be measured. */
  readDeep: (state: BookFlowState, level: number): number | undefined =>
    state.deep.observations[level - 1]! > 0 ? deepWindow.sum(state.deepWindow, level - 1) : undefined,
  readImbalance: (state: BookFlowState): TimeWeighted | undefined => imbalanceMean.read(state.imbalance),
}
