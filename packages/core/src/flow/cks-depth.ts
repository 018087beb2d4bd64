import type { Interruptible, TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { timeWeightedMean, type TimeWeightedMeanState } from '../indicator/time-weighted-mean.ts'
import { MINUTE_US, type Quote, type Us } from '../market.ts'
import type { Touch } from './ofi.ts'

/** What depth remembers: the last quote, the queues that price changes showed, and the touch as it stood. */
export interface CksDepthState {
  nowUs: Us
  /** When the first quote of all was. */
  sinceUs: Us | undefined
  /** Whether there is a quote to measure the next one against. */
  seen: boolean
  bidPrice: number
  bidSize: number
  askPrice: number
  askSize: number
  readonly bids: RollingSumsState
  readonly asks: RollingSumsState
  readonly touch: TimeWeightedMeanState
  /** The mean size of the touch, and when it was last seen; `null` while there is none. */
  readonly held: { timeUs: Us; value: number | null }
}

/** How much rests at the best prices. */
export interface CksDepth {
  /** Base units a side. */
  readonly depth: number
  /** Measured where prices changed, as in the paper, or in want of such changes as the time-weighted mean size of the touch. */
  readonly basis: 'priceChanges' | 'touchMean'
}

/** Over what depth is measured, and when it is known. */
export interface CksDepthOptions {
  readonly widthUs?: Us
  /** Price changes each side must show for them to be the basis. */
  readonly minChanges?: number
  /** How long after the first quote there is a value. */
  readonly warmUpUs?: Us
}

/**
 * Market depth at the best prices, over the trailing window: half the sum of both sides' mean queue left behind or laid
 * bare when the best price changed; `undefined` while warming up.
 *
 * A lost book counts until it was last seen.
 *
 * @see Cont, Kukanov, Stoikov (2014), "The Price Impact of Order Book Events", section 3.2, https://doi.org/10.1093/jjfinec/nbt003
 */
export function cksDepth(
  options: CksDepthOptions = {},
): TimedIndicator<Quote, CksDepthState, CksDepth | undefined> & Interruptible<CksDepthState> {
  const { widthUs = 30 * MINUTE_US, minChanges = 10, warmUpUs = 5 * MINUTE_US } = options
  if (!Number.isInteger(minChanges) || minChanges < 1)
    throw new RangeError(`cksDepth: minChanges must be a positive integer, was ${minChanges}`)
  if (!(warmUpUs >= 0)) throw new RangeError(`cksDepth: warmUpUs must be at least 0, was ${warmUpUs}`)
  const queues = rollingSums({ widthUs, terms: 1 })
  const touchMean = timeWeightedMean({ widthUs })

  /** The touch is handed on when it changes only: a size that stays needs no second entry. */
  const holdTouch = (state: CksDepthState, timeUs: Us, value: number | null): void => {
    const changed = value !== state.held.value
    state.held.value = value
    if (timeUs > state.held.timeUs) state.held.timeUs = timeUs
    if (changed) touchMean.step(state.touch, state.held)
  }

  const advance = (state: CksDepthState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    queues.advance(state.bids, state.nowUs)
    queues.advance(state.asks, state.nowUs)
    touchMean.advance(state.touch, state.nowUs)
  }

  return {
    init: () => ({
      nowUs: 0,
      sinceUs: undefined,
      seen: false,
      bidPrice: 0,
      bidSize: 0,
      askPrice: 0,
      askSize: 0,
      bids: queues.init(),
      asks: queues.init(),
      touch: touchMean.init(),
      held: { timeUs: 0, value: null },
    }),
    step(state, quote) {
      const { timeUs } = quote
      advance(state, timeUs)
      state.sinceUs ??= timeUs
      if (state.seen) {
        if (quote.bidPrice < state.bidPrice) queues.push(state.bids, timeUs, quote.bidSize)
        else if (quote.bidPrice > state.bidPrice) queues.push(state.bids, timeUs, state.bidSize)
        if (quote.askPrice > state.askPrice) queues.push(state.asks, timeUs, quote.askSize)
        else if (quote.askPrice < state.askPrice) queues.push(state.asks, timeUs, state.askSize)
      }
      remember(state, quote)
      holdTouch(state, timeUs, (quote.bidSize + quote.askSize) / 2)
    },
    advance,
    read(state) {
      if (state.sinceUs === undefined || state.nowUs - state.sinceUs < warmUpUs) return undefined
      const { bids, asks } = state
      if (Math.min(bids.count, asks.count) >= minChanges) {
        return { depth: (queues.sum(bids, 0) / bids.count + queues.sum(asks, 0) / asks.count) / 2, basis: 'priceChanges' }
      }
      const touch = touchMean.read(state.touch)
      return touch && { depth: touch.mean, basis: 'touchMean' }
    },
    interrupt(state) {
      state.seen = false
      holdTouch(state, state.held.timeUs, null)
    },
  }
}

/** Order flow imbalance in units of depth: the price change, in ticks, that a linear book of that depth would show. */
export function normalisedOfi(ofi: number, depth: number): number {
  return ofi / (2 * depth)
}

/** What order flow imbalance says: who presses, and whether more than in the window before. */
export type OfiLabel = 'neutral' | 'buying pressure' | 'selling pressure' | 'buying pressure, increasing' | 'selling pressure, increasing'

/**
 * Puts a normalised imbalance and the one of the window before into words; neutral up to `neutralTo` on either side,
 * and while unknown. An imbalance that cannot be normalised is judged in base units with `neutralTo` 0.
 */
export function ofiLabel(value: number | undefined, before: number | undefined, neutralTo = 0.05): OfiLabel {
  if (value === undefined || Math.abs(value) <= neutralTo) return 'neutral'
  if (value > 0) return before !== undefined && value > before ? 'buying pressure, increasing' : 'buying pressure'
  return before !== undefined && value < before ? 'selling pressure, increasing' : 'selling pressure'
}

function remember(state: CksDepthState, quote: Touch): void {
  state.seen = true
  state.bidPrice = quote.bidPrice
  state.bidSize = quote.bidSize
  state.askPrice = quote.askPrice
  state.askSize = quote.askSize
}
