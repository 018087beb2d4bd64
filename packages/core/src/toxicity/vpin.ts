import type { Trade } from '../market.ts'

/** The buckets that are full, of the latest `buckets`, and the one that fills. */
export interface VpinState {
  /** |bought − sold| of the latest buckets in a ring, in base units; or the price changes over them, in bulk classification. */
  readonly ring: Float64Array
  /** Full buckets ever. */
  full: number
  /** Base units in the bucket that fills. */
  filled: number
  bought: number
  lastPrice: number
  /** The last price of the bucket before. */
  priceBefore: number
  /** Price changes over all buckets, for their deviation: count, mean and squared deviations from it. */
  changes: number
  changeMean: number
  changeSquares: number
}

/** How toxic order flow is. */
export interface VpinReading {
  /** Mean share of a bucket that one side had more than the other, from 0 to 1. */
  readonly vpin: number
  /** Buckets that it is the mean of. */
  readonly buckets: number
}

/** How volume is told apart: by the side of each print, or in bulk, by the price change over a bucket. */
export type VolumeClassification =
  | { readonly by: 'aggressor' }
  | {
      readonly by: 'bulk'
      /** The distribution function of the standard normal distribution. */
      readonly normalCdf: (z: number) => number
    }

/** Which buckets there are, and how many are averaged. */
export interface VpinOptions {
  /** Base units of a bucket: by convention a fiftieth of the volume of the 24 h before. */
  readonly bucketSize: number
  /** How many buckets are averaged; 50 unless given. */
  readonly buckets?: number
  /** By the aggressor unless given. */
  readonly classification?: VolumeClassification
}

/** Probability of informed trading by volume. */
export interface Vpin {
  readonly init: () => VpinState
  readonly step: (state: VpinState, trade: Trade) => void
  /** `undefined` until as many buckets as are averaged are full. */
  readonly read: (state: VpinState) => VpinReading | undefined
}

/**
 * Volume-synchronised probability of informed trading: the order imbalance of buckets of equal volume, averaged. A print that overflows a
 * bucket is split exactly between it and the next ones.
 *
 * @see Easley, López de Prado, O'Hara (2012), "Flow Toxicity and Liquidity in a High-frequency World", https://doi.org/10.1093/rfs/hhs053
 */
export function vpin(options: VpinOptions): Vpin {
  const { bucketSize, buckets = 50, classification = { by: 'aggressor' } } = options
  if (!(bucketSize > 0)) throw new RangeError(`vpin: bucketSize must be above 0, was ${bucketSize}`)
  if (!Number.isInteger(buckets) || buckets < 1) throw new RangeError(`vpin: buckets must be a positive integer, was ${buckets}`)
  const inBulk = classification.by === 'bulk'

  const close = (state: VpinState): void => {
    const { bought, full, lastPrice, priceBefore, ring } = state
    if (inBulk && full > 0) noteChange(state, lastPrice - priceBefore)
    ring[full % buckets] = inBulk ? lastPrice - priceBefore : Math.abs(2 * bought - bucketSize)
    state.priceBefore = lastPrice
    state.full += 1
    state.filled = 0
    state.bought = 0
  }

  return {
    init: () => ({
      ring: new Float64Array(buckets),
      full: 0,
      filled: 0,
      bought: 0,
      lastPrice: 0,
      priceBefore: 0,
      changes: 0,
      changeMean: 0,
      changeSquares: 0,
    }),
    step(state, { aggressor, price, size }) {
      let left = size
      state.lastPrice = price
      while (left > 0) {
        const room = bucketSize - state.filled
        const part = Math.min(left, room)
        if (aggressor === 'buy') state.bought += part
        left -= part
        if (part === room) close(state)
        else state.filled += part
      }
    },
    read(state) {
      // The first bucket has no price change: in bulk it cannot be told apart.
      const usable = state.full - (inBulk ? 1 : 0)
      if (usable < buckets) return undefined
      return { vpin: sumOfShares(state, classification, bucketSize) / buckets, buckets }
    },
  }
}

function sumOfShares({ changes, changeSquares, ring }: VpinState, classification: VolumeClassification, bucketSize: number): number {
  if (classification.by === 'aggressor') return ring.reduce((sum, imbalance) => sum + imbalance / bucketSize, 0)
  const deviation = Math.sqrt(changeSquares / (changes - 1))
  // Prices that never change divide every bucket in halves.
  if (!(deviation > 0)) return 0
  return ring.reduce((sum, change) => sum + Math.abs(2 * classification.normalCdf(change / deviation) - 1), 0)
}

function noteChange(state: VpinState, change: number): void {
  state.changes += 1
  const apart = change - state.changeMean
  state.changeMean += apart / state.changes
  state.changeSquares += apart * (change - state.changeMean)
}
