import type { Trade, Us } from '../market.ts'

/** What a span of time did to the price, and what was traded in it. */
export interface ImpactBar {
  readonly startUs: Us
  /** Quote currency: the mid at the end less the one at the start. */
  readonly midChange: number
  /** Natural logarithm of the mid at the end over the one at the start. */
  readonly logReturn: number
  /** Base units bought less sold by takers. */
  readonly signedVolume: number
  /** Quote currency traded. */
  readonly notional: number
  /** Square roots of the notionals of the prints, those of sellers negative. */
  readonly signedRootNotional: number
  /** Prices of prints; `undefined` where nothing traded. */
  readonly high: number | undefined
  readonly low: number | undefined
}

/** The bar that forms, and the mids that its change is measured between. */
export interface ImpactBarsState {
  /** The number of the bar that forms, counted from the epoch; `undefined` before the first mid. */
  bar: number | undefined
  /** The last mid; `undefined` while there is none, because the book is lost or has one side. */
  mid: number | undefined
  /** The mid that the forming bar began with. */
  openMid: number | undefined
  signedVolume: number
  notional: number
  signedRootNotional: number
  high: number | undefined
  low: number | undefined
}

/** Cuts mids and prints into bars of equal time, (start, end]. */
export interface ImpactBars {
  readonly init: () => ImpactBarsState
  /** Takes in a mid, `undefined` for none, and returns the bars that its time ends. */
  readonly onMid: (state: ImpactBarsState, timeUs: Us, mid: number | undefined) => ImpactBar[]
  /** Takes in a print and returns the bars that its time ends. One of a bar that has ended already changes nothing. */
  readonly onTrade: (state: ImpactBarsState, trade: Trade) => ImpactBar[]
  /** Moves the clock and returns the bars that ended before it. */
  readonly advance: (state: ImpactBarsState, nowUs: Us) => ImpactBar[]
}

/**
 * Bars on a grid of the clock for measures of price impact. The first mid stands for the start of its bar; a bar at whose start or end
 * there is no mid is left out.
 */
export function impactBars(options: { readonly widthUs: Us }): ImpactBars {
  const { widthUs } = options
  if (!(widthUs > 0)) throw new RangeError(`impactBars: widthUs must be above 0, was ${widthUs}`)

  const advanceTo = (state: ImpactBarsState, bar: number): ImpactBar[] => {
    const ended: ImpactBar[] = []
    while (state.bar !== undefined && state.bar < bar) {
      const made = barOf(state, state.bar * widthUs)
      if (made !== undefined) ended.push(made)
      // What lies between is empty: only what the mid does to it must be told.
      state.bar = made === undefined || state.mid === undefined ? bar : state.bar + 1
      begin(state)
    }
    return ended
  }
  /** A time on the grid ends its bar; a later one does not belong to it any more. */
  const barAt = (timeUs: Us): number => Math.ceil(timeUs / widthUs) - 1

  return {
    init: () => ({
      bar: undefined,
      mid: undefined,
      openMid: undefined,
      signedVolume: 0,
      notional: 0,
      signedRootNotional: 0,
      high: undefined,
      low: undefined,
    }),
    onMid(state, timeUs, mid) {
      const ended = advanceTo(state, barAt(timeUs))
      state.mid = mid
      if (state.bar === undefined && mid !== undefined) {
        state.bar = Math.floor(timeUs / widthUs)
        state.openMid = mid
      }
      return ended
    },
    onTrade(state, { timeUs, price, size, aggressor }) {
      const ended = advanceTo(state, barAt(timeUs))
      if (state.bar === undefined || barAt(timeUs) < state.bar) return ended
      const sign = aggressor === 'buy' ? 1 : -1
      state.signedVolume += sign * size
      state.notional += price * size
      state.signedRootNotional += sign * Math.sqrt(price * size)
      state.high = state.high === undefined ? price : Math.max(state.high, price)
      state.low = state.low === undefined ? price : Math.min(state.low, price)
      return ended
    },
    advance: (state, nowUs) => advanceTo(state, barAt(nowUs)),
  }
}

function barOf(
  { high, low, mid, notional, openMid, signedRootNotional, signedVolume }: ImpactBarsState,
  startUs: Us,
): ImpactBar | undefined {
  if (openMid === undefined || mid === undefined) return undefined
  return { startUs, midChange: mid - openMid, logReturn: Math.log(mid / openMid), signedVolume, notional, signedRootNotional, high, low }
}

function begin(state: ImpactBarsState): void {
  state.openMid = state.mid
  state.signedVolume = 0
  state.notional = 0
  state.signedRootNotional = 0
  state.high = undefined
  state.low = undefined
}
