import { type FeatureName, MINUTE_US, type Us } from '@of/core'
import { normal, sfc32 } from '@of/stats'
import type { Moments } from '../tune/moments.ts'

/** When they begin. */
export const START_US: Us = 1_767_312_000_000_000

const made = new Map<string, Moments>()

/** A random walk a minute, in which the imbalance tells so many basis points of each next minute. */
export function market(days: number, edgeBps: number, seed = 1): Moments {
  const key = `${days} ${edgeBps} ${seed}`
  const moments = made.get(key) ?? makeMarket(days, edgeBps, seed)
  made.set(key, moments)
  return moments
}

function makeMarket(days: number, edgeBps: number, seed: number): Moments {
  const random = sfc32(seed)
  const length = days * 1440
  const names: FeatureName[] = [
    'imbalance10',
    'ofiMomentum',
    'largeNetOrders',
    'vwapDeviation',
    'depthImbalance10',
    'buyPressure',
    'binsProfilePosition',
  ]
  const values = new Map(
    names.map((name) => [name, Float64Array.from({ length }, () => (name === 'buyPressure' ? 50 : 0.4 * normal(random)))]),
  )
  const lean = values.get('imbalance10')!
  const mids = new Float64Array(length)
  let price = 100
  for (let row = 0; row < length; row++) {
    mids[row] = price
    price *= 1 + (edgeBps * Math.sign(lean[row]!) + 4 * normal(random)) / 1e4
  }
  return {
    product: 'MADE-USD',
    length,
    timesUs: Float64Array.from({ length }, (_, row) => START_US + row * MINUTE_US),
    values,
    abstained: new Uint8Array(length),
    knownMids: mids,
    buys: mids.map((mid) => mid * 1.000_01),
    sells: mids.map((mid) => mid * 0.999_99),
    mids,
  }
}
