import { integrate, type Us } from '@of/core'
import { type BlockFit, columnsOfBlock, fitBlock } from '../regress/block-fit.ts'
import { bestLevels, type Columns, type FeatureSet, featureSets } from '../regress/columns.ts'
import { explainedShare, momentsOf } from '../regress/moments.ts'
import type { Depths } from '../sample/depth-tally.ts'

/** What a block came to. */
export interface Block {
  readonly startUs: Us
  readonly windows: number
  readonly depths: Depths
  /** Deviation of the moves, basis points of the mid. */
  readonly moveBps: number
  readonly fits: Partial<Readonly<Record<FeatureSet, BlockFit>>>
  /** Shares explained by the best level, the best two, and so on; `undefined` where it cannot be fitted. */
  readonly deepR2: readonly (number | undefined)[]
}

/** A window's observation, and what its costs and moves are measured in. */
export interface Observed {
  readonly startUs: Us
  readonly values: Float64Array
  readonly mid: number
  readonly spreadBps: number
}

/** What a block is judged with. */
export interface BlockContext {
  readonly startUs: Us
  readonly depths: Depths
  readonly columns: Columns
  /** Weights of the levels from earlier blocks; `undefined` where there are none. */
  readonly weights: Float64Array | undefined
}

/** Fits every set to a block's observations; `undefined` where the mid never moved differently, so that there is nothing to explain. */
export function judgeBlock(observed: readonly Observed[], { columns, depths, startUs, weights }: BlockContext): Block | undefined {
  const observations = observed.map(({ values }) => values)
  if (weights !== undefined) for (const values of observations) values[columns.integrated] = integrate(values, weights)
  const moments = momentsOf(observations, columns.count)
  const moved = moments.products[columns.move * columns.count + columns.move]!
  if (!(moved > 0)) return undefined
  const byColumn = columnsOfBlock(observations, columns)
  const fits: Partial<Record<FeatureSet, BlockFit>> = {}
  for (const set of featureSets) {
    if (set === 'integrated' && weights === undefined) continue
    const fit = fitBlock(set, byColumn, columns)
    if (fit !== undefined) fits[set] = fit
  }
  return {
    startUs,
    windows: observed.length,
    depths,
    moveBps: (Math.sqrt(moved / observed.length) / meanMid(observed)) * 1e4,
    fits,
    deepR2: bestLevels(columns.levels).map((level) => explainedShare(moments, bestLevels(level + 1), columns.move)),
  }
}

function meanMid(observed: readonly Observed[]): number {
  return observed.reduce((sum, { mid }) => sum + mid, 0) / observed.length
}
