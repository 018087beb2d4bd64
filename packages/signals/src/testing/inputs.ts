import type { FeatureName, FeatureReading, FeatureSnapshot, Sources } from '@of/core'

/** Both sources as they should be. */
export const healthy: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }

/** A product without a book. */
export const withoutBook: Sources = { ...healthy, book: { state: 'absent' } }

/** Features from plain values; a text is the reason why there is none. */
export function readings(values: Partial<Record<FeatureName, number | string>>): Partial<FeatureSnapshot> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, readingFrom(value)]))
}

function readingFrom(value: number | string): FeatureReading {
  return typeof value === 'number' ? { value } : { value: null, reason: value }
}

/** The founding example of a clear LONG. */
export const bullish: Partial<FeatureSnapshot> = readings({
  imbalance10: 0.25,
  ofiMomentum: 0.12,
  largeNetOrders: 0,
  vwapDeviation: -1.2,
  depthImbalance10: 0.18,
  buyPressure: 72,
  binsProfilePosition: 1.33,
})

/** The founding example of a clear SHORT. */
export const bearish: Partial<FeatureSnapshot> = readings({
  imbalance10: -0.28,
  ofiMomentum: -0.14,
  largeNetOrders: -3,
  vwapDeviation: 1.5,
  depthImbalance10: -0.19,
  buyPressure: 32,
  binsProfilePosition: -1.2,
})

/** The founding example of no edge. */
export const quiet: Partial<FeatureSnapshot> = readings({
  imbalance10: 0.149,
  ofi: 0,
  ofiNormalised: 0,
  ofiMomentum: 0,
  largeNetOrders: 0,
  vwapDeviation: 0.01,
  spreadBps: 1,
  depthImbalance10: 0.149,
  buyPressure: 50,
  binsProfilePosition: 0,
})

/** Every feature that the preset `default` looks at, all for LONG but a price far above VWAP and a balanced depth. */
export const mixed: Partial<FeatureSnapshot> = readings({
  orderImbalanceMean: 0.31,
  orderImbalanceRank: 0.95,
  ofiMomentum: 0.73,
  ofiMomentumZ: 1.77,
  whaleNetOrders: 2,
  vwap24hDeviation: 1.11,
  depthImbalanceShell: 0.04,
  depthImbalanceRank: 0.5,
  buyPressure: 72,
  takerOrders60: 214,
  aggressionZ: 2.1,
  profilePosition: 1.33,
})
