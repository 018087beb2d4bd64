import type { FeatureName } from './feature-table.ts'

/** One feature as read at one moment. */
export interface FeatureReading {
  /** `null` when it is unknown, which is never 0. */
  readonly value: number | null
  /** Why there is no value; only with `null`. */
  readonly reason?: string
  /** How the value was measured where that can differ, such as `since start` or `estimated from candles`. */
  readonly note?: string
  /** Share of the feature's window in which its source was there, from 0 to 1. */
  readonly coverage?: number
}

/** Every feature of a product at one moment. */
export type FeatureSnapshot = Readonly<Record<FeatureName, FeatureReading>>

/** Whether a source can be believed: `absent` was never configured, `unhealthy` was and must not be used. */
export type SourceHealth =
  | { readonly state: 'absent' }
  | { readonly state: 'healthy' }
  | { readonly state: 'unhealthy'; readonly reason: string }

/** The health of everything that features are made from. */
export interface Sources {
  readonly book: SourceHealth
  readonly trades: SourceHealth
}
