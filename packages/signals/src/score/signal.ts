import type { FeatureName, Unit } from '@of/core'

/** What a signal says to do. */
export type Direction = 'LONG' | 'SHORT' | 'HOLD'

/**
 * What became of a factor: `fired` adds its weight; `quiet` is within its bounds; `held-back` is beyond one, but a condition was not met;
 * `unknown` has no value; `absent` is built on a source that was not configured.
 */
export type FactorState = 'fired' | 'quiet' | 'held-back' | 'unknown' | 'absent'

/** One condition of a factor, as found. */
export interface ConditionReading {
  readonly feature: FeatureName
  readonly value: number | null
  readonly holds: boolean
  readonly sentence: string
}

/** One factor of a signal: what was measured, against what, and what it added. */
export interface FactorReading {
  readonly factor: string
  readonly label: string
  readonly feature: FeatureName
  readonly value: number | null
  readonly unit: Unit
  /** The bound on the value's side, in its unit; the bullish one when there is no value. */
  readonly threshold: number
  /** Hundredths that the factor adds when it fires. */
  readonly weight: number
  /** Hundredths that it added, above zero for LONG. */
  readonly contribution: number
  readonly state: FactorState
  readonly sentence: string
  /** Why there is no value; only when `unknown` or `absent`. */
  readonly reason?: string
  readonly conditions: readonly ConditionReading[]
}

/** A decision with everything it rests on. */
export interface Signal {
  readonly direction: Direction
  /** |net| / 100, at most 1; 0 for HOLD. */
  readonly strength: number
  /** Sum of all contributions in hundredths; `null` when abstained. */
  readonly net: number | null
  /** Hundredths that the net had to be beyond. */
  readonly decisionThreshold: number
  /** The greatest |net| that the factors with a value could reach, in hundredths. */
  readonly reachableNet: number
  /** Whether nothing was decided, because a configured source cannot be believed: not the same as finding no edge. */
  readonly abstained: boolean
  /** Why it abstained. */
  readonly reason?: string
  readonly ruleSet: { readonly name: string; readonly hash: string }
  /** In the order of the rule set. */
  readonly factors: readonly FactorReading[]
  /** One sentence for each factor that fired, heaviest first; else one that says that there is no edge, or why it abstained. */
  readonly reasons: readonly string[]
}
