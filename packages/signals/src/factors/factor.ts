import type { Bar, FeatureName, Unit, Us } from '@of/core'
import type { Bound, FactorWords } from '../rules/rule-set.ts'

/** The declared features at a moment; `null` for one that is unknown, whatever the reason. */
export type FactorFeatures<Feature extends FeatureName = FeatureName> = Readonly<Record<Feature, number | null>>

/** A moment of decision as a factor sees it. */
export interface FactorMoment<Feature extends FeatureName = FeatureName> {
  readonly timeUs: Us
  readonly features: FactorFeatures<Feature>
}

/** What a factor that keeps a state of its own is shown at each moment. */
export interface FactorStep<Feature extends FeatureName = FeatureName> extends FactorMoment<Feature> {
  readonly product: string
  /** One-minute bars that closed since the moment before and lie within the look-back; none unless declared. */
  readonly bars: readonly Bar[]
}

/** What a factor without a state is shown: everything within its look-back, up to now. */
export interface FactorWindow<Feature extends FeatureName = FeatureName> extends FactorStep<Feature> {
  /** The moments of the look-back, oldest first, this one last. */
  readonly moments: readonly FactorMoment<Feature>[]
}

/** How a factor is scored in a signal. */
export interface FactorScore {
  /** Hundredths that it adds when it fires: a whole number above zero. */
  readonly weight: number
  readonly bullish: Bound
  /** The opposite form of `bullish`; the two never hold at once. */
  readonly bearish: Bound
  readonly words?: FactorWords
}

/** What every factor says of itself. */
export interface FactorDeclaration<Feature extends FeatureName = FeatureName> {
  readonly name: string
  /** All that it looks at: nothing else is shown to it. */
  readonly inputs: { readonly features?: readonly Feature[]; readonly bars?: boolean }
  /** How far back what it is shown has any influence: 0 for the moment alone, `Infinity` for all of the past. */
  readonly lookBackUs: Us
  /** `ratio` unless given. */
  readonly unit?: Unit
  readonly score?: FactorScore
}

/** A pure function of the look-back: its value now, `null` when it has none. */
export interface WindowFactor<Feature extends FeatureName = FeatureName> extends FactorDeclaration<Feature> {
  compute(window: FactorWindow<Feature>): number | null
}

/** A fold: what it remembers is plain data that `step` alone changes. */
export interface StepFactor<Feature extends FeatureName = FeatureName, State = unknown> extends FactorDeclaration<Feature> {
  init(): State
  step(state: State, moment: FactorStep<Feature>): number | null
}

/** A function of a whole series at once, one value a moment, as it is written with arrays. A value may rest on no later moment than its own. */
export interface SeriesFactor<Feature extends FeatureName = FeatureName> extends FactorDeclaration<Feature> {
  series(window: Omit<FactorWindow<Feature>, 'timeUs' | 'features'>): readonly (number | null)[]
}

/** A factor of one's own: one object that study, replay, backtest and service run alike. */
export type Factor<Feature extends FeatureName = FeatureName> = WindowFactor<Feature> | StepFactor<Feature> | SeriesFactor<Feature>
