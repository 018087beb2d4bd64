import type { Window } from '../sample/window.ts'

/** What a regression explains the mid's move with. */
export type FeatureSet = 'ofi' | 'tradeImbalance' | 'both' | 'integrated' | 'imbalance' | 'microprice' | 'cvd'

/** Every set, in the order in which they are told. */
export const featureSets = ['ofi', 'tradeImbalance', 'both', 'integrated', 'imbalance', 'microprice', 'cvd'] as const

/** The columns of an observation: the levels' imbalances, best first, then these. */
export interface Columns {
  readonly levels: number
  readonly flow: number
  readonly imbalance: number
  readonly lean: number
  readonly cvd: number
  /** The levels' imbalances weighted into one. */
  readonly integrated: number
  /** The move of the mid that is to be explained, in quote currency. */
  readonly move: number
  readonly count: number
}

/** Where the columns are for so many levels. */
export function columnsFor(levels: number): Columns {
  return {
    levels,
    flow: levels,
    imbalance: levels + 1,
    lean: levels + 2,
    cvd: levels + 3,
    integrated: levels + 4,
    move: levels + 5,
    count: levels + 6,
  }
}

/** A window and the move to be explained as an observation; the integrated imbalance is not known yet. */
export function observationOf({ cvd, flow, imbalance, lean, ofi }: Window, move: number, columns: Columns): Float64Array {
  const values = new Float64Array(columns.count)
  values.set(ofi)
  values[columns.flow] = flow
  values[columns.imbalance] = imbalance
  values[columns.lean] = lean
  values[columns.cvd] = cvd
  values[columns.move] = move
  return values
}

/** The columns of a set. */
export function columnsOf(set: FeatureSet, columns: Columns): readonly number[] {
  switch (set) {
    case 'ofi':
      return [0]
    case 'tradeImbalance':
      return [columns.flow]
    case 'both':
      return [0, columns.flow]
    case 'integrated':
      return [columns.integrated]
    case 'imbalance':
      return [columns.imbalance]
    case 'microprice':
      return [columns.lean]
    case 'cvd':
      return [columns.cvd]
  }
}

/** The columns of the best levels, so many of them. */
export function bestLevels(levels: number): readonly number[] {
  return Array.from({ length: levels }, (_, level) => level)
}
