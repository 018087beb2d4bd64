import { eventCount, type EventRows, eventRows, oldestRing, ringFor } from '../indicator/event-rows.ts'
import { dropOldest, oldestUs, putRow } from '../indicator/time-ring.ts'
import { DAY_US, type Trade, type Us } from '../market.ts'
import { enterTrade, leaveTrade, type PricePages, pricePages, volumesIn } from './price-pages.ts'
import type { RowRule } from './row-rule.ts'
import { profileOfPages, type VolumeProfile } from './volume-profile.ts'

/** The trades of the window as rows of a time, a price and a size, and what they come to at each price. */
export interface RollingProfileState extends EventRows {
  nowUs: Us
  readonly prices: PricePages
}

/** Volume by exact price over a trailing window of trades. */
export interface RollingProfile {
  readonly init: () => RollingProfileState
  /** Takes in a trade; it allocates nothing but pages for prices that are not in the window yet. */
  readonly step: (state: RollingProfileState, trade: Trade) => void
  readonly advance: (state: RollingProfileState, nowUs: Us) => void
  /** Price and volume in base units, lowest price first. */
  readonly volumes: (state: RollingProfileState) => Iterable<readonly [price: number, volume: number]>
  /** The profile of the window in some rows; `undefined` where nothing traded. */
  readonly profile: (state: RollingProfileState, rule: RowRule) => VolumeProfile | undefined
  /** How many trades are in the window. */
  readonly trades: (state: RollingProfileState) => number
}

/**
 * Volume by exact price over the trades of `(now − widthUs, now]`, 24 h unless given, from which profiles of any rows are made.
 *
 * Trades are counted at each price, so that one from which all trades have left is gone, and leaves no rounding behind.
 */
export function rollingProfile(options: { readonly widthUs?: Us } = {}): RollingProfile {
  const { widthUs = DAY_US } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingProfile: widthUs must be above 0, was ${widthUs}`)

  const advance = (state: RollingProfileState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    const cutUs = state.nowUs - widthUs
    for (let ring = oldestRing(state); oldestUs(ring) <= cutUs; ring = oldestRing(state)) {
      const at = ring.head * ring.stride
      leaveTrade(state.prices, ring.rows[at + 1]!, ring.rows[at + 2]!)
      dropOldest(ring)
    }
  }

  return {
    init: () => ({ ...eventRows(2), nowUs: 0, prices: pricePages() }),
    step(state, { timeUs, price, size }) {
      advance(state, timeUs)
      if (timeUs <= state.nowUs - widthUs) return
      const ring = ringFor(state, timeUs)
      const at = putRow(ring, timeUs)
      ring.rows[at + 1] = price
      ring.rows[at + 2] = size
      enterTrade(state.prices, price, size)
    },
    advance,
    volumes: ({ prices }) => volumesIn(prices),
    profile: ({ prices }, rule) => profileOfPages(prices, rule),
    trades: eventCount,
  }
}
