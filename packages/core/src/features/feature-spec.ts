/** What a feature is computed from: without that source it has no value. `history` is the last 24 h of trades or one-minute candles. */
export type FeatureSource = 'book' | 'trades' | 'history'

/** What a value is counted in. `base` and `quote` are the product's two currencies. */
export type Unit =
  | 'base'
  | 'quote'
  | 'bps'
  | '%'
  | 'ratio'
  | 'share'
  | 'sigma'
  | 'z'
  | 'count'
  | 'flag'
  | '1/s'
  | 'base/s'
  | 'bps/min'
  | 'half-widths'
  | 'slope'

/** One row of the dictionary of features. */
export interface FeatureSpec {
  readonly unit: Unit
  /** Smallest and largest value there can be; `null` where there is no bound. */
  readonly range: readonly [number | null, number | null]
  readonly source: FeatureSource
  /** Whether it is built on the aggressor's side, and so has no value when the aggressor audit fails. */
  readonly signed: boolean
  /** The definition in one sentence, with window and options. */
  readonly definition: string
  /** The paper, or the convention followed; `ours` where there is neither. */
  readonly reference: string
}
