import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import { dropOldest, putRow, rowAt, type TimeRing, timeRing } from '../indicator/time-ring.ts'
import { DAY_US, type Trade, type Us } from '../market.ts'

/** What traded at one price: its volume, and in how many trades. */
export interface PriceVolume extends CompensatedSum {
  trades: number
}

/** The trades of the window, and what they come to at each price. */
export interface RollingProfileState {
  nowUs: Us
  /** Rows of a time, a price and a size. */
  readonly ring: TimeRing
  readonly prices: Map<number, PriceVolume>
}

/** Volume by exact price over a trailing window of trades. */
export interface RollingProfile {
  readonly init: () => RollingProfileState
  /** Takes in a trade; it allocates only for a price that is not in the window yet. */
  readonly step: (state: RollingProfileState, trade: Trade) => void
  readonly advance: (state: RollingProfileState, nowUs: Us) => void
  /** Price and volume in base units, in no particular order. */
  readonly volumes: (state: RollingProfileState) => Iterable<readonly [price: number, volume: number]>
  /** How many trades are in the window. */
  readonly trades: (state: RollingProfileState) => number
}

/**
 * Volume by exact price over the trades of `(now − widthUs, now]`, from which profiles of any rows are made.
 *
 * Trades are counted at each price, so that one from which all trades have left is gone, and leaves no rounding behind.
 */
export function rollingProfile(options: { readonly widthUs?: Us } = {}): RollingProfile {
  const { widthUs = DAY_US } = options
  if (!(widthUs > 0)) throw new RangeError(`rollingProfile: widthUs must be above 0, was ${widthUs}`)

  const advance = (state: RollingProfileState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    const { ring, prices } = state
    const cutUs = state.nowUs - widthUs
    while (ring.count > 0) {
      const at = rowAt(ring, 0)
      if (ring.rows[at]! > cutUs) return
      leave(prices, ring.rows[at + 1]!, ring.rows[at + 2]!)
      dropOldest(ring)
    }
  }

  return {
    init: () => ({ nowUs: 0, ring: timeRing(2), prices: new Map() }),
    step(state, trade) {
      advance(state, trade.timeUs)
      if (trade.timeUs <= state.nowUs - widthUs) return
      const { ring } = state
      const at = putRow(ring, trade.timeUs)
      ring.rows[at + 1] = trade.price
      ring.rows[at + 2] = trade.size
      enter(state.prices, trade.price, trade.size)
    },
    advance,
    *volumes({ prices }) {
      for (const [price, volume] of prices) yield [price, valueOf(volume)] as const
    },
    trades: ({ ring }) => ring.count,
  }
}

function enter(prices: Map<number, PriceVolume>, price: number, size: number): void {
  let volume = prices.get(price)
  if (volume === undefined) {
    volume = { ...compensatedSum(), trades: 0 }
    prices.set(price, volume)
  }
  addTo(volume, size)
  volume.trades += 1
}

function leave(prices: Map<number, PriceVolume>, price: number, size: number): void {
  const volume = prices.get(price)!
  volume.trades -= 1
  if (volume.trades === 0) prices.delete(price)
  else addTo(volume, -size)
}
