import type { FeatureSet } from '../regress/columns.ts'
import type { Costs, DeepFigures, Explained, Figures, IntegratedFigures, Predicted, WithCosts } from '../horizon-report.ts'
import type { BlockedRegression } from './blocked-regression.ts'
import { bothFiguresOf, deepFiguresOf, type FigureContext, figuresOf, meanOf } from './figures.ts'

type Sets = Omit<Explained, 'windows' | 'unmeasured' | 'skippedBlocks' | 'fewestWindows'>

/** What every set explains of the moves of a regression. */
export function setsOf(regression: BlockedRegression, levels: number, context: FigureContext): Sets {
  const { blocks, outOfSample } = regression
  const own = (set: FeatureSet) => ({ set, blocks, outOfSample: outOfSample.of(set) })
  const figures = (set: FeatureSet): Figures => figuresOf(own(set), context)
  return {
    ofi: figures('ofi'),
    tradeImbalance: figures('tradeImbalance'),
    both: bothFiguresOf(own('both'), context),
    multiLevel: Array.from({ length: levels }, (_, at): DeepFigures => deepFiguresOf(at + 1, blocks, outOfSample.ofBest(at + 1))),
    integrated: integratedOf(regression, context),
    imbalance: figures('imbalance'),
    microprice: figures('microprice'),
    cvd: figures('cvd'),
  }
}

/** The same with what acting on it costs. */
export function withCosts(
  sets: Sets,
  regression: BlockedRegression,
  feeBps: number | undefined,
): Omit<Predicted, 'windows' | 'unmeasured' | 'unfinished' | 'skippedBlocks'> {
  const costs = costsOf(regression.spreadBps, feeBps)
  const add = <Set extends { readonly r2: number | null }>(set: Set): WithCosts<Set> => ({
    ...set,
    predictedMoveBps: predictedMove(set.r2, regression),
    costs,
  })
  return {
    ofi: add(sets.ofi),
    tradeImbalance: add(sets.tradeImbalance),
    both: add(sets.both),
    multiLevel: sets.multiLevel.map(add),
    integrated: add(sets.integrated),
    imbalance: add(sets.imbalance),
    microprice: add(sets.microprice),
    cvd: add(sets.cvd),
  }
}

/** Deviation of what is predicted, in basis points: r times that of the moves; `null` where either is not known. */
export function predictedMove(r2: number | null, { blocks }: BlockedRegression): number | null {
  const moveBps = meanOf(blocks.map((block) => block.moveBps))
  return r2 === null || moveBps === null ? null : Math.sqrt(r2) * moveBps
}

/** What getting in and out costs a taker of a small size. */
export function costsOf(spreadBps: number | undefined, feeBps: number | undefined): Costs {
  const roundTripBps = spreadBps === undefined || feeBps === undefined ? null : spreadBps + 2 * feeBps
  return { spreadBps: spreadBps ?? null, feeBps: feeBps ?? null, roundTripBps }
}

function integratedOf({ blocks, inSample, outOfSample }: BlockedRegression, context: FigureContext): IntegratedFigures {
  const own = { set: 'integrated', outOfSample: outOfSample.of('integrated') } as const
  const past = figuresOf({ ...own, blocks }, context)
  if (past.blocks > 0) return { ...past, weightsFrom: 'past blocks' }
  const same = figuresOf({ ...own, blocks: inSample === undefined ? [] : [inSample] }, context)
  return { ...same, weightsFrom: same.blocks > 0 ? 'same block' : null }
}
