import { valueOf } from '../indicator/compensated-sum.ts'
import type { Trade, Us } from '../market.ts'
import { addToBar, type Bar, barOf, type FormingBar, formingBar } from './bar.ts'
import { startOf } from './span.ts'

export type { Bar } from './bar.ts'

/** The bar being made, if one has begun. */
export interface BarsState {
  open: FormingBar | undefined
}

/** Makes bars of trades as they arrive. */
export interface BarBuilder<State> {
  readonly init: () => State
  /** Takes in a trade and returns the bar that it completed. */
  readonly push: (state: State, trade: Trade) => Bar | undefined
}

/** Bars of time, which the clock can close too. */
export interface TimeBarsState extends BarsState {
  /** Where the newest span that is over ended: trades from before it come too late. */
  closedUs: Us
  /** Trades that came too late for their bar. */
  late: number
}

/** Makes bars of time. */
export interface TimeBarBuilder extends BarBuilder<TimeBarsState> {
  /** Moves the clock, never back, and returns the bar whose time is over. */
  readonly close: (state: TimeBarsState, nowUs: Us) => Bar | undefined
}

/**
 * Bars of equal spans of time, counted from the Unix epoch; none where nothing traded.
 *
 * A bar is over when the clock or a trade has reached its end, and then stays as it is: a trade that comes later, though
 * it happened within the bar, is counted as late and left out.
 */
export function timeBars(options: { readonly widthUs: Us }): TimeBarBuilder {
  const { widthUs } = options
  if (!(widthUs > 0)) throw new RangeError(`timeBars: widthUs must be above 0, was ${widthUs}`)

  const close = (state: TimeBarsState, nowUs: Us): Bar | undefined => {
    const overUs = startOf(nowUs, widthUs)
    if (overUs <= state.closedUs) return undefined
    state.closedUs = overUs
    const { open } = state
    state.open = undefined
    return open && barOf(open, open.forming.candle.startUs, open.forming.candle.startUs + widthUs)
  }

  return {
    init: () => ({ open: undefined, closedUs: 0, late: 0 }),
    push(state, trade) {
      const completed = close(state, trade.timeUs)
      if (trade.timeUs < state.closedUs) state.late += 1
      else if (state.open) addToBar(state.open, trade)
      else state.open = formingBar(startOf(trade.timeUs, widthUs), trade)
      return completed
    },
    close,
  }
}

/** Bars of so many trades each. */
export function tickBars(options: { readonly trades: number }): BarBuilder<BarsState> {
  const { trades } = options
  if (!Number.isInteger(trades) || trades < 1) throw new RangeError(`tickBars: trades must be a positive integer, was ${trades}`)
  return barsUntil((bar) => bar.trades >= trades)
}

/** Bars of at least so much volume, in base units: the trade that reaches it closes the bar, and is not split. */
export function volumeBars(options: { readonly volume: number }): BarBuilder<BarsState> {
  const { volume } = options
  if (!(volume > 0)) throw new RangeError(`volumeBars: volume must be above 0, was ${volume}`)
  return barsUntil((bar) => bar.forming.candle.volume >= volume)
}

/** Bars of at least so much notional, in quote currency: the trade that reaches it closes the bar, and is not split. */
export function notionalBars(options: { readonly notional: number }): BarBuilder<BarsState> {
  const { notional } = options
  if (!(notional > 0)) throw new RangeError(`notionalBars: notional must be above 0, was ${notional}`)
  return barsUntil((bar) => valueOf(bar.notional) >= notional)
}

/** The bars that a series of trades completes; what the last trades have only begun is not among them. */
export function barsOf<State>(builder: BarBuilder<State>, trades: Iterable<Trade>): Bar[] {
  const state = builder.init()
  const bars: Bar[] = []
  for (const trade of trades) {
    const completed = builder.push(state, trade)
    if (completed) bars.push(completed)
  }
  return bars
}

/** Bars that trades alone complete: they last from their first trade to their last. */
function barsUntil(isFull: (bar: FormingBar) => boolean): BarBuilder<BarsState> {
  return {
    init: () => ({ open: undefined }),
    push(state, trade) {
      if (state.open) addToBar(state.open, trade)
      else state.open = formingBar(trade.timeUs, trade)
      const { open } = state
      if (!isFull(open)) return undefined
      state.open = undefined
      // Trades come late too, so the first to arrive need not have been the first to happen.
      return barOf(open, open.forming.openUs, open.forming.closeUs)
    },
  }
}
