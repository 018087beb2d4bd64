import { startOf } from '../bars/span.ts'
import { addTo, type CompensatedSum, compensatedSum, resetSum, valueOf } from '../indicator/compensated-sum.ts'
import type { TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { DAY_US, type Trade, type Us } from '../market.ts'
import { compensatedDifference } from './compensated-difference.ts'

/** Volume bought and sold since the anchor. */
export interface CvdState {
  nowUs: Us
  /** The time of the earliest trade ever seen. */
  firstUs: Us | undefined
  readonly buy: CompensatedSum
  readonly sell: CompensatedSum
}

/** Cumulative volume delta, and since when it counts. Volumes are in base units. */
export interface CvdReading {
  /** Volume bought less volume sold by takers. */
  readonly cvd: number
  readonly buyVolume: number
  readonly sellVolume: number
  /** Where counting should begin: midnight, or the first trade. */
  readonly anchorUs: Us
  /** Where counting did begin: the anchor, or the first trade where that came later. */
  readonly sinceUs: Us
}

/**
 * Cumulative volume delta since the UTC day began (the default) or since the first trade; `undefined` before the first
 * trade. When the clock enters another day the sums begin anew, and a late trade of a day gone by counts no more.
 */
export function cvd(options: { readonly anchor?: 'utc-day' | 'start' } = {}): TimedIndicator<Trade, CvdState, CvdReading | undefined> {
  const { anchor = 'utc-day' } = options
  const daily = anchor === 'utc-day'

  const advance = (state: CvdState, nowUs: Us): void => {
    if (nowUs <= state.nowUs) return
    if (daily && dayOf(nowUs) > dayOf(state.nowUs)) {
      resetSum(state.buy)
      resetSum(state.sell)
    }
    state.nowUs = nowUs
  }

  return {
    init: () => ({ nowUs: 0, firstUs: undefined, buy: compensatedSum(), sell: compensatedSum() }),
    step(state, { timeUs, size, aggressor }) {
      advance(state, timeUs)
      if (state.firstUs === undefined || timeUs < state.firstUs) state.firstUs = timeUs
      if (daily && timeUs < dayOf(state.nowUs)) return
      addTo(aggressor === 'buy' ? state.buy : state.sell, size)
    },
    advance,
    read({ nowUs, firstUs, buy, sell }) {
      if (firstUs === undefined) return undefined
      const anchorUs = daily ? dayOf(nowUs) : firstUs
      return {
        cvd: compensatedDifference(buy, sell),
        buyVolume: valueOf(buy),
        sellVolume: valueOf(sell),
        anchorUs,
        sinceUs: Math.max(anchorUs, firstUs),
      }
    },
  }
}

/** A row a trade: its size on the side that took it. */
export type DeltaState = RollingSumsState

/** Volume bought and sold within a window, in base units. */
export interface DeltaReading {
  readonly buy: number
  readonly sell: number
  /** `buy` less `sell`. */
  readonly delta: number
  readonly trades: number
}

/** Volume delta over the trailing window. A window without trades reads 0: whether trades were received at all is not seen from here. */
export function delta(options: { readonly widthUs: Us }): TimedIndicator<Trade, DeltaState, DeltaReading> {
  const window = rollingSums({ widthUs: options.widthUs, terms: 2 })

  return {
    init: window.init,
    step(state, { timeUs, size, aggressor }) {
      window.push(state, timeUs, aggressor === 'buy' ? size : 0, aggressor === 'sell' ? size : 0)
    },
    advance: window.advance,
    read: (state) => ({
      buy: window.sum(state, 0),
      sell: window.sum(state, 1),
      delta: compensatedDifference(window.total(state, 0), window.total(state, 1)),
      trades: window.count(state),
    }),
  }
}

/** When the UTC day of a time began. */
function dayOf(timeUs: Us): Us {
  return startOf(timeUs, DAY_US)
}
