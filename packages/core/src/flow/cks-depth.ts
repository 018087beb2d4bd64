import type { Interruptible, TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { timeWeightedMean, type TimeWeightedMeanState } from '../indicator/time-weighted-mean.ts'
import { MINUTE_US, type Quote, type Touch, type Us } from '../market.ts'

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
  /** The mean size of both sides. */
  readonly touch: TimeWeightedMeanState
}

/** How much rests at the best prices. */
export interface CksDepth {
  /** Base units a side. */
  readonly depth: number
  /** Measured where prices changed, as in the paper, or in want of such changes as the time-weighted mean size of the touch. */
  readonly basis: 'priceChanges' | 'touchMean'
}

/** Depth as an indicator, with its step taken apart for those who take it often. */
export interface CksDepthIndicator extends TimedIndicator<Quote, CksDepthState, CksDepth | undefined>, Interruptible<CksDepthState> {
  /** Takes in the best prices and sizes of a time. */
  readonly take: (state: CksDepthState, timeUs: Us, touch: Touch) => void
  /** The last quote stands at a time: as much as a step with the same again. */
  readonly stay: (state: CksDepthState, timeUs: Us) => void
}

/** Over what depth is measured, and when it is known. */
export interface CksDepthOptions {
  /** The trailing window; 30 min unless given. */
  readonly widthUs?: Us
  /** Price changes each side must show for them to be the basis; 10 unless given. */
  readonly minChanges?: number
  /** How long after the first quote there is a value; 5 min unless given. */
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
export function cksDepth(options: CksDepthOptions = {}): CksDepthIndicator {
  const { widthUs = 30 * MINUTE_US, minChanges = 10, warmUpUs = 5 * MINUTE_US } = options
  if (!Number.isInteger(minChanges) || minChanges < 1)
    throw new RangeError(`cksDepth: minChanges must be a positive integer, was ${minChanges}`)
  if (!(warmUpUs >= 0)) throw new RangeError(`cksDepth: warmUpUs must be at least 0, was ${warmUpUs}`)
  const queues = rollingSums({ widthUs, terms: 1 })
  const touchMean = timeWeightedMean({ widthUs })

  const advance = (state: CksDepthState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    queues.advance(state.bids, state.nowUs)
    queues.advance(state.asks, state.nowUs)
    touchMean.advance(state.touch, state.nowUs)
  }

  const take = (state: CksDepthState, timeUs: Us, touch: Touch): void => {
    advance(state, timeUs)
    state.sinceUs ??= timeUs
    if (state.seen) {
      if (touch.bidPrice < state.bidPrice) queues.push(state.bids, timeUs, touch.bidSize)
      else if (touch.bidPrice > state.bidPrice) queues.push(state.bids, timeUs, state.bidSize)
      if (touch.askPrice > state.askPrice) queues.push(state.asks, timeUs, touch.askSize)
      else if (touch.askPrice < state.askPrice) queues.push(state.asks, timeUs, state.askSize)
    }
    remember(state, touch)
    touchMean.hold(state.touch, timeUs, (touch.bidSize + touch.askSize) / 2)
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
    }),
    step: (state, quote) => take(state, quote.timeUs, quote),
    take,
    stay(state, timeUs) {
      advance(state, timeUs)
      touchMean.stay(state.touch, timeUs)
    },
    advance,
    read(state) {
      if (state.sinceUs === undefined || state.nowUs - state.sinceUs < warmUpUs) return undefined
      const { bids, asks } = state
      const bidChanges = queues.count(bids)
      const askChanges = queues.count(asks)
      if (Math.min(bidChanges, askChanges) >= minChanges) {
        return { depth: (queues.sum(bids, 0) / bidChanges + queues.sum(asks, 0) / askChanges) / 2, basis: 'priceChanges' }
      }
      const touch = touchMean.read(state.touch)
      return touch && { depth: touch.mean, basis: 'touchMean' }
    },
    interrupt(state) {
      state.seen = false
      touchMean.holdNothing(state.touch, state.touch.seenUs)
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

function remember(state: CksDepthState, touch: Touch): void {
  state.seen = true
  state.bidPrice = touch.bidPrice
  state.bidSize = touch.bidSize
  state.askPrice = touch.askPrice
  state.askSize = touch.askSize
}
