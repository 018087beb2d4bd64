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

/** The observations of a block, column by column. */
export function columnsOfBlock(observations: readonly Float64Array[], { count }: Columns): readonly Float64Array[] {
  return Array.from({ length: count }, (_, at) => {
    const column = new Float64Array(observations.length)
    for (let row = 0; row < column.length; row++) column[row] = observations[row]![at]!
    return column
  })
}

/** Fits one set to the columns of a block; `undefined` where it cannot be fitted: too few observations, or a column that does not vary. */
export function fitBlock(set: FeatureSet, block: readonly Float64Array[], columns: Columns): BlockFit | undefined {
  const on = columnsOf(set, columns).map((at) => block[at]!)
  const move = block[columns.move]!
  const fit = ols(move, on, { hac: 'auto' })
  const chanceR2 = noiseR2(on.length, move.length)
  if (fit === undefined || chanceR2 === undefined) return undefined
  const { adjustedR2, coefficients, n, r2, se, t } = fit
  return { n, r2, adjustedR2, chanceR2, slopes: coefficients.slice(1), errors: se.slice(1), ts: t.slice(1) }
}
