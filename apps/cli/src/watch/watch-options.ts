import type { Pipeline } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { Scoring } from '../factors/own-signal.ts'

/** What is watched, and how. */
export interface WatchOptions {
  /** Products in the order in which they are shown; all that are seen when empty. */
  readonly products: readonly string[]
  /** The rules of the signal; preset `default` unless given. */
  readonly ruleSet?: RuleSet
  /** Factors of one's own in the signal; none unless given. */
  readonly scored?: Scoring['options']
  /** Analyses what the source brings, samples every second and tells everything; the source then hands on what it tells. One of the watch's own unless given. */
  readonly pipeline?: Pipeline
  /** `screen` draws on the terminal, where there is one with room; else lines are printed. */
  readonly form: 'screen' | 'plain' | 'json'
}
