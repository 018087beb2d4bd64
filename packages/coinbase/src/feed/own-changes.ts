import type { LevelChanges } from '@of/core'

/** A copy of level changes, for whoever keeps them longer than their columns last. */
export function ownChanges({ asks, prices, sizes, from, to }: LevelChanges): LevelChanges {
  return { asks: asks.slice(from, to), prices: prices.slice(from, to), sizes: sizes.slice(from, to), from: 0, to: to - from }
}
