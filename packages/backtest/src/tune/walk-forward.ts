import type { Us } from '@of/core'
import type { Stretch } from './trial.ts'

/** One step forward: what was chosen on the past, and where it was then traded. */
export interface Step {
  readonly train: Stretch
  readonly test: Stretch
  /** Which of the trials was chosen; `null` when none had trades enough. */
  readonly chosen: number | null
  /** Per hour, in training. */
  readonly trainSharpe: number | null
}

/** How the data are divided. */
export interface StepPlan extends Stretch {
  readonly steps: number
  /** Left out between training and test, so that no position and no window reaches from one into the other. */
  readonly gapUs: Us
}

/** Stretches of equal length, each trained on all that lies before it but for the gap. */
export function stepsOf({ fromUs, toUs, steps, gapUs }: StepPlan): { readonly train: Stretch; readonly test: Stretch }[] {
  const edge = (index: number): Us => fromUs + Math.floor(((toUs - fromUs) * index) / (steps + 1))
  return Array.from({ length: steps }, (_, index) => {
    const test = { fromUs: edge(index + 1), toUs: edge(index + 2) }
    return { train: { fromUs, toUs: Math.max(fromUs, test.fromUs - gapUs) }, test }
  })
}

/** The best of some, the first of equals; `undefined` when none has a value. */
export function bestOf(sharpes: readonly (number | null)[]): { readonly index: number; readonly sharpe: number } | undefined {
  let best: { index: number; sharpe: number } | undefined
  for (const [index, sharpe] of sharpes.entries())
    if (sharpe !== null && (best === undefined || sharpe > best.sharpe)) best = { index, sharpe }
  return best
}
