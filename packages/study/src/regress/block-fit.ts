import { noiseR2, ols } from '@of/stats'
import { type Columns, columnsOf, type FeatureSet } from './columns.ts'

/** A regression within one block. Slopes are in quote currency per unit of their column. */
export interface BlockFit {
  readonly n: number
  readonly r2: number
  readonly adjustedR2: number
  /** What as many columns without any meaning explain on average. */
  readonly chanceR2: number
  readonly slopes: readonly number[]
  /** Standard errors of the slopes by Newey and West, which allow for what neighbouring windows have in common. */
  readonly errors: readonly number[]
  /** Slope over error; `undefined` where the fit is perfect. */
  readonly ts: readonly (number | undefined)[]
}

/** Fits one set to the observations of a block; `undefined` where it cannot be fitted: too few of them, or a column that does not vary. */
export function fitBlock(set: FeatureSet, observations: readonly Float64Array[], columns: Columns): BlockFit | undefined {
  const columnAt = (at: number): Float64Array => Float64Array.from(observations, (values) => values[at]!)
  const on = columnsOf(set, columns)
  const fit = ols(columnAt(columns.move), on.map(columnAt), { hac: 'auto' })
  const chanceR2 = noiseR2(on.length, observations.length)
  if (fit === undefined || chanceR2 === undefined) return undefined
  const { adjustedR2, coefficients, n, r2, se, t } = fit
  return { n, r2, adjustedR2, chanceR2, slopes: coefficients.slice(1), errors: se.slice(1), ts: t.slice(1) }
}
