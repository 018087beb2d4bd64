import type { Moments, SearchPlan, TrialConfig, TrialReading } from '@of/backtest'

/** What a thread that tries configurations is started with. */
export interface TrialsAssignment {
  readonly kind: 'trials'
  /** On memory that all threads share. */
  readonly products: readonly Moments[]
  readonly plan: SearchPlan
}

/** What it is told. */
export type TrialOrder = TrialConfig

/** What it answers, once to each order. */
export type TrialAnswer = TrialReading
