import type { TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { SECOND_US, type Us } from '../market.ts'
import { compensatedDifference } from './compensated-difference.ts'

/** One term of order flow imbalance: what a quote added to it, in base units. */
export interface OfiTerm {
  readonly timeUs: Us
  readonly e: number
}

/** The terms of the window, and those of the window and the one before it. */
export interface OfiWindowState {
  readonly window: RollingSumsState
  readonly both: RollingSumsState
  /** When the first term was. */
  sinceUs: Us | undefined
}

/** Order flow imbalance of two windows in a row, in base units. */
export interface OfiWindowReading {
  /** Σ e over `(now − Δ, now]`. */
  readonly ofi: number
  /** Σ e over `(now − 2Δ, now − Δ]`; `undefined` while that lies before the first term. */
  readonly before: number | undefined
}

/** Order flow imbalance over a trailing window, 10 s unless given, and over the window that precedes it; `undefined` until the first term. */
export function ofiWindow(options: { readonly widthUs?: Us } = {}): TimedIndicator<OfiTerm, OfiWindowState, OfiWindowReading | undefined> {
  const { widthUs = 10 * SECOND_US } = options
  const single = rollingSums({ widthUs, terms: 1 })
  const double = rollingSums({ widthUs: 2 * widthUs, terms: 1 })

  return {
    init: () => ({ window: single.init(), both: double.init(), sinceUs: undefined }),
    step(state, { timeUs, e }) {
      single.push(state.window, timeUs, e)
      double.push(state.both, timeUs, e)
      if (state.sinceUs === undefined || timeUs < state.sinceUs) state.sinceUs = timeUs
    },
    advance(state, nowUs) {
      single.advance(state.window, nowUs)
      double.advance(state.both, nowUs)
    },
    read({ window, both, sinceUs }) {
      if (sinceUs === undefined) return undefined
      const before = sinceUs > window.nowUs - widthUs ? undefined : compensatedDifference(double.total(both, 0), single.total(window, 0))
      return { ofi: single.sum(window, 0), before }
    },
  }
}
