import type { FeatureSnapshot, Sources } from '@of/core'

/** What one factor of a signal came to. */
export interface FactorPoint {
  readonly factor: string
  /** What it looked at; `null` where that was unknown. */
  readonly value: number | null
  /** Hundredths that it added to the net. */
  readonly contribution: number
}

/** What a signal came to. */
export interface SignalPoint {
  /** `null` when it abstained. */
  readonly net: number | null
  readonly factors: readonly FactorPoint[]
}

/** A signal whose factors are to be studied. */
export interface StudiedSignal {
  readonly ruleSet: string
  readonly read: (features: FeatureSnapshot, sources: Sources, product: string) => SignalPoint
}
