/** What a feature is computed from: without that source, it has no value. */
export type FeatureSource = 'book' | 'trades' | 'history'

/** One row of the dictionary of features. */
export interface FeatureSpec {
  /** What the value is counted in. `base` and `quote` are the product's two currencies. */
  readonly unit: 'base' | 'quote' | 'bps' | '%' | 'ratio' | 'share' | 'sigma' | 'z' | 'count' | 'flag' | '1/s' | 'base/s' | 'bps/min' | 'half-widths' | 'slope'
  /** Smallest and largest value there can be; `null` where there is no bound. */
  readonly range: readonly [number | null, number | null]
  readonly source: FeatureSource
  /** One sentence: the definition, with its window and its options. */
  readonly definition: string
  /** Paper and equation, or the convention followed. */
  readonly reference: string
}
