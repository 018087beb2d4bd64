import type { TopLevels } from '../book/top-levels.ts'
import { type CksDepth, cksDepth, type CksDepthState } from '../flow/cks-depth.ts'
import { deepOfi, type DeepOfiState, deepOfiTerms, measurable } from '../flow/deep-ofi.ts'
import { differs, ofi, type OfiState, takeTouch } from '../flow/ofi.ts'
import { type OfiMomentum, ofiMomentum, type OfiMomentumState } from '../flow/ofi-momentum.ts'
import { ofiWindow, type OfiWindowReading, type OfiWindowState } from '../flow/ofi-window.ts'
import { rollingRows, type RollingRowsState } from '../indicator/rolling-rows.ts'
import { type TimeWeighted, timeWeightedMean, type TimeWeightedMeanState } from '../indicator/time-weighted-mean.ts'
import { SECOND_US, type Touch, type Us } from '../market.ts'

/** Levels a side that the ranked-level measures look at. */
export const RANKED_LEVELS = 10

/** The window of order flow imbalance and of the mean order imbalance. */
export const FLOW_WINDOW_US: Us = 10 * SECOND_US

/** State of every indicator that listens to the book. */
export interface BookFlowState {
  /** The greatest time of an observation. */
  seenUs: Us
  /** Whether observing the same book again would tell nobody anything: the last observation stands, and flow of all its levels has been measured. */
  steady: boolean
  readonly ofi: OfiState
  readonly window: OfiWindowState
  readonly depth: CksDepthState
  momentum: OfiMomentumState
  readonly deep: DeepOfiState
  readonly deepWindow: RollingRowsState
  readonly imbalance: TimeWeightedMeanState
}

const window = ofiWindow({ widthUs: FLOW_WINDOW_US })
const depth = cksDepth()
const momentum = ofiMomentum()
const deep = deepOfi({ levels: RANKED_LEVELS })
const deepWindow = rollingRows({ widthUs: FLOW_WINDOW_US, terms: RANKED_LEVELS })
const imbalanceMean = timeWeightedMean({ widthUs: FLOW_WINDOW_US })

// Handed from one call to the next and overwritten each time: no step allocates.
const terms = new Float64Array(RANKED_LEVELS)
const term = { timeUs: 0, e: 0 }

/** The indicators that listen to the book as one. Spelled out, so that every call has a single target and can be inlined. */
export const bookFlow = {
  init: (): BookFlowState => ({
    seenUs: 0,
    steady: false,
    ofi: ofi.init(),
    window: window.init(),
    depth: depth.init(),
    momentum: momentum.init(),
    deep: deep.init(),
    deepWindow: deepWindow.init(),
    imbalance: imbalanceMean.init(),
  }),

  /**
   * Takes in the book as it stands after a message: its touch, and its best levels without dust (`undefined` where dust has
   * no measure). A term of 0 is no event, and the same imbalance again no other one: neither is kept.
   */
  observe(state: BookFlowState, timeUs: Us, touch: Touch, top: TopLevels | undefined): void {
    if (timeUs < state.seenUs) catchUp(state)
    else state.seenUs = timeUs
    const measured = state.ofi.seen
    term.timeUs = timeUs
    if (!measured || differs(state.ofi, touch)) {
      depth.take(state.depth, timeUs, touch)
      term.e = takeTouch(state.ofi, touch)
    } else {
      state.ofi.observations += 1
      term.e = 0
    }
    if (measured) stepTerm(state)
    if (top !== undefined) observeTop(state, timeUs, top)
    // After a late observation the newest by time is another one than the last.
    state.steady = measured && timeUs === state.seenUs && (top === undefined || measurable(state.deep, top) <= state.deep.measured)
  },

  /** Takes in that a message left the touch and the best levels as they were last observed; false where they must be observed nevertheless. */
  observeSame(state: BookFlowState, timeUs: Us): boolean {
    if (!state.steady || timeUs < state.seenUs) return false
    state.seenUs = timeUs
    state.ofi.observations += 1
    return true
  },

  /** The book is crossed and not observed: what comes next is measured against the last observation. */
  skip(state: BookFlowState): void {
    state.steady = false
  },

  /** The book was lost or replaced: the next observation is not flow, and what was sustained before is not known to be still. */
  lose(state: BookFlowState, timeUs: Us): void {
    bookFlow.interrupt(state, timeUs)
    state.momentum = momentum.init()
  },

  /** The book is one-sided: the next observation is not flow. */
  interrupt(state: BookFlowState, timeUs: Us): void {
    catchUp(state)
    state.steady = false
    ofi.interrupt(state.ofi)
    depth.interrupt(state.depth)
    deep.interrupt(state.deep)
    imbalanceMean.holdNothing(state.imbalance, timeUs)
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
    level <= state.deep.measured ? deepWindow.sum(state.deepWindow, level - 1) : undefined,
  readImbalance: (state: BookFlowState): TimeWeighted | undefined => imbalanceMean.read(state.imbalance),
}

/** Hands on the term of the touch. */
function stepTerm(state: BookFlowState): void {
  momentum.step(state.momentum, term)
  if (term.e !== 0 || state.window.sinceUs === undefined || term.timeUs < state.window.sinceUs) window.step(state.window, term)
}

function observeTop(state: BookFlowState, timeUs: Us, top: TopLevels): void {
  const { changedFrom } = top
  deepOfiTerms(state.deep, top, terms, changedFrom)
  deepWindow.push(state.deepWindow, timeUs, terms, changedFrom)
  top.changedFrom = top.capacity
  const contrast = contrastOf(top)
  if (Number.isNaN(contrast)) imbalanceMean.holdNothing(state.imbalance, timeUs)
  else imbalanceMean.hold(state.imbalance, timeUs, contrast)
}

/** Brings every indicator to the last observation, of which those that said nothing new were not handed on. */
function catchUp(state: BookFlowState): void {
  const { seenUs } = state
  bookFlow.advance(state, seenUs)
  depth.stay(state.depth, seenUs)
  imbalanceMean.stay(state.imbalance, seenUs)
}

/** The imbalance of the levels read, NaN where there are none: a number that may be missing costs an object. */
function contrastOf({ bidTaken, askTaken }: TopLevels): number {
  return (bidTaken - askTaken) / (bidTaken + askTaken)
}
