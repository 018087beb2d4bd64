import { featuresOf, type Moments, type SearchPlan } from '@of/backtest'
import { MINUTE_US } from '@of/core'
import { presets } from '@of/signals'

/** Moments a minute apart, of waves of different lengths: features that the rules of the preset `brief` know, and a price. */
export function madeUpMoments(length: number): Moments {
  const wave = (period: number, size: number, middle = 0): Float64Array =>
    Float64Array.from({ length }, (_, row) => middle + size * Math.sin(row / period))
  const mids = wave(40, 1, 100)
  return {
    product: 'MADE-USD',
    length,
    timesUs: Float64Array.from({ length }, (_, row) => row * MINUTE_US),
    values: new Map(featuresOf(presets.brief).map((feature, at) => [feature, wave(2 + at, 1.5)])),
    abstained: new Uint8Array(length),
    knownMids: mids,
    buys: mids.map((mid) => mid + 0.01),
    sells: mids.map((mid) => mid - 0.01),
    mids,
  }
}

/** All of them, once as they are and once shifted, with a step forward. */
export const madeUpPlan: SearchPlan = {
  open: { fromUs: 0, toUs: 200 * MINUTE_US },
  trains: [{ fromUs: 0, toUs: 90 * MINUTE_US }],
  shifts: [[70]],
  feeBps: 1,
  minTrades: 1,
}
