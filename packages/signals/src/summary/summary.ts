import type { FeatureSnapshot } from '@of/core'
import type { ToldSignal } from '../factors/own-score.ts'

/** What a row says at a glance, for colours and glyphs. */
export type Tone = 'buy' | 'sell' | 'neutral' | 'unknown' | 'warn'

/** One line of a summary. */
export interface SummaryRow {
  /** Empty when the row goes on with the one above, or stands for itself. */
  readonly label: string
  readonly value: string
  /** What the value means, how it was measured, or why there is none. */
  readonly note?: string
  readonly tone?: Tone
}

/** Rows under one title. */
export interface SummarySection {
  readonly title: string
  readonly rows: readonly SummaryRow[]
}

/** Everything known of a product at one moment, as text in its structure. */
export interface Summary {
  readonly title: string
  readonly sections: readonly SummarySection[]
}

/** What a summary is made from. */
export interface SummaryInput {
  /** Such as `BTC-USD`: base, hyphen, quote. */
  readonly product: string
  /** A feature that is left out is shown as not measured. */
  readonly features: Partial<FeatureSnapshot>
  readonly signal: ToldSignal
  /** Sentences on the state of the sources, shown as they are. */
  readonly quality?: readonly string[]
}
