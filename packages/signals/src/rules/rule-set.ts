import type { FeatureName, FeatureSource } from '@of/core'

/** One side of a factor: it fires strictly beyond the number, which is in the feature's unit. */
export type Bound = { readonly above: number } | { readonly below: number }

/** What else must hold before a factor may fire. */
export type Condition = AtLeast | AbsoluteAtLeast | Outside

interface ConditionBase {
  readonly feature: FeatureName
  /** The name of the value in a sentence; the feature's name when there is none. */
  readonly words?: string
}

/** Holds when the value is the bound or more. */
export interface AtLeast extends ConditionBase {
  readonly atLeast: number
}

/** Holds when the value's distance from zero is the bound or more. */
export interface AbsoluteAtLeast extends ConditionBase {
  readonly absAtLeast: number
}

/** Holds when the value lies strictly below the first or strictly above the second bound. */
export interface Outside extends ConditionBase {
  readonly outside: readonly [low: number, high: number]
}

/** How a factor is spoken of. */
export interface FactorWords {
  /** A word or two for lists; the factor's name when there is none. */
  readonly label?: string
  /** What it means when the factor fires for LONG. */
  readonly bullish?: string
  /** What it means when the factor fires for SHORT. */
  readonly bearish?: string
}

/** One factor of a rule set: a feature, two opposite bounds and a weight. */
export interface FactorRule {
  /** Its name, unique in the rule set, such as `orderImbalance` or a name of one's own. */
  readonly factor: string
  /** What the feature is computed from. */
  readonly source: FeatureSource
  readonly feature: FeatureName
  /** Hundredths that it adds to the net when it fires: a whole number above zero. */
  readonly weight: number
  readonly bullish: Bound
  /** The opposite form of `bullish`; the two never hold at once. */
  readonly bearish: Bound
  readonly conditions?: readonly Condition[]
  readonly words?: FactorWords
}

/** A scoring system as data. */
export interface RuleSet {
  /** The version of this shape. */
  readonly schema: 1
  readonly name: string
  /** Hundredths that the net must be strictly beyond for a LONG or a SHORT: a whole number, zero or more. */
  readonly decisionThreshold: number
  readonly factors: readonly FactorRule[]
}
